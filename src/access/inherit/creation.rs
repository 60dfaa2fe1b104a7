//! The descriptor of a new object.

use alloc::vec::Vec;

use super::ace::Heir;
use super::acl::{DACL, SACL, Side, list};
use super::{AutoInheritFlags, ObjectKind};
use crate::descriptor::{Ace, AceFlags, Acl, AclSlot, Control, SecurityDescriptor};
use crate::error::{Error, ErrorKind};
use crate::sid::Sid;

/// Who creates an object: what the token contributes to its descriptor (MS-DTYP 2.5.2).
///
/// ```
/// use aclavis::{AccessMask, Ace, Creation, Creator, GenericMapping, ObjectKind};
/// let [user, users] = ["S-1-5-21-1-2-3-1000".parse()?, "BU".parse()?];
/// let creator = Creator::new(user, users).with_default_dacl(vec![Ace::allow(AccessMask::GENERIC_ALL, user)]);
/// let without_parent = Creation::new(&creator, ObjectKind::leaf(GenericMapping::FILE)).descriptor()?;
/// assert_eq!(without_parent.to_sddl()?, "O:S-1-5-21-1-2-3-1000G:BUD:(A;;FA;;;S-1-5-21-1-2-3-1000)");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creator {
    /// The owner of new objects.
    pub owner: Sid,
    /// The primary group of new objects.
    pub group: Sid,
    /// The DACL of new objects that get none from elsewhere.
    pub default_dacl: Option<Acl>,
}

impl Creator {
    /// A creator without default DACL.
    #[must_use]
    pub const fn new(owner: Sid, group: Sid) -> Self {
        Self { owner, group, default_dacl: None }
    }

    /// The same with this default DACL.
    #[must_use]
    pub fn with_default_dacl(self, dacl: impl Into<Acl>) -> Self {
        Self { default_dacl: Some(dacl.into()), ..self }
    }
}

/// The creation of an object (MS-DTYP 2.5.3.4): collects what its descriptor depends on.
///
/// ```
/// use aclavis::{AutoInheritFlags, Creation, Creator, GenericMapping, ObjectKind, SecurityDescriptor};
/// let parent: SecurityDescriptor = "D:(A;OICI;GA;;;BA)(A;OICI;GRGX;;;CO)".parse()?;
/// let explicit: SecurityDescriptor = "D:(A;;GR;;;WD)".parse()?;
/// let creator = Creator::new("S-1-5-21-1-2-3-1000".parse()?, "SY".parse()?);
/// let file = Creation::new(&creator, ObjectKind::leaf(GenericMapping::FILE))
///     .parent(&parent)
///     .explicit(&explicit)
///     .flags(AutoInheritFlags::DACL_AUTO_INHERIT)
///     .descriptor()?;
/// assert_eq!(
///     file.to_sddl()?,
///     "O:S-1-5-21-1-2-3-1000G:SYD:AI(A;;FR;;;WD)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;S-1-5-21-1-2-3-1000)"
/// );
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a creation does nothing until it is asked for the descriptor"]
pub struct Creation<'a> {
    creator: &'a Creator,
    kind: ObjectKind<'a>,
    parent: Option<&'a SecurityDescriptor>,
    explicit: Option<&'a SecurityDescriptor>,
    flags: AutoInheritFlags,
}

impl<'a> Creation<'a> {
    /// An object of this kind, without parent and without an explicit descriptor.
    pub const fn new(creator: &'a Creator, kind: ObjectKind<'a>) -> Self {
        Self { creator, kind, parent: None, explicit: None, flags: AutoInheritFlags::empty() }
    }

    /// Puts the object under a parent.
    pub const fn parent(mut self, parent: &'a SecurityDescriptor) -> Self {
        self.parent = Some(parent);
        self
    }

    /// Gives what the creator wants the descriptor to be. An ACL that is absent in it is not wanted, one whose control says
    /// *defaulted* gives way to the parent's ACEs.
    pub const fn explicit(mut self, explicit: &'a SecurityDescriptor) -> Self {
        self.explicit = Some(explicit);
        self
    }

    /// Sets the flags; without, nothing is automatic.
    pub const fn flags(mut self, flags: AutoInheritFlags) -> Self {
        self.flags = flags;
        self
    }

