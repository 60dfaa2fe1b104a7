//! The value of a condition (MS-DTYP 2.4.4.17 and 2.5.3.1.5), in three values, as recorded from Windows.
//!
//! Tokens are evaluated as they are read, with a stack of operands: no tree, no recursion. What cannot be said of a part is
//! unknown in that part only.

mod compare;
mod groups;
mod occurrences;
#[cfg(test)]
mod tests;
mod truth;
pub(super) mod upcase;
pub(super) mod value;

use alloc::vec::Vec;

use super::AttributeValues;
use super::claims::{Claim, Claims, DENY_ONLY};
use super::token::{Operator as Op, Scope, Token, Tokens};
use crate::error::{Error, ErrorKind};
use crate::sid::{Membership, SidRef};
use value::Values;

pub use truth::Truth;

/// What a condition speaks about.
pub(crate) trait Facts {
    /// The attributes of a scope.
    fn attributes(&self, scope: Scope) -> Result<&Claims, Error>;
    /// How a SID counts for the user.
    fn group(&self, sid: SidRef<'_>) -> Membership;
    /// How a SID counts for the device.
    fn device_group(&self, sid: SidRef<'_>) -> Membership;
    /// Whether the condition belongs to an ACE that refuses: claims for such ACEs only count there.
    fn refuses(&self) -> bool;
}

/// The value of an expression. Each token and each value that is looked at takes a step, long ones several.
///
/// # Errors
///
/// `bad-condition` for tokens that [`Condition::from_bytes`](super::Condition::from_bytes) refuses, `too-many-steps` when none
/// is left, and what the facts fail with.
pub(crate) fn evaluate(tokens: Tokens<'_>, facts: &impl Facts, steps: &mut usize) -> Result<Truth, Error> {
    let mut stack = Vec::new();
    for token in tokens {
        take(steps, 1)?;
        let operand = match token.map_err(|_| malformed())? {
            Token::Operator(operator) => apply(operator, &mut stack, facts, steps)?,
            Token::Attribute(scope, name) => Operand::Attribute(Attribute::find(facts, scope, name)?),
            Token::Composite(tokens) => {
                let mut count: usize = 0;
                for value in tokens {
                    take(steps, 1)?;
                    value.map_err(|_| malformed())?;
                    count = count.saturating_add(1);
                }
                Operand::Literal(Values::Composite(tokens, count))
            }
            literal => Operand::Literal(Values::Single(literal)),
        };
        stack.push(operand);
    }
    match (stack.pop(), stack.pop()) {
        (Some(result), None) => Ok(result.truth()),
        _ => Err(malformed()),
    }
}

/// Takes steps.
fn take(steps: &mut usize, count: usize) -> Result<(), Error> {
    *steps = steps.checked_sub(count).ok_or_else(|| Error::new(ErrorKind::TooManySteps))?;
    Ok(())
}

fn malformed() -> Error {
    Error::new(ErrorKind::BadCondition)
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Attribute<'a> {
    Absent,
    /// A claim without values.
    Empty,
    /// A claim that must not be used here.
    Unusable,
    Present(&'a Claim),
}

impl<'a> Attribute<'a> {
    fn find(facts: &'a impl Facts, scope: Scope, name: &[u8]) -> Result<Self, Error> {
        let Some(entry) = facts.attributes(scope)?.get(name) else { return Ok(Self::Absent) };
        let claim = &entry.claim;
        let barred = claim.flags() & DENY_ONLY != 0 && !facts.refuses();
        Ok(if barred || !entry.usable {
            Self::Unusable
        } else if claim.values().count() == 0 {
            Self::Empty
        } else {
            Self::Present(claim)
        })
    }

    /// The truth of an attribute that stands alone.
    fn truth(self) -> Truth {
        let Self::Present(claim) = self else { return Truth::Unknown };
        match claim.values() {
            AttributeValues::Boolean(all) => match **all {
                [0] => Truth::False,
                [1] | [0, 1] | [1, 0] => Truth::True,
                _ => Truth::Unknown,
            },
            values if values.count() > 1 => Truth::True,
            AttributeValues::Integer(all) => Truth::from(**all != [0]),
            AttributeValues::Unsigned(all) => Truth::from(**all != [0]),
            AttributeValues::String(all) => Truth::from(all.iter().any(|one| !one.is_empty())),
            AttributeValues::Sid(_) | AttributeValues::Octets(_) => Truth::Unknown,
        }
    }
}

/// An operand on the stack.
#[derive(Clone, Copy)]
enum Operand<'a> {
    /// What an operator gave.
    Truth(Truth),
    /// What `!` gave behind an attribute, see [`not`].
    Tainted,
    Literal(Values<'a>),
    /// Not a truth yet: that is up to what consumes it.
    Attribute(Attribute<'a>),
}

impl<'a> Operand<'a> {
    fn truth(self) -> Truth {
        match self {
            Self::Truth(truth) => truth,
            Self::Attribute(attribute) => attribute.truth(),
            Self::Tainted | Self::Literal(_) => Truth::Unknown,
        }
    }

    /// The values to compare, if there are any to be had.
    fn values(self) -> Option<Values<'a>> {
        match self {
            Self::Literal(values) => Some(values),
            Self::Attribute(Attribute::Present(claim)) => Some(Values::Claim(claim)),
            _ => None,
        }
    }

    fn exists(self) -> Truth {
        match self {
            Self::Attribute(Attribute::Present(_)) => Truth::True,
            Self::Attribute(Attribute::Absent) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

/// Takes an operator's operands from the stack.
fn apply<'a>(operator: Op, stack: &mut Vec<Operand<'a>>, facts: &impl Facts, steps: &mut usize) -> Result<Operand<'a>, Error> {
    let (operator, negated) = positive(operator);
    let last = stack.pop().ok_or_else(malformed)?;
    let user = |sid: SidRef<'_>| facts.group(sid);
    let device = |sid: SidRef<'_>| facts.device_group(sid);
    let truth = match operator {
        Op::Not => return Ok(not(last, stack.last())),
        Op::Exists => last.exists(),
        Op::MemberOf => groups::all(last.values(), user, steps)?,
        Op::MemberOfAny => groups::any(last.values(), user, steps)?,
        Op::DeviceMemberOf => groups::all(last.values(), device, steps)?,
        Op::DeviceMemberOfAny => groups::any(last.values(), device, steps)?,
        _ => {
            let left = stack.pop().ok_or_else(malformed)?;
            match operator {
                Op::And | Op::Or => logical(operator, left, last),
                _ => relation(operator, left, last, steps)?,
            }
        }
    };
    Ok(Operand::Truth(if negated { !truth } else { truth }))
}

/// An operator without its negation, and whether it has one.
const fn positive(operator: Op) -> (Op, bool) {
    match operator {
        Op::NotEqual => (Op::Equal, true),
        Op::NotExists => (Op::Exists, true),
        Op::NotContains => (Op::Contains, true),
        Op::NotAnyOf => (Op::AnyOf, true),
        Op::NotMemberOf => (Op::MemberOf, true),
        Op::NotDeviceMemberOf => (Op::DeviceMemberOf, true),
        Op::NotMemberOfAny => (Op::MemberOfAny, true),
        Op::NotDeviceMemberOfAny => (Op::DeviceMemberOfAny, true),
        _ => (operator, false),
    }
}

/// `!`. Recorded: with `a` and `b` true, `a && !(b)` is unknown, while `!(b) && a` and `a && !(b || b)` are not. It fits that
/// `!` goes wrong on an attribute when the operand below it is an attribute, too, that nothing has made a truth of.
fn not<'a>(operand: Operand<'a>, below: Option<&Operand<'a>>) -> Operand<'a> {
    match (operand, below) {
        (Operand::Tainted, _) | (Operand::Attribute(_), Some(Operand::Attribute(_))) => Operand::Tainted,
        _ => Operand::Truth(!operand.truth()),
    }
}

fn logical(operator: Op, left: Operand<'_>, right: Operand<'_>) -> Truth {
    match (left, right) {
        (Operand::Tainted, _) | (_, Operand::Tainted) => Truth::Unknown,
        _ if operator == Op::And => left.truth().and(right.truth()),
        _ => left.truth().or(right.truth()),
    }
}

fn relation(operator: Op, left: Operand<'_>, right: Operand<'_>, steps: &mut usize) -> Result<Truth, Error> {
    match (left.values(), right.values()) {
        (Some(left), Some(right)) => compare::relation(operator, left, right, steps),
        // Recorded: nothing contains no values, not even what is missing.
        (None, Some(Values::Composite(_, 0)))
            if operator == Op::Contains && matches!(left, Operand::Attribute(Attribute::Absent | Attribute::Empty)) =>
        {
            Ok(Truth::False)
        }
        _ => Ok(Truth::Unknown),
    }
}
