//! The model: a security descriptor, its ACLs and their ACEs, valid by construction.

mod ace;
mod ace_type;
mod acl;
mod builder;
mod control;

pub use ace::{Ace, AceBody, AceBodyRef, AceRef, ObjectTypes};
pub use ace_type::{AceFlags, AceForm, AceType};
pub use acl::{Acl, AclSlot};
pub use builder::SecurityDescriptorBuilder;
pub use control::Control;

pub(crate) use ace::ACE_HEADER;
pub(crate) use ace_type::{FLAG_LETTERS, Shape, Tail};
pub(crate) use acl::{ACL_HEADER, ACL_REVISION, ACL_REVISION_DS};

use crate::binary::ReadLayout;
use crate::sid::Sid;

/// A security descriptor (MS-DTYP 2.4.6): owner, group, DACL and SACL, each of which may be absent.
///
/// It owns everything and is valid by construction: every value of this type has a binary form, as long as each of its
/// ACLs fits into 65,535 bytes. Values are read from text ([`parse`](Self::parse)) or bytes ([`from_bytes`](Self::from_bytes)),
/// or built in code ([`builder`](Self::builder)).
///
/// Two descriptors are equal when all that a binary form says is equal, defaulted bits and slack included; only the
/// order of its parts and the gaps between them do not count.
///
/// ```
/// use aclavis::{Ace, AccessMask, SecurityDescriptor, Sid};
/// let descriptor: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse().unwrap();
/// let everyone = Sid::new(1, &[0]).unwrap();
/// let built = SecurityDescriptor::builder()
///     .owner("SY".parse().unwrap())
///     .dacl([Ace::allow(AccessMask::READ_CONTROL, everyone)])
///     .build();
/// assert_eq!(descriptor, built);
/// ```
#[derive(Clone, Debug, Default)]
pub struct SecurityDescriptor {
    pub(crate) control: Control,
    pub(crate) resource_manager: u8,
    pub(crate) owner: Option<Sid>,
    pub(crate) group: Option<Sid>,
    pub(crate) sacl: AclSlot,
    pub(crate) dacl: AclSlot,
    pub(crate) layout: Option<ReadLayout>,
}

impl SecurityDescriptor {
    /// Starts to build a descriptor in code.
    pub fn builder() -> SecurityDescriptorBuilder {
        SecurityDescriptorBuilder::default()
    }

    /// The control bits, those that follow from the parts (`DACL_PRESENT`, `SACL_PRESENT`, `SELF_RELATIVE`) included.
    #[must_use]
    pub fn control(&self) -> Control {
        let present = if self.dacl.is_absent() { Control::empty() } else { Control::DACL_PRESENT }
            | if self.sacl.is_absent() { Control::empty() } else { Control::SACL_PRESENT };
        self.control.difference(Control::DERIVED) | present | Control::SELF_RELATIVE
    }

    /// Sets the control bits; those that follow from the parts are ignored.
    pub fn set_control(&mut self, control: Control) {
        self.control = control;
    }

    /// The byte after the revision, which has a meaning only with `RM_CONTROL_VALID`. It is kept as it was read.
    #[must_use]
    pub fn resource_manager_control(&self) -> u8 {
        self.resource_manager
    }

    /// The owner (MS-DTYP 2.4.6), `O:` in the text; `None` where there is none.
    #[must_use]
    pub fn owner(&self) -> Option<&Sid> {
        self.owner.as_ref()
    }

    /// Sets or removes the owner.
    pub fn set_owner(&mut self, owner: Option<Sid>) {
        self.owner = owner;
    }

    /// The primary group (MS-DTYP 2.4.6), `G:` in the text; `None` where there is none.
    #[must_use]
    pub fn group(&self) -> Option<&Sid> {
        self.group.as_ref()
    }

    /// Sets or removes the primary group.
    pub fn set_group(&mut self, group: Option<Sid>) {
        self.group = group;
    }

    /// The discretionary ACL: absent, NULL or a list.
    #[must_use]
    pub fn dacl(&self) -> &AclSlot {
        &self.dacl
    }

    /// The discretionary ACL, to change it.
    pub fn dacl_mut(&mut self) -> &mut AclSlot {
        &mut self.dacl
    }

    /// The system ACL: absent, NULL or a list.
    #[must_use]
    pub fn sacl(&self) -> &AclSlot {
        &self.sacl
    }

    /// The system ACL, to change it.
    pub fn sacl_mut(&mut self) -> &mut AclSlot {
        &mut self.sacl
    }
}

impl PartialEq for SecurityDescriptor {
    fn eq(&self, other: &Self) -> bool {
        self.control() == other.control()
            && self.resource_manager == other.resource_manager
            && self.owner == other.owner
            && self.group == other.group
            && self.sacl == other.sacl
            && self.dacl == other.dacl
    }
}

impl Eq for SecurityDescriptor {}
