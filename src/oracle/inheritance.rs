//! Properties of the descriptors of new objects.

use alloc::vec::Vec;

use super::{Checked, Violation, holds, same};
use crate::access::{AutoInheritFlags, Creation, Creator, GenericMapping, ObjectKind, has_generic};
use crate::descriptor::{Ace, AceFlags, AceType, AclSlot, Control, SecurityDescriptor};
use crate::error::ErrorKind;
use crate::guid::Guid;
use crate::sid::Sid;

/// The flags that have an effect.
const EFFECTIVE: AutoInheritFlags = AutoInheritFlags::from_bits_retain(0x67);

/// Flags of inheritance.
const REACH: AceFlags = AceFlags::OBJECT_INHERIT
    .union(AceFlags::CONTAINER_INHERIT)
    .union(AceFlags::NO_PROPAGATE_INHERIT)
    .union(AceFlags::INHERIT_ONLY);

/// One of the ACLs, and what is said about it elsewhere.
struct Side {
    of: fn(&SecurityDescriptor) -> &AclSlot,
    automatic: AutoInheritFlags,
    protected: Control,
}

const SIDES: [Side; 2] = [
    Side { of: SecurityDescriptor::dacl, automatic: AutoInheritFlags::DACL_AUTO_INHERIT, protected: Control::DACL_PROTECTED },
    Side { of: SecurityDescriptor::sacl, automatic: AutoInheritFlags::SACL_AUTO_INHERIT, protected: Control::SACL_PROTECTED },
];

/// A new object's descriptor has an owner, a group and a binary form, rights that its type has, and nothing that is marked as
/// defaulted; what it inherits stands behind what is its own. Inheriting again changes nothing, neither for the new object nor
/// for the explicit descriptor, taken as a child's.
///
/// ```
/// use aclavis::{AutoInheritFlags, Creator, GenericMapping, SecurityDescriptor, Sid, oracle::inheritance};
/// let parent: SecurityDescriptor = "O:SYG:SYD:(A;OICI;GA;;;CO)".parse().unwrap();
/// let creator = Creator::new(Sid::EVERYONE, Sid::EVERYONE);
/// let flags = AutoInheritFlags::DACL_AUTO_INHERIT;
/// assert_eq!(inheritance(Some(&parent), None, &creator, &GenericMapping::FILE, flags), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn inheritance(
    parent: Option<&SecurityDescriptor>,
    explicit: Option<&SecurityDescriptor>,
    creator: &Creator,
    mapping: &GenericMapping,
    flags: AutoInheritFlags,
) -> Checked {
    let aces = parent.into_iter().flat_map(|parent| parent.dacl().aces().iter().chain(parent.sacl().aces()));
    let classes: Vec<Guid> = aces.filter_map(|ace| ace.as_ref().object()?.inherited_object_type()).take(1).collect();
    for kind in [ObjectKind::leaf(*mapping), ObjectKind::container(*mapping)] {
        for kind in [kind, kind.with_object_types(&classes)] {
            let mut creation = Creation::new(creator, kind).flags(flags);
            if let Some(parent) = parent {
                creation = creation.parent(parent);
            }
            if let Some(explicit) = explicit {
                creation = creation.explicit(explicit);
            }
            let new = creation.descriptor();
            same("flags without effect have none", &creation.flags(flags & EFFECTIVE).descriptor(), &new)?;
            match new {
                Ok(new) => created(&new, parent, explicit, creator, &kind, flags)?,
                Err(error) => holds(
                    "only what is missing or too large is an error",
                    expected(error.kind(), parent, explicit, flags),
                    error,
                )?,
            }
            if let (Some(parent), Some(child)) = (parent, explicit) {
                reinherited(child, parent, &kind)?;
            }
        }
    }
    Ok(())
}

fn expected(
    error: ErrorKind,
    parent: Option<&SecurityDescriptor>,
    explicit: Option<&SecurityDescriptor>,
    flags: AutoInheritFlags,
) -> bool {
    let has_none = |of: fn(&SecurityDescriptor) -> Option<&Sid>| explicit.and_then(of).or_else(|| parent.and_then(of)).is_none();
    match error {
        ErrorKind::InvalidOwner => {
            flags.contains(AutoInheritFlags::DEFAULT_OWNER_FROM_PARENT) && has_none(SecurityDescriptor::owner)
        }
        ErrorKind::InvalidPrimaryGroup => {
            flags.contains(AutoInheritFlags::DEFAULT_GROUP_FROM_PARENT) && has_none(SecurityDescriptor::group)
        }
        error => error.is_limit(),
    }
}

