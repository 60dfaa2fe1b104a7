//! The three SIDs that relative aliases need.

use super::Sid;

/// The SIDs to which relative aliases belong: `LA` and `LG` to the machine, `DA`, `DU` and the like to the domain that
/// the machine joined, `RO`, `SA`, `EA` and `EK` to the root domain of its forest.
///
/// Reading a relative alias without its SID is the error `alias-needs-domain`; printing without it keeps `S-1-5-21-...`.
///
/// ```
/// use aclavis::{DomainSids, ParseOptions, SecurityDescriptor, Sid};
/// let domain: Sid = "S-1-5-21-1-2-3".parse().unwrap();
/// let options = ParseOptions::windows().with_domains(DomainSids { domain: Some(domain), ..DomainSids::default() });
/// let descriptor = SecurityDescriptor::parse("O:DA", &options).unwrap();
/// assert_eq!(descriptor.owner().unwrap().to_string(), "S-1-5-21-1-2-3-512");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DomainSids {
    /// The SID of the machine's own account domain.
    pub machine: Option<Sid>,
    /// The SID of the domain that the machine belongs to.
    pub domain: Option<Sid>,
    /// The SID of the root domain of the forest.
    pub forest: Option<Sid>,
}

impl DomainSids {
    /// The same SID in all three places, as on a domain controller of a forest's root domain.
    #[must_use]
    pub const fn all(sid: Sid) -> Self {
        Self { machine: Some(sid), domain: Some(sid), forest: Some(sid) }
    }
}
