//! One of the two ACLs: the bits that speak of it, and its ACEs as a whole.

use alloc::vec::Vec;

use super::AutoInheritFlags;
use super::ace::Heir;
use crate::descriptor::{Ace, AceFlags, Acl, AclSlot, Control, SecurityDescriptor};
use crate::error::{Error, ErrorKind};

/// The DACL or the SACL.
pub(super) struct Side {
    pub(super) of: fn(&SecurityDescriptor) -> &AclSlot,
    pub(super) of_mut: fn(&mut SecurityDescriptor) -> &mut AclSlot,
    pub(super) automatic: AutoInheritFlags,
    pub(super) defaulted: Control,
    pub(super) protected: Control,
    pub(super) auto_inherited: Control,
    auto_inherit_required: Control,
}

pub(super) const DACL: Side = Side {
    of: SecurityDescriptor::dacl,
    of_mut: SecurityDescriptor::dacl_mut,
    automatic: AutoInheritFlags::DACL_AUTO_INHERIT,
    defaulted: Control::DACL_DEFAULTED,
    protected: Control::DACL_PROTECTED,
    auto_inherited: Control::DACL_AUTO_INHERITED,
    auto_inherit_required: Control::DACL_AUTO_INHERIT_REQUIRED,
};

pub(super) const SACL: Side = Side {
    of: SecurityDescriptor::sacl,
    of_mut: SecurityDescriptor::sacl_mut,
    automatic: AutoInheritFlags::SACL_AUTO_INHERIT,
    defaulted: Control::SACL_DEFAULTED,
    protected: Control::SACL_PROTECTED,
    auto_inherited: Control::SACL_AUTO_INHERITED,
    auto_inherit_required: Control::SACL_AUTO_INHERIT_REQUIRED,
};

impl Side {
    /// The bits that an object keeps of those with which its ACL is set: `P`, and `AI` only together with `AR`.
    pub(super) fn stored(&self, control: Control) -> Control {
        let asked = control.contains(self.auto_inherit_required);
        control & if asked { self.protected | self.auto_inherited } else { self.protected }
    }

    /// The bits about inheritance.
    pub(super) fn inheritance(&self) -> Control {
        self.protected | self.auto_inherited | self.auto_inherit_required
    }

    /// What the parent's ACL gives the child, with this mark.
    pub(super) fn inherited(&self, parent: &SecurityDescriptor, heir: &Heir<'_>, mark: AceFlags) -> Result<Vec<Ace>, Error> {
        let mut list = Vec::new();
        for ace in (self.of)(parent).aces() {
            heir.inherit(ace, mark, &mut list)?;
        }
        Ok(list)
    }
}

/// A list of these ACEs, if it has a binary form.
pub(super) fn list(aces: Vec<Ace>) -> Result<AclSlot, Error> {
    let acl = Acl::new(aces);
    match u16::try_from(acl.byte_len()) {
        Ok(_) => Ok(AclSlot::List(acl)),
        Err(_) => Err(Error::new(ErrorKind::AclTooLarge)),
    }
}
