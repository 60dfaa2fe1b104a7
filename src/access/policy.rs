//! Central access policies (MS-DTYP 2.5.3.2, MS-GPCAP): descriptors of their own that limit what an object's DACL grants.

use alloc::string::String;
use alloc::vec::Vec;

use crate::binary::DescriptorRef;
use crate::condition::Condition;
use crate::descriptor::SecurityDescriptor;
use crate::error::Error;
use crate::sid::Sid;

/// A central access policy (MS-GPCAP 3.2.1.1): an `SP` ACE of an object's SACL refers to it by its SID (MS-DTYP 2.4.4.16). Rights are
/// granted only where the DACL of every rule that applies to the object grants them, too.
///
/// ```
/// use aclavis::{AccessRequest, AccessToken, CentralPolicy, CentralRule, GenericMapping, SecurityDescriptor};
/// let sales = CentralRule {
///     name: "sales".to_owned(),
///     applies_to: Some("(@Resource.dept == \"sales\")".parse()?),
///     descriptor: "D:(A;;FR;;;WD)".parse()?,
/// };
/// let policies = [CentralPolicy { id: "S-1-17-1".parse()?, rules: vec![sales] }];
/// let file: SecurityDescriptor = "O:SYD:(A;;FA;;;WD)S:(RA;;;;;WD;(\"dept\",TS,0x0,\"sales\"))(SP;;;;;S-1-17-1)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
///
/// let read = AccessRequest::new(GenericMapping::FILE.read).with_policies(&policies);
/// assert!(read.check(&token, &file)?.is_allowed());
/// let write = AccessRequest::new(GenericMapping::FILE.write).with_policies(&policies);
/// let explanation = write.explain(&token, &file)?;
/// assert_eq!(explanation.access_reasons(|right| (right.bits() == 2).then_some("WriteData")).lines().next(),
///     Some("WriteData:\tNOT Granted by Central Access Rule"));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CentralPolicy {
    /// Its SID, `S-1-17-...`.
    pub id: Sid,
    /// Its rules. A policy without rules limits nothing.
    pub rules: Vec<CentralRule>,
}

/// A rule of a central access policy (MS-GPCAP 3.2.1.1).
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, CentralPolicy, CentralRule, List, Pass, SecurityDescriptor};
/// let rule = CentralRule { name: "read only".to_owned(), applies_to: None, descriptor: "D:(A;;FR;;;WD)".parse()? };
/// let policies = [CentralPolicy { id: "S-1-17-1".parse()?, rules: vec![rule] }];
/// let file: SecurityDescriptor = "O:SYD:(A;;FA;;;WD)S:(SP;;;;;S-1-17-1)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let explanation = AccessRequest::new(AccessMask::DELETE).with_policies(&policies).explain(&token, &file)?;
/// assert!(!explanation.is_allowed());
/// assert_eq!(explanation.reasons()[0].missing, Some((Pass::Token, List::Rule("read only"))));
/// # Ok::<(), aclavis::Error>(())
/// ```
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
