//! From bytes to the model.

use alloc::vec::Vec;

use super::layout::ReadLayout;
use super::view::{AclRef, DescriptorRef};
use crate::descriptor::{AceRef, Acl, AclSlot, SecurityDescriptor};
use crate::error::Error;
use crate::sddl::Limits;
use crate::sid::SidRef;

impl SecurityDescriptor {
    /// Reads a self-relative binary form (MS-DTYP 2.4.6): parts in any order, with gaps, slack and shared bytes.
    ///
    /// ```
    /// use aclavis::{Layout, SecurityDescriptor};
    /// let bytes = [1, 0, 4, 128, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    /// let descriptor = SecurityDescriptor::from_bytes(&bytes)?;
    /// assert_eq!(descriptor.to_sddl()?, "O:SYD:NO_ACCESS_CONTROL");
    /// assert_eq!(descriptor.to_bytes_with(Layout::AsRead)?, bytes);
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`DescriptorRef::parse_with`].
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Self::from_bytes_with(bytes, &Limits::default())
    }

    /// Reads a self-relative binary form under limits.
    ///
    /// # Errors
    ///
    /// As [`DescriptorRef::parse_with`].
    pub fn from_bytes_with(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        Ok(DescriptorRef::parse_with(bytes, limits)?.to_descriptor())
    }
}

impl DescriptorRef<'_> {
    /// The model of this descriptor, which owns everything.
    #[must_use]
    pub fn to_descriptor(&self) -> SecurityDescriptor {
        SecurityDescriptor {
            control: self.control,
            resource_manager: self.resource_manager,
            owner: self.owner().map(SidRef::to_sid),
            group: self.group().map(SidRef::to_sid),
            sacl: list(self.sacl()),
            dacl: list(self.dacl()),
            layout: Some(ReadLayout::of(self)),
        }
    }
}

#[inline(always)]
fn list(slot: AclSlot<AclRef<'_>>) -> AclSlot {
    slot.map(|acl| {
        let [revision, reserved, .., r0, r1] = acl.header();
        let mut aces = Vec::with_capacity(acl.ace_count());
        aces.extend(acl.aces().map(AceRef::to_ace));
        Acl { revision, reserved, reserved2: u16::from_le_bytes([r0, r1]), aces, slack: acl.slack().to_vec() }
    })
}
