//! Properties of evaluating conditions.

use alloc::vec;
use alloc::vec::Vec;

use super::expressible::tokens;
use super::{Checked, holds, same};
use crate::access::{AccessRequest, AccessToken};
use crate::condition::{Claims, Condition, Operator, SIGNATURE, Token, Truth};
use crate::descriptor::{Ace, AceBody, AceFlags, AceType, SecurityDescriptor};
use crate::error::{Error, ErrorKind};
use crate::num::bits;
use crate::rights::AccessMask;
use crate::sddl::Limits;
use crate::sid::{Membership, Sid};

/// The right that is asked for: one of reading, which no integrity level is refused.
const RIGHT: AccessMask = bits(1);

/// Operators and their negations.
const NEGATED: [(Operator, Operator); 8] = [
    (Operator::Equal, Operator::NotEqual),
    (Operator::Exists, Operator::NotExists),
    (Operator::Contains, Operator::NotContains),
    (Operator::AnyOf, Operator::NotAnyOf),
    (Operator::MemberOf, Operator::NotMemberOf),
    (Operator::DeviceMemberOf, Operator::NotDeviceMemberOf),
    (Operator::MemberOfAny, Operator::NotMemberOfAny),
    (Operator::DeviceMemberOfAny, Operator::NotDeviceMemberOfAny),
];

/// A condition has one value, however often and with whatever limit it is evaluated; `!`, `&&` and `||` join values as Kleene
/// has it. An ACE that allows counts where its condition is true, one that denies where it is not false, and neither with what
/// is no condition. The input is taken as text and as bytes, with and without the signature.
///
/// ```
/// use aclavis::{AccessToken, Sid, oracle::evaluation};
/// let token = AccessToken::builder(Sid::EVERYONE).build();
/// assert_eq!(evaluation(b"(Member_of {SID(WD)} || Title)", &token), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn evaluation(input: &[u8], token: &AccessToken) -> Checked {
    // `OW` and `PS` stand for others: no ACE is about a user of that name.
    if [Sid::new(3, &[4]), Sid::new(5, &[10])].contains(&Some(*token.user())) {
        return Ok(());
    }
    if let Some(Ok(condition)) = core::str::from_utf8(input).ok().map(str::parse) {
        of_condition(&condition, token)?;
    }
    of_bytes(input, token)?;
    of_bytes(&[SIGNATURE, input].concat(), token)
}

fn of_bytes(bytes: &[u8], token: &AccessToken) -> Checked {
    match Condition::from_bytes(bytes) {
        Ok(condition) => of_condition(&condition, token),
        Err(error) if error.kind() == ErrorKind::BadCondition && bytes.starts_with(SIGNATURE) => match refused(bytes, token) {
            Err(ErrorKind::AceTooLarge) => Ok(()),
            outcome => same("what is no condition has no value", &outcome, &Err(ErrorKind::BadCondition)),
        },
        Err(_) => Ok(()),
    }
}

fn of_condition(condition: &Condition, token: &AccessToken) -> Checked {
    let value = evaluate(condition, token, Limits::default().steps);
    same("a value stays the same", &evaluate(condition, token, Limits::default().steps), &value)?;
    let mut is_enough = false;
    for steps in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 1000] {
        let limited = evaluate(condition, token, steps);
        let by_limit = limited == Err(ErrorKind::TooManySteps) && !is_enough;
        holds("a limit is the only thing that limits change", by_limit || limited == value, (steps, limited))?;
        is_enough = limited.is_ok();
    }
    let Ok(value) = value else {
        return same("only steps can run out", &value, &Err(ErrorKind::TooManySteps));
    };
    joined(condition, value, token)?;
    in_aces(condition, value, token)
}

fn evaluate(condition: &Condition, token: &AccessToken, steps: usize) -> Result<Truth, ErrorKind> {
    let limits = Limits { steps, ..Limits::default() };
    condition.evaluate(token, &Claims::default(), &limits).map_err(|error| error.kind())
}

