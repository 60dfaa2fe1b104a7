//! Conditions, as trees of bounded depth.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::{few_bytes, number, rarely, word};
use crate::condition::{Arity, Condition, Operator, SIGNATURE, Scope};
use crate::num::size32;
use crate::sid::Sid;

/// Levels of `&&`, `||` and `!`.
const DEPTH: u8 = 4;

pub(crate) const OPERATORS: [Operator; 23] = [
    Operator::Equal,
    Operator::NotEqual,
    Operator::Less,
    Operator::LessOrEqual,
    Operator::Greater,
    Operator::GreaterOrEqual,
    Operator::Contains,
    Operator::Exists,
    Operator::AnyOf,
    Operator::MemberOf,
    Operator::DeviceMemberOf,
    Operator::MemberOfAny,
    Operator::DeviceMemberOfAny,
    Operator::NotExists,
    Operator::NotContains,
    Operator::NotAnyOf,
    Operator::NotMemberOf,
    Operator::NotDeviceMemberOf,
    Operator::NotMemberOfAny,
    Operator::NotDeviceMemberOfAny,
    Operator::And,
    Operator::Or,
    Operator::Not,
];

/// Well-formed expressions: mostly such as SDDL can say, now and then operators between any operands.
impl<'a> Arbitrary<'a> for Condition {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut out = SIGNATURE.to_vec();
        expression(u, &mut out, DEPTH)?;
        if !rarely(u, 8)? {
            out.resize(out.len().next_multiple_of(4), 0);
        }
        Self::from_bytes(&out).map_err(|_| arbitrary::Error::IncorrectFormat)
    }
}

fn expression(u: &mut Unstructured<'_>, out: &mut Vec<u8>, depth: u8) -> Result<()> {
    let Some(below) = depth.checked_sub(1) else { return predicate(u, out) };
    match u.int_in_range(0..=7_u8)? {
        0..=2 => predicate(u, out)?,
        3..=5 => {
            expression(u, out, below)?;
            expression(u, out, below)?;
            out.push(if u.arbitrary()? { Operator::And.code() } else { Operator::Or.code() });
        }
        6 => {
            expression(u, out, below)?;
            out.push(Operator::Not.code());
        }
        _ => anything(u, out, below)?,
    }
    Ok(())
}

/// An operator with the operands that its text needs, or an attribute alone.
fn predicate(u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    let operator = *u.choose(&OPERATORS)?;
    match operator.arity() {
        Arity::Relational => {
            attribute(u, out)?;
            if rarely(u, 4)? { attribute(u, out)? } else { value(u, out)? }
        }
        Arity::Member => groups(u, out)?,
        Arity::Exists => attribute(u, out)?,
        Arity::Not | Arity::Logical => return attribute(u, out),
    }
    out.push(operator.code());
    Ok(())
}

/// An operator with any operands, or an operand alone.
fn anything(u: &mut Unstructured<'_>, out: &mut Vec<u8>, depth: u8) -> Result<()> {
    let operator = *u.choose(&OPERATORS)?;
    match operator.arity() {
        Arity::Relational | Arity::Logical => {
            value(u, out)?;
            expression(u, out, depth)?;
        }
        Arity::Member | Arity::Exists => expression(u, out, depth)?,
        Arity::Not => return value(u, out),
    }
    out.push(operator.code());
    Ok(())
}

fn attribute(u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    let scope = *u.choose(&[Scope::User, Scope::Resource, Scope::Device, Scope::Local])?;
    let shortest = usize::from(!rarely(u, 32)?);
    let name: Vec<u8> = word(u, shortest)?.into_iter().flat_map(u16::to_le_bytes).collect();
    sized(out, scope.code(), &name);
    Ok(())
}

/// A list of SIDs, or one.
fn groups(u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut sids = Vec::new();
    let count = u.int_in_range(0..=3_u8)?;
    for _ in 0..count.max(1) {
        sized(&mut sids, 0x51, u.arbitrary::<Sid>()?.as_bytes());
    }
    if count == 0 {
        out.append(&mut sids);
    } else {
        sized(out, 0x50, &sids);
    }
    Ok(())
}

/// A literal or a list of them.
fn value(u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    if !rarely(u, 3)? {
        return literal(u, out);
    }
    let mut values = Vec::new();
    for _ in 0..u.int_in_range(0..=3_u8)? {
        literal(u, &mut values)?;
    }
    sized(out, 0x50, &values);
    Ok(())
}

fn literal(u: &mut Unstructured<'_>, out: &mut Vec<u8>) -> Result<()> {
    match u.int_in_range(0..=3_u8)? {
        0 => {
            out.push(if rarely(u, 4)? { u.int_in_range(1..=3)? } else { 4 });
            out.extend(number(u)?.to_le_bytes());
            out.extend([u.int_in_range(1..=3_u8)?, u.int_in_range(1..=3_u8)?]);
        }
        1 => {
            let text: Vec<u8> = word(u, 0)?.into_iter().flat_map(u16::to_le_bytes).collect();
            sized(out, 0x10, &text);
        }
        2 => sized(out, 0x18, &few_bytes(u)?),
        _ => sized(out, 0x51, u.arbitrary::<Sid>()?.as_bytes()),
    }
    Ok(())
}

/// A token with a length (MS-DTYP 2.4.4.17.5).
fn sized(out: &mut Vec<u8>, code: u8, content: &[u8]) {
    out.push(code);
    out.extend(size32(content.len()).to_le_bytes());
    out.extend_from_slice(content);
}