    /// The descriptor of the object (MS-DTYP 2.5.3.4.1). Nothing in it is marked as defaulted, and no `AR` is left.
    ///
    /// # Errors
    ///
    /// `invalid-owner` and `invalid-primary-group` when the parent is to give them and cannot, `acl-too-large` when an ACL would
    /// have more than 65,535 bytes.
    pub fn descriptor(&self) -> Result<SecurityDescriptor, Error> {
        let owner = self.principal(SecurityDescriptor::owner, AutoInheritFlags::DEFAULT_OWNER_FROM_PARENT, &self.creator.owner);
        let owner = owner.ok_or_else(|| Error::new(ErrorKind::InvalidOwner))?;
        let group = self.principal(SecurityDescriptor::group, AutoInheritFlags::DEFAULT_GROUP_FROM_PARENT, &self.creator.group);
        let group = group.ok_or_else(|| Error::new(ErrorKind::InvalidPrimaryGroup))?;
        let heir = Heir { kind: self.kind, owner: Some(owner), group: Some(group) };
        let (dacl, of_dacl) = self.acl(&DACL, &heir, self.creator.default_dacl.as_ref())?;
        let (sacl, of_sacl) = self.acl(&SACL, &heir, None)?;
        let resource_manager = self.asked() & Control::RM_CONTROL_VALID;
        let valid = self.explicit.filter(|_| !resource_manager.is_empty());
        Ok(SecurityDescriptor {
            control: resource_manager | of_dacl | of_sacl,
            resource_manager: valid.map_or(0, SecurityDescriptor::resource_manager_control),
            owner: Some(*owner),
            group: Some(*group),
            sacl,
            dacl,
            layout: None,
        })
    }

    /// The owner or the group.
    fn principal(
        &self,
        of: fn(&SecurityDescriptor) -> Option<&Sid>,
        from_parent: AutoInheritFlags,
        of_token: &'a Sid,
    ) -> Option<&'a Sid> {
        let default = if self.flags.contains(from_parent) { self.parent.and_then(of) } else { Some(of_token) };
        self.explicit.and_then(of).or(default)
    }

    /// One of the ACLs, and the control bits that speak of it (MS-DTYP 2.5.3.4.2).
    fn acl(&self, side: &Side, heir: &Heir<'_>, default: Option<&Acl>) -> Result<(AclSlot, Control), Error> {
        let asked = self.asked();
        let is_automatic = self.flags.contains(side.automatic);
        let gives_way = asked.contains(side.defaulted) || self.flags.contains(AutoInheritFlags::DEFAULT_DESCRIPTOR_FOR_OBJECT);
        let mark = if is_automatic { AceFlags::INHERITED } else { AceFlags::empty() };
        let inherited = match self.parent {
            Some(parent) if !asked.contains(side.protected) => side.inherited(parent, heir, mark)?,
            _ => Vec::new(),
        };
        let explicit = self.explicit.map_or(&AclSlot::Absent, side.of);
        let (acl, kept) = match explicit {
            _ if !inherited.is_empty() && (explicit.is_absent() || gives_way) => (list(inherited)?, Control::empty()),
            AclSlot::Absent => (default.map_or(Ok(AclSlot::Absent), |acl| of_default(acl, heir))?, asked & side.protected),
            AclSlot::Null => (AclSlot::Null, side.stored(asked)),
            AclSlot::List(acl) => {
                let mut aces = self.explicit_aces(side, heir, acl);
                if is_automatic {
                    aces.extend(inherited);
                }
                (list(aces)?, side.stored(asked))
            }
        };
        let automatic = if is_automatic && !acl.is_absent() { side.auto_inherited } else { Control::empty() };
        Ok((acl, kept | automatic))
    }

    /// The ACEs of an explicit list that count. Nothing in a protected list is inherited, whatever it is marked as.
    fn explicit_aces(&self, side: &Side, heir: &Heir<'_>, acl: &Acl) -> Vec<Ace> {
        let is_protected = self.asked().contains(side.protected);
        let drops = !is_protected && self.flags.contains(side.automatic);
        let cleared = if is_protected { AceFlags::INHERITED } else { AceFlags::empty() };
        let aces = acl.aces().iter().filter(|ace| !drops || !ace.flags().contains(AceFlags::INHERITED));
        aces.map(|ace| heir.explicit(ace).with_flags(ace.flags().difference(cleared))).collect()
    }

    /// The control bits of the explicit descriptor.
    fn asked(&self) -> Control {
        self.explicit.map_or(Control::empty(), SecurityDescriptor::control)
    }
}

/// The DACL of the token as that of an object. Nothing in it is inherited, whatever it is marked as.
fn of_default(acl: &Acl, heir: &Heir<'_>) -> Result<AclSlot, Error> {
    let own = |ace: &Ace| heir.explicit(ace).with_flags(ace.flags().difference(AceFlags::INHERITED));
    list(acl.aces().iter().map(own).collect())
}
