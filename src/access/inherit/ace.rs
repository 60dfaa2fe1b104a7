//! One ACE: what a child gets of it.

use alloc::vec::Vec;

use super::ObjectKind;
use crate::access::has_generic;
use crate::descriptor::{Ace, AceBody, AceFlags, AceType};
use crate::error::{Error, ErrorKind};
use crate::rights::AccessMask;
use crate::sid::Sid;

/// `CO`, S-1-3-0: stands for the owner of the child.
const CREATOR_OWNER: Sid = creator(0);
/// `CG`, S-1-3-1: stands for the primary group of the child.
const CREATOR_GROUP: Sid = creator(1);

const fn creator(rid: u32) -> Sid {
    let mut sid = Sid::with_authority(3);
    sid.push(rid);
    sid
}

/// The flags that say nothing of inheritance.
const LASTING: AceFlags = AceFlags::CRITICAL.union(AceFlags::SUCCESSFUL_ACCESS).union(AceFlags::FAILED_ACCESS);
/// The flags that say which children inherit.
const REACH: AceFlags = AceFlags::OBJECT_INHERIT.union(AceFlags::CONTAINER_INHERIT);

/// Who inherits.
pub(super) struct Heir<'a> {
    pub(super) kind: ObjectKind<'a>,
    pub(super) owner: Option<&'a Sid>,
    pub(super) group: Option<&'a Sid>,
}

impl Heir<'_> {
    /// Adds what the child gets of a parent's ACE, with this mark: an ACE that has effect, one that is there to be passed on,
    /// one that does both, or nothing.
    pub(super) fn inherit(&self, ace: &Ace, mark: AceFlags, list: &mut Vec<Ace>) -> Result<(), Error> {
        let flags = ace.flags();
        let aim = if self.kind.is_container { AceFlags::CONTAINER_INHERIT } else { AceFlags::OBJECT_INHERIT };
        let ends_here = !self.kind.is_container || flags.contains(AceFlags::NO_PROPAGATE_INHERIT);
        let passed_on = if ends_here { AceFlags::empty() } else { flags & REACH };
        let has_effect = flags.contains(aim) && self.is_of_class(ace);
        let splits = is_generic(ace);
        let kept = flags & LASTING | mark;
        if has_effect {
            let reach = if splits { AceFlags::empty() } else { passed_on };
            list.push(self.concrete(ace)?.with_flags(kept | reach));
        }
        if !passed_on.is_empty() && (splits || !has_effect) {
            list.push(ace.clone().with_flags(kept | passed_on | AceFlags::INHERIT_ONLY));
        }
        Ok(())
    }

    /// The ACE of an explicit or default list: mapped where it has effect, never substituted.
    pub(super) fn explicit(&self, ace: &Ace) -> Ace {
        let mut ace = ace.clone();
        if !ace.flags().contains(AceFlags::INHERIT_ONLY)
            && let Some((mask, _)) = rights(&mut ace)
        {
            *mask = self.kind.specific(*mask);
        }
        ace
    }

    fn is_of_class(&self, ace: &Ace) -> bool {
        let class = ace.as_ref().object().and_then(|object| object.inherited_object_type());
        class.is_none_or(|class| self.kind.object_types.contains(&class))
    }

    /// The ACE as it applies to the child itself.
    fn concrete(&self, ace: &Ace) -> Result<Ace, Error> {
        let mut ace = ace.clone();
        if let Some((mask, trustee)) = rights(&mut ace) {
            *mask = self.kind.specific(*mask);
            if *trustee == CREATOR_OWNER {
                *trustee = *self.owner.ok_or_else(|| Error::new(ErrorKind::MissingOwner))?;
            } else if *trustee == CREATOR_GROUP {
                *trustee = *self.group.ok_or_else(|| Error::new(ErrorKind::MissingGroup))?;
            }
        }
        Ok(ace)
    }
}

/// Mask and trustee of an ACE that is about rights. The others have a SID and a mask too, but those are a level, a policy or
/// the like, and bits of another meaning.
fn rights(ace: &mut Ace) -> Option<(&mut AccessMask, &mut Sid)> {
    match &mut ace.body {
        AceBody::Standard { mask, trustee, .. } if is_about_rights(ace.ace_type) => Some((mask, trustee)),
        _ => None,
    }
}

/// Whether the ACE means something else for each child: it has generic rights or a trustee that stands for another.
fn is_generic(ace: &Ace) -> bool {
    match &ace.body {
        AceBody::Standard { mask, trustee, .. } if is_about_rights(ace.ace_type) => {
            has_generic(*mask) || [CREATOR_OWNER, CREATOR_GROUP].contains(trustee)
        }
        _ => false,
    }
}

/// Granting, refusing, audit and alarm, with conditions and object types or without.
fn is_about_rights(ace_type: AceType) -> bool {
    ace_type <= AceType::SYSTEM_ALARM_CALLBACK_OBJECT
}
