//! Properties of evaluating conditions.

use alloc::vec;
use alloc::vec::Vec;

use super::expressible::tokens;
use super::{Checked, holds, same};
use crate::access::{AccessRequest, AccessToken};
use crate::condition::{Claims, Condition, Operator, SIGNATURE, Token, Truth};
use crate::descriptor::{Ace, AceBody, AceFlags, AceType, SecurityDescriptor};
use crate::error::{Error, ErrorKind};
use crate::rights::AccessMask;
use crate::sddl::Limits;
use crate::sid::{Membership, Sid};

/// A condition has one value, however often and with whatever limit it is evaluated, and `!`, `&&` and `||` join values as they
/// should. An ACE that allows grants where its condition is true, one that denies refuses where it is not false, and a check
/// refuses to evaluate what is no condition. The input is taken as text and as bytes, with and without the signature.
///
/// # Errors
///
/// The property that does not hold.
pub fn evaluation(input: &[u8], token: &AccessToken) -> Checked {
    if let Some(condition) = core::str::from_utf8(input).ok().and_then(|text| text.parse().ok()) {
        of_condition(&condition, token)?;
    }
    of_bytes(input, token)?;
    of_bytes(&[SIGNATURE, input].concat(), token)
}

fn of_bytes(bytes: &[u8], token: &AccessToken) -> Checked {
    match Condition::from_bytes(bytes) {
        Ok(condition) => of_condition(&condition, token),
        Err(error) if error.kind().is_limit() || !bytes.starts_with(SIGNATURE) => Ok(()),
        Err(_) => same("what is no condition has no value", &granted(bytes, token, false), &Err(ErrorKind::BadCondition)),
    }
}

fn of_condition(condition: &Condition, token: &AccessToken) -> Checked {
    let value = evaluate(condition, token, Limits::default().steps);
    same("a value stays the same", &evaluate(condition, token, Limits::default().steps), &value)?;
    let mut is_known = false;
    for steps in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 1000] {
        let limited = evaluate(condition, token, steps);
        let by_limit = !is_known && limited == Err(ErrorKind::TooManySteps);
        holds("a limit is the only thing that limits change", by_limit || limited == value, (steps, &limited))?;
        is_known = limited.is_ok();
    }
    let Ok(value) = value else {
        return same("only steps can run out", &value, &Err(ErrorKind::TooManySteps));
    };
    joined(condition, value, token)?;
    in_ace(condition, value, token)
}

fn evaluate(condition: &Condition, token: &AccessToken, steps: usize) -> Result<Truth, ErrorKind> {
    let limits = Limits { steps, ..Limits::default() };
    condition.evaluate(token, &Claims::default(), &limits).map_err(|error: Error| error.kind())
}

/// The laws of Kleene about a condition and others. An attribute alone is no value yet, so they are not about one.
fn joined(condition: &Condition, value: Truth, token: &AccessToken) -> Checked {
    if !matches!(condition.tokens().last(), Some(Ok(Token::Operator(_)))) {
        return Ok(());
    }
    let check = |operands: &[&Condition], operators: &[Operator], expected: Truth| match postfix(operands, operators) {
        Err(error) if error.kind().is_limit() => Ok(()),
        Err(error) => holds("joined conditions are one", false, error),
        Ok(whole) => match evaluate(&whole, token, usize::MAX) {
            whole => same("conditions are joined as Kleene has it", &whole, &Ok(expected)),
        },
    };
    check(&[condition], &[Operator::Not], !value)?;
    check(&[condition], &[Operator::Not, Operator::Not], value)?;
    for text in ["(Member_of {SID(WD)})", "(Not_Member_of {SID(WD)})", "(Exists a)", "(@User.b == 1)", "(a < 2 || !(Exists a))"] {
        let Ok(other) = text.parse::<Condition>() else { continue };
        let Ok(known) = evaluate(&other, token, usize::MAX) else { continue };
        check(&[condition, &other], &[Operator::And], value.and(known))?;
        check(&[&other, condition], &[Operator::And], known.and(value))?;
        check(&[condition, &other], &[Operator::Or], value.or(known))?;
        check(&[&other, condition], &[Operator::Or], known.or(value))?;
    }
    check(&[condition, condition], &[Operator::And], value)?;
    check(&[condition, condition], &[Operator::Or], value)
}

/// Conditions one after another, then operators.
fn postfix(operands: &[&Condition], operators: &[Operator]) -> Result<Condition, Error> {
    let mut bytes = SIGNATURE.to_vec();
    for condition in operands {
        tokens(&mut bytes, condition.tokens());
    }
    bytes.extend(operators.iter().map(|operator| operator.code()));
    Condition::from_bytes(&bytes)
}

/// Whether an ACE for the user with this condition decides, alone.
fn granted(condition: &[u8], token: &AccessToken, refuses: bool) -> Result<bool, ErrorKind> {
    let right = AccessMask::READ_PROPERTY;
    let conditional = |ace_type| {
        let body = AceBody::Standard { mask: right, trustee: *token.user(), object: None, data: condition.to_vec() };
        Ace::new(ace_type, AceFlags::empty(), body).map_err(|error| error.kind())
    };
    let mut aces: Vec<Ace> = Vec::new();
    if refuses {
        aces.push(conditional(AceType::ACCESS_DENIED_CALLBACK)?);
        aces.push(Ace::allow(right, *token.user()));
    } else {
        aces.push(conditional(AceType::ACCESS_ALLOWED_CALLBACK)?);
    }
    let descriptor = SecurityDescriptor::builder().owner(Sid::EVERYONE).dacl(aces).build();
    let outcome = AccessRequest::new(right).check(token, &descriptor).map_err(|error| error.kind())?;
    Ok(outcome.is_allowed())
}
