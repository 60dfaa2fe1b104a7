//! Edits of a model, which stays valid.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::place;
use crate::arbitrary_impl::ace_of_list;
use crate::condition::{Condition, Operator, ResourceAttribute, SIGNATURE};
use crate::descriptor::{Ace, AceBody, Acl, AclSlot, SecurityDescriptor, Tail};

/// Changes one thing, mostly an ACE.
pub(super) fn edit(descriptor: &mut SecurityDescriptor, u: &mut Unstructured<'_>) -> Result<()> {
    match u.int_in_range(0..=15_u8)? {
        0 => descriptor.control = u.arbitrary()?,
        1 => descriptor.owner = u.arbitrary()?,
        2 => descriptor.group = u.arbitrary()?,
        3 => core::mem::swap(&mut descriptor.owner, &mut descriptor.group),
        4 => core::mem::swap(&mut descriptor.dacl, &mut descriptor.sacl),
        5 | 6 => slot(&mut descriptor.sacl, true, u)?,
        7 => slot(&mut descriptor.dacl, false, u)?,
        choice => {
            let system = choice > 12;
            let edited = if system { &mut descriptor.sacl } else { &mut descriptor.dacl };
            match edited {
                AclSlot::List(acl) => list(acl, system, u)?,
                empty => *empty = AclSlot::List(Acl::new([ace_of_list(u, system)?])),
            }
        }
    }
    Ok(())
}

fn slot(slot: &mut AclSlot, system: bool, u: &mut Unstructured<'_>) -> Result<()> {
    match (u.int_in_range(0..=5_u8)?, slot) {
        (0, slot) => *slot = AclSlot::Absent,
        (1, slot) => *slot = AclSlot::Null,
        (2, slot) => *slot = AclSlot::List(u.arbitrary()?),
        (3, AclSlot::List(acl)) => acl.slack = u.arbitrary::<[u8; 4]>()?.to_vec(),
        (4, AclSlot::List(acl)) => acl.revision = u.arbitrary()?,
        (_, AclSlot::List(acl)) => list(acl, system, u)?,
        (_, slot) => *slot = AclSlot::List(Acl::new([ace_of_list(u, system)?])),
    }
    Ok(())
}

fn list(acl: &mut Acl, system: bool, u: &mut Unstructured<'_>) -> Result<()> {
    let aces = &mut acl.aces;
    let (Some(at), Some(other)) = (place(u, aces.len())?, place(u, aces.len())?) else {
        aces.push(ace_of_list(u, system)?);
        return Ok(());
    };
    match u.int_in_range(0..=7_u8)? {
        0 => drop(aces.remove(at)),
        1 => aces.extend(aces.get(at).cloned()),
        2 => aces.swap(at, other),
        3 => aces.insert(at, ace_of_list(u, system)?),
        _ => {
            if let Some(edited) = aces.get_mut(at) {
                ace(edited, u)?;
            }
        }
    }
    Ok(())
}

/// Changes one part of an ACE, as far as its form has it.
fn ace(ace: &mut Ace, u: &mut Unstructured<'_>) -> Result<()> {
    let (mut ace_type, mut flags, mut body) = (ace.ace_type, ace.flags, ace.body.clone());
    match (u.int_in_range(0..=7_u8)?, &mut body) {
        (0, _) => ace_type = u.arbitrary()?,
        (1, _) => flags = u.arbitrary()?,
        (2, AceBody::Standard { mask, .. }) => *mask = u.arbitrary()?,
        (3, AceBody::Standard { trustee, .. }) => *trustee = u.arbitrary()?,
        (4, AceBody::Standard { object: Some(object), .. }) => *object = u.arbitrary()?,
        (_, AceBody::Standard { data, .. }) => *data = changed_data(ace_type.tail(), data, u)?,
        (_, AceBody::Opaque(data)) => *data = changed_data(Tail::None, data, u)?,
    }
    // A type of another form or too much data: the ACE stays as it is.
    if let Ok(edited) = Ace::new(ace_type, flags, body) {
        *ace = edited;
    }
    Ok(())
}

/// Other data behind a SID: a condition inside another one, another attribute, a byte more or less.
fn changed_data(tail: Tail, data: &[u8], u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut changed = match (tail, u.int_in_range(0..=3_u8)?) {
        (Tail::Condition, 0..=2) => return nested(data, u),
        (Tail::Attribute, 0..=2) => return Ok(u.arbitrary::<ResourceAttribute>()?.to_bytes().unwrap_or_default()),
        _ => data.to_vec(),
    };
    if u.arbitrary()? {
        changed.push(u.arbitrary()?);
    } else {
        changed.pop();
    }
    Ok(changed)
}

/// The condition under an operator, beside another one, or another one instead.
fn nested(data: &[u8], u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let other: Condition = Condition::arbitrary(u)?;
    let tokens = |bytes: &[u8]| {
        let tokens = bytes.strip_prefix(SIGNATURE).unwrap_or_default();
        let padding = tokens.iter().rev().take_while(|byte| **byte == 0).count().min(3);
        tokens.get(..tokens.len().saturating_sub(padding)).unwrap_or_default().to_vec()
    };
    let made = match u.int_in_range(0..=3_u8)? {
        0 => [SIGNATURE, &tokens(data), &[Operator::Not.code()]].concat(),
        1 => [SIGNATURE, &tokens(data), &tokens(other.as_bytes()), &[Operator::And.code()]].concat(),
        2 => [SIGNATURE, &tokens(other.as_bytes()), &tokens(data), &[Operator::Or.code()]].concat(),
        _ => return Ok(other.as_bytes().to_vec()),
    };
    // Zeros at the end of a token are no padding: where they were taken away the condition is malformed.
    Ok(if Condition::from_bytes(&made).is_ok() { made } else { data.to_vec() })
}
