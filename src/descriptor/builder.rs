//! Descriptors written in code.

use alloc::vec::Vec;

use super::{Ace, Acl, AclSlot, Control, SecurityDescriptor};
use crate::sid::Sid;

/// Collects the parts of a [`SecurityDescriptor`].
///
/// ```
/// use aclavis::{AccessMask, Ace, AceFlags, Control, SecurityDescriptor, Sid};
/// let system: Sid = "SY".parse().unwrap();
/// let inherited = AceFlags::OBJECT_INHERIT | AceFlags::CONTAINER_INHERIT;
/// let descriptor = SecurityDescriptor::builder()
///     .owner(system)
///     .dacl([Ace::allow(AccessMask::GENERIC_ALL, system).with_flags(inherited)])
///     .control(Control::DACL_PROTECTED)
///     .build();
/// assert_eq!(descriptor.to_sddl().unwrap(), "O:SYD:P(A;OICI;GA;;;SY)");
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct SecurityDescriptorBuilder(SecurityDescriptor);

impl SecurityDescriptorBuilder {
    /// Sets the owner.
    pub fn owner(mut self, owner: Sid) -> Self {
        self.0.owner = Some(owner);
        self
    }

    /// Sets the primary group.
    pub fn group(mut self, group: Sid) -> Self {
        self.0.group = Some(group);
        self
    }

    /// Sets the DACL to these ACEs in this order; none of them grants nobody anything.
    pub fn dacl(mut self, aces: impl Into<Vec<Ace>>) -> Self {
        self.0.dacl = AclSlot::List(Acl::new(aces));
        self
    }

    /// Sets the DACL to NULL, which grants everybody everything.
    pub fn null_dacl(mut self) -> Self {
        self.0.dacl = AclSlot::Null;
        self
    }

    /// Sets the SACL to these ACEs.
    pub fn sacl(mut self, aces: impl Into<Vec<Ace>>) -> Self {
        self.0.sacl = AclSlot::List(Acl::new(aces));
        self
    }

    /// Adds control bits. Those that follow from the parts are set without being named.
    pub fn control(mut self, control: Control) -> Self {
        self.0.control |= control;
        self
    }

    /// The descriptor.
    #[must_use]
    pub fn build(self) -> SecurityDescriptor {
        self.0
    }
}