/// A condition and others, joined by operators. An attribute alone is no value yet, so the laws are not about one.
fn joined(condition: &Condition, value: Truth, token: &AccessToken) -> Checked {
    let Some(Ok(Token::Operator(last))) = condition.tokens().last() else { return Ok(()) };
    let check = |operands: &[&Condition], operators: &[Operator], expected: Truth| match postfix(operands, operators) {
        Err(error) if error.kind().is_limit() => Ok(()),
        Err(error) => holds("joined conditions are a condition", false, error),
        Ok(whole) => same("conditions are joined as Kleene has it", &evaluate(&whole, token, usize::MAX), &Ok(expected)),
    };
    if let Some((_, negation)) = NEGATED.iter().find(|(operator, _)| *operator == last) {
        let negated = postfix(&[condition], &[]).and_then(|whole| {
            let operands = whole.as_bytes().split_last().map_or(&[][..], |(_, operands)| operands);
            Condition::from_bytes(&[operands, &[negation.code()]].concat())
        });
        let negated = negated.map(|negated| evaluate(&negated, token, usize::MAX));
        holds("a negated operator gives the other value", negated.is_err() || negated == Ok(Ok(!value)), (condition, negated))?;
    }
    check(&[condition], &[Operator::Not], !value)?;
    check(&[condition], &[Operator::Not, Operator::Not], value)?;
    check(&[condition, condition], &[Operator::And], value)?;
    check(&[condition, condition], &[Operator::Or], value)?;
    for text in ["(Member_of {SID(WD)})", "(Not_Member_of {SID(WD)})", "(Exists a)", "(@User.b == 1 || !(a))"] {
        let Ok(other) = text.parse::<Condition>() else { continue };
        let Ok(known) = evaluate(&other, token, usize::MAX) else { continue };
        check(&[condition, &other], &[Operator::And], value.and(known))?;
        check(&[&other, condition], &[Operator::And], known.and(value))?;
        check(&[condition, &other], &[Operator::Or], value.or(known))?;
        check(&[&other, condition], &[Operator::Or], known.or(value))?;
    }
    Ok(())
}

/// Conditions one after another, then operators.
fn postfix(operands: &[&Condition], operators: &[Operator]) -> Result<Condition, Error> {
    let mut bytes = SIGNATURE.to_vec();
    for condition in operands {
        tokens(&mut bytes, condition.tokens()).ok_or_else(|| Error::new(ErrorKind::BadCondition))?;
    }
    bytes.extend(operators.iter().map(|operator| operator.code()));
    Condition::from_bytes(&bytes)
}

/// ACEs for a user to whom no more than they count.
fn in_aces(condition: &Condition, value: Truth, token: &AccessToken) -> Checked {
    let counts = token.membership(token.user().as_ref()) == Membership::Enabled;
    if !counts || token.is_restricted() || token.is_app_container() {
        return Ok(());
    }
    let Ok(allows) = conditional(AceType::ACCESS_ALLOWED_CALLBACK, condition.as_bytes(), token) else { return Ok(()) };
    let is_granted = grant(vec![allows], token);
    same("an ACE that allows counts where its condition is true", &is_granted, &Ok(value == Truth::True))?;
    // Claims for ACEs that deny only have no value here.
    if condition.tokens().any(|token| matches!(token, Ok(Token::Attribute(..)))) {
        return Ok(());
    }
    let refused = refused(condition.as_bytes(), token);
    same("an ACE that denies counts where its condition is not false", &refused, &Ok(value != Truth::False))
}

/// Whether an ACE that denies with this condition counts.
fn refused(condition: &[u8], token: &AccessToken) -> Result<bool, ErrorKind> {
    let denies = conditional(AceType::ACCESS_DENIED_CALLBACK, condition, token)?;
    grant(vec![denies, Ace::allow(RIGHT, *token.user())], token).map(|granted| !granted)
}

fn conditional(ace_type: AceType, condition: &[u8], token: &AccessToken) -> Result<Ace, ErrorKind> {
    let body = AceBody::Standard { mask: RIGHT, trustee: *token.user(), object: None, data: condition.to_vec() };
    Ace::new(ace_type, AceFlags::empty(), body).map_err(|error| error.kind())
}

/// Whether these ACEs grant the right.
fn grant(aces: Vec<Ace>, token: &AccessToken) -> Result<bool, ErrorKind> {
    let descriptor = SecurityDescriptor::builder().owner(Sid::EVERYONE).dacl(aces).build();
    let outcome = AccessRequest::new(RIGHT).check(token, &descriptor).map_err(|error| error.kind())?;
    Ok(outcome.is_allowed())
}