fn created(
    new: &SecurityDescriptor,
    parent: Option<&SecurityDescriptor>,
    explicit: Option<&SecurityDescriptor>,
    creator: &Creator,
    kind: &ObjectKind<'_>,
    flags: AutoInheritFlags,
) -> Checked {
    const NEVER: Control = Control::OWNER_DEFAULTED
        .union(Control::GROUP_DEFAULTED)
        .union(Control::DACL_DEFAULTED)
        .union(Control::SACL_DEFAULTED)
        .union(Control::DACL_AUTO_INHERIT_REQUIRED)
        .union(Control::SACL_AUTO_INHERIT_REQUIRED);
    holds("a new object has an owner and a group", new.owner().is_some() && new.group().is_some(), new)?;
    holds("nothing is marked as defaulted or as to be inherited", !new.control().intersects(NEVER), new)?;
    let again = new.to_bytes().and_then(|bytes| SecurityDescriptor::from_bytes(&bytes));
    same("a new object has a binary form", &again.as_ref(), &Ok(new))?;
    for side in &SIDES {
        let acl = (side.of)(new);
        let asked = explicit.map_or(&AclSlot::Absent, side.of);
        holds("NULL is what was asked for", !matches!(acl, AclSlot::Null) || matches!(asked, AclSlot::Null), new)?;
        holds("nobody asked for what is absent", !acl.is_absent() || asked.is_absent(), new)?;
        acl.aces().iter().try_for_each(|ace| specific(ace, kind))?;
        if flags.contains(side.automatic) {
            behind_own(acl, kind)?;
        }
    }
    let is_default = new.dacl().is_absent() && creator.default_dacl.is_some();
    holds("a default DACL is better than none", !is_default, new)?;
    let Some(parent) = parent else { return Ok(()) };
    let again = reinherited(new, parent, kind)?;
    if SIDES.iter().all(|side| flags.contains(side.automatic)) {
        same("a new object is as its parent would make it again", &again.as_ref(), &Some(new))?;
    }
    Ok(())
}

/// Rights that have effect are rights that such objects have.
fn specific(ace: &Ace, kind: &ObjectKind<'_>) -> Checked {
    let is_about_rights = ace.ace_type() <= AceType::SYSTEM_ALARM_CALLBACK_OBJECT;
    if !is_about_rights || ace.flags().contains(AceFlags::INHERIT_ONLY) {
        return Ok(());
    }
    let mask = ace.as_ref().mask().unwrap_or_default();
    holds(
        "rights that have effect are not generic and belong to the type",
        !has_generic(mask) && kind.mapping.all.contains(mask),
        ace,
    )
}

/// What is inherited stands behind what is not, and ends in what can have no children.
fn behind_own(acl: &AclSlot, kind: &ObjectKind<'_>) -> Checked {
    let is_inherited = |ace: &&Ace| ace.flags().contains(AceFlags::INHERITED);
    let mut inherited = acl.aces().iter().skip_while(|ace| !is_inherited(ace));
    holds("what is inherited stands behind what is not", inherited.clone().all(|ace| is_inherited(&ace)), acl)?;
    let ends = kind.is_container || inherited.all(|ace| !ace.flags().intersects(REACH));
    holds("what has no children passes nothing on", ends, acl)
}

/// The child after its parent's change, if it can be. Its own ACEs stay in front, and nothing changes the second time.
fn reinherited(
    child: &SecurityDescriptor,
    parent: &SecurityDescriptor,
    kind: &ObjectKind<'_>,
) -> Result<Option<SecurityDescriptor>, Violation> {
    const AUTOMATIC: Control = Control::DACL_AUTO_INHERITED.union(Control::SACL_AUTO_INHERITED);
    let again = match child.reinherited(parent, kind) {
        Ok(again) => again,
        Err(error) => {
            let is_expected = match error.kind() {
                ErrorKind::MissingOwner => child.owner().is_none(),
                ErrorKind::MissingGroup => child.group().is_none(),
                error => error.is_limit(),
            };
            return holds("only what is missing or too large is an error", is_expected, error).map(|()| None);
        }
    };
    same("inheriting a second time changes nothing", &again.reinherited(parent, kind).as_ref(), &Ok(&again))?;
    same("the owner stays", &again.owner(), &child.owner())?;
    same("the group stays", &again.group(), &child.group())?;
    let others = |descriptor: &SecurityDescriptor| descriptor.control().difference(AUTOMATIC | Control::DERIVED);
    same("other control bits stay", &others(&again), &others(child))?;
    for side in &SIDES {
        let (before, after) = ((side.of)(child), (side.of)(&again));
        let is_untouched = child.control().contains(side.protected) || (side.of)(parent).is_absent();
        if is_untouched || matches!(before, AclSlot::Null) {
            same("a protected, unread or NULL ACL stays", after, before)?;
            continue;
        }
        let own = |ace: &&Ace| !ace.flags().contains(AceFlags::INHERITED);
        holds("own ACEs stay", before.aces().iter().filter(own).eq(after.aces().iter().filter(own)), (before, after))?;
        behind_own(after, kind)?;
    }
    Ok(Some(again))
}
