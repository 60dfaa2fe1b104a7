//! ACLs and descriptors.

use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::ace::of_type;
use super::{few_bytes, rarely};
use crate::descriptor::{Ace, AceType, Acl, AclSlot, SecurityDescriptor};

/// ACEs of a DACL or, rarely, of both kinds of ACL.
impl<'a> Arbitrary<'a> for Acl {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        list(u, false)
    }
}

/// A list whose ACEs mostly belong into it; slack and unusual headers are rare.
fn list(u: &mut Unstructured<'_>, system: bool) -> Result<Acl> {
    let most = if rarely(u, 16)? { 40 } else { 6 };
    let count = u.int_in_range(0..=most)?;
    let mut acl = Acl::new((0..count).map(|_| ace_of_list(u, system)).collect::<Result<Vec<_>>>()?);
    if rarely(u, 8)? {
        acl.revision = u.arbitrary()?;
        acl.reserved = u.arbitrary()?;
        acl.reserved2 = u.arbitrary()?;
    }
    if rarely(u, 8)? {
        acl.slack = few_bytes(u)?;
    }
    Ok(acl)
}

/// An ACE of a SACL or, otherwise, of a DACL, where it mostly belongs.
pub(crate) fn ace_of_list(u: &mut Unstructured<'_>, system: bool) -> Result<Ace> {
    let any: AceType = u.arbitrary()?;
    let fitting = any.is_system() == system || rarely(u, 32)?;
    of_type(
        u,
        match (fitting, system) {
            (true, _) => any,
            (false, true) => AceType::SYSTEM_AUDIT,
            (false, false) => AceType::ACCESS_ALLOWED,
        },
    )
}

fn slot(u: &mut Unstructured<'_>, system: bool) -> Result<AclSlot> {
    Ok(match u.int_in_range(0..=7_u8)? {
        0 => AclSlot::Absent,
        1 => AclSlot::Null,
        _ => AclSlot::List(list(u, system)?),
    })
}

/// All parts mostly present. It has a binary form, unless an ACL has become too large for one.
impl<'a> Arbitrary<'a> for SecurityDescriptor {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self {
            control: u.arbitrary()?,
            resource_manager: if rarely(u, 16)? { u.arbitrary()? } else { 0 },
            owner: u.arbitrary()?,
            group: u.arbitrary()?,
            dacl: slot(u, false)?,
            sacl: slot(u, true)?,
            layout: None,
        })
    }
}
