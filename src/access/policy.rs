//! Central access policies (MS-DTYP 2.5.3.2, MS-GPCAP): descriptors of their own that limit what an object's DACL grants.

use alloc::string::String;
use alloc::vec::Vec;

use crate::binary::DescriptorRef;
use crate::condition::Condition;
use crate::descriptor::SecurityDescriptor;
use crate::error::Error;
use crate::sid::Sid;

/// A central access policy: an `SP` ACE of an object's SACL refers to it by its SID. Rights are granted only where the DACL of
/// every rule that applies to the object grants them, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CentralPolicy {
    /// Its SID, `S-1-17-...`.
    pub id: Sid,
    /// Its rules.
    pub rules: Vec<CentralRule>,
}

/// A rule of a central access policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CentralRule {
    /// Its name, for explanations.
    pub name: String,
    /// To which resources it applies: those for which the condition is not false. Without, to all.
    pub applies_to: Option<Condition>,
    /// The descriptor whose DACL limits what is granted.
    pub descriptor: SecurityDescriptor,
}

/// Stands in for a policy that nobody knows: `D:(A;;GA;;;BA)(A;;GA;;;SY)(A;;GA;;;OW)`, so that the object stays in reach of those
/// who can mend it, and of nobody else.
const RECOVERY: &[u8] = &[
    1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, // header: a DACL behind it, nothing else
    2, 0, 72, 0, 3, 0, 0, 0, // three ACEs
    0, 0, 24, 0, 0, 0, 0, 0x10, 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0, // administrators
    0, 0, 20, 0, 0, 0, 0, 0x10, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0, // the system
    0, 0, 20, 0, 0, 0, 0, 0x10, 1, 1, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, // the owner
];

/// The descriptor that stands in for a policy that nobody knows.
pub(super) fn recovery() -> Result<DescriptorRef<'static>, Error> {
    DescriptorRef::parse(RECOVERY)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_policy_that_nobody_knows_is_for_administrators_system_and_owner() {
        let text = super::recovery().and_then(|descriptor| descriptor.to_sddl_with(&crate::sddl::PrintOptions::new()));
        assert_eq!(text.as_deref(), Ok("D:(A;;GA;;;BA)(A;;GA;;;SY)(A;;GA;;;OW)"));
    }
}
