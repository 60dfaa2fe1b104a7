//! Tokens: who asks (MS-DTYP 2.5.2).

mod builder;

pub use builder::AccessTokenBuilder;

use super::level::{IntegrityLevel, TrustLevel};
use super::privilege::Privileges;
use crate::condition::{Claims, Scope};
use crate::sid::{Membership, Sid, SidRef, SidSet};

/// Who asks for access (MS-DTYP 2.5.2): a user with groups, privileges, an integrity level, claims and restrictions, prepared
/// for being checked often.
///
/// ```
/// use aclavis::{AccessToken, Privileges};
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?)
///     .group("WD".parse()?)
///     .deny_only_group("BA".parse()?)
///     .privileges(Privileges::SECURITY)
///     .build();
/// assert_eq!(token.user().to_string(), "S-1-5-21-1-2-3-1000");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    user: Sid,
    /// The user and the groups.
    pub(super) sids: SidSet,
    pub(super) device_groups: SidSet,
    /// The restricting SIDs of a restricted token.
    pub(super) restricted: Option<SidSet>,
    /// Package, capabilities and all packages: what an AppContainer may count on besides its user.
    pub(super) package: Option<SidSet>,
    privileges: Privileges,
    integrity: IntegrityLevel,
    pub(super) trust: TrustLevel,
    user_claims: Claims,
    device_claims: Claims,
    local_claims: Claims,
}

impl AccessToken {
    /// Starts to build a token of this user: without groups and privileges, of medium integrity.
    pub fn builder(user: Sid) -> AccessTokenBuilder {
        AccessTokenBuilder::new(user)
    }

    /// The user.
    #[must_use]
    pub fn user(&self) -> &Sid {
        &self.user
    }

    /// How a SID counts: as the user, as a group, or not at all.
    #[must_use]
    pub fn membership(&self, sid: SidRef<'_>) -> Membership {
        self.sids.membership(sid)
    }

    /// The privileges that are enabled.
    #[must_use]
    pub fn privileges(&self) -> Privileges {
        self.privileges
    }

    /// The integrity level.
    #[must_use]
    pub fn integrity(&self) -> IntegrityLevel {
        self.integrity
    }

    /// The claims of a scope; `None` for the resource's.
    pub(super) const fn claims(&self, scope: Scope) -> Option<&Claims> {
        match scope {
            Scope::User => Some(&self.user_claims),
            Scope::Device => Some(&self.device_claims),
            Scope::Local => Some(&self.local_claims),
            Scope::Resource => None,
        }
    }

    /// Whether there are restricting SIDs: access then needs a grant to one of them, too.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        self.restricted.is_some()
    }

    /// Whether it belongs to an AppContainer: access then needs a grant to its package or one of its capabilities, too.
    #[must_use]
    pub fn is_app_container(&self) -> bool {
        self.package.is_some()
    }
}
