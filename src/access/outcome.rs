//! What a check gives.

use alloc::vec::Vec;
use core::fmt;

use super::privilege::Privileges;
use crate::guid::Guid;
use crate::rights::AccessMask;

/// The decision of a check (MS-DTYP 2.5.3.2). The list is complete: a new kind of decision is a breaking change.
///
/// ```
/// use aclavis::{AccessDecision, AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(D;;LC;;;WD)(A;;LCRC;;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let decision = |desired| AccessRequest::new(desired).check(&token, &descriptor).map(|outcome| outcome.decision);
/// assert_eq!(decision(AccessMask::READ_CONTROL)?, AccessDecision::Allowed);
/// assert_eq!(decision(AccessMask::LIST_CHILDREN)?, AccessDecision::Refused);
/// assert_eq!(decision(AccessMask::DELETE)?, AccessDecision::NotGranted);
/// assert_eq!(decision(AccessMask::ACCESS_SYSTEM_SECURITY)?, AccessDecision::PrivilegeNotHeld);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccessDecision {
    /// Everything that was asked for is granted.
    Allowed,
    /// Something refuses a right that was asked for: an ACE, a label, a policy.
    Refused,
    /// Nothing refuses, but nothing grants a right that was asked for either.
    NotGranted,
    /// `ACCESS_SYSTEM_SECURITY` was asked for without SeSecurityPrivilege.
    PrivilegeNotHeld,
}

impl AccessDecision {
    /// Whether access is allowed.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed)
    }

    /// The Win32 error that Windows gives: 0, 5 (access denied) or 1314 (privilege not held).
    #[must_use]
    pub const fn win32(self) -> u32 {
        match self {
            Self::Allowed => 0,
            Self::Refused | Self::NotGranted => 5,
            Self::PrivilegeNotHeld => 1314,
        }
    }

    /// A short stable name: `allowed`, `refused`, `not-granted`, `privilege-not-held`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
            Self::NotGranted => "not-granted",
            Self::PrivilegeNotHeld => "privilege-not-held",
        }
    }
}

impl fmt::Display for AccessDecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
            Self::NotGranted => "not granted",
            Self::PrivilegeNotHeld => "refused, a privilege is not held",
        })
    }
}

/// What a check gives: the decision, and what became of every right that was asked for.
///
/// ```
/// use aclavis::{AccessDecision, AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(D;;LC;;;BG)(A;;LCRC;;;WD)".parse()?;
/// let guest = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).groups(["WD".parse()?, "BG".parse()?]).build();
/// let desired = AccessMask::LIST_CHILDREN | AccessMask::READ_CONTROL | AccessMask::DELETE;
/// let outcome = AccessRequest::new(desired).check(&guest, &descriptor)?;
/// assert_eq!((outcome.decision, outcome.decision.win32()), (AccessDecision::Refused, 5));
/// assert!(outcome.granted.is_empty()); // all or nothing; READ_CONTROL alone would have been granted
/// assert_eq!((outcome.refused, outcome.missing), (AccessMask::LIST_CHILDREN, AccessMask::DELETE));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessOutcome {
    /// The decision.
    pub decision: AccessDecision,
    /// The rights that the caller gets: those that were asked for, with `MAXIMUM_ALLOWED` whatever can be had, none unless access
    /// is allowed.
    pub granted: AccessMask,
    /// The rights asked for by name that something refuses.
    pub refused: AccessMask,
    /// The rights asked for by name that nothing grants and nothing refuses. Those that are neither refused nor missing would
    /// have been granted.
    pub missing: AccessMask,
    /// The privileges that were needed; none unless access is allowed.
    pub privileges_used: Privileges,
    /// What became of each object of the request's list, in its order; empty without a list.
    pub objects: Vec<ObjectOutcome>,
}

impl AccessOutcome {
    /// Whether access is allowed.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        self.decision.is_allowed()
    }
}

/// What a check gives for one object of a list (MS-DTYP 2.5.3.2), see [`ObjectNode`](super::ObjectNode).
///
/// ```
/// use aclavis::{AccessDecision, AccessMask, AccessRequest, AccessToken, ObjectNode, ObjectOutcome, SecurityDescriptor};
/// let user = ObjectNode { level: 0, guid: "bf967aba-0de6-11d0-a285-00aa003049e2".parse()? };
/// let mail = ObjectNode { level: 1, guid: "bf967961-0de6-11d0-a285-00aa003049e2".parse()? };
/// let phone = ObjectNode { level: 1, guid: "bf967a49-0de6-11d0-a285-00aa003049e2".parse()? };
/// let descriptor: SecurityDescriptor = "O:SYD:(OA;;RP;bf967961-0de6-11d0-a285-00aa003049e2;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let tree = [user, mail, phone];
/// let outcome = AccessRequest::new(AccessMask::READ_PROPERTY).with_objects(&tree).check(&token, &descriptor)?;
/// let allowed = ObjectOutcome { guid: mail.guid, decision: AccessDecision::Allowed, granted: AccessMask::READ_PROPERTY };
/// assert_eq!(outcome.objects[1], allowed);
/// assert_eq!([0, 2].map(|at| outcome.objects[at].decision), [AccessDecision::NotGranted; 2]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectOutcome {
    /// The object.
    pub guid: Guid,
    /// The decision about it.
    pub decision: AccessDecision,
    /// The rights that the caller gets on it, none unless access to it is allowed.
    pub granted: AccessMask,
}
