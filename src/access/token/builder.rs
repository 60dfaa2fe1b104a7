//! Tokens written in code.

use alloc::vec::Vec;

use super::AccessToken;
use crate::access::level::{IntegrityLevel, TrustLevel};
use crate::access::privilege::Privileges;
use crate::condition::Claims;
use crate::sid::{Membership, Sid, SidSet};

/// `AC`, S-1-15-2-1: every AppContainer.
const ALL_PACKAGES: &[u32] = &[2, 1];
/// S-1-15-2-2: every AppContainer, those with fewer rights included.
const ALL_RESTRICTED_PACKAGES: &[u32] = &[2, 2];
/// The local claim of an AppContainer that does not count as one of all packages.
const NO_ALL_PACKAGES: &str = "WIN://NOALLAPPPKG";

/// Collects the parts of an [`AccessToken`]. Nothing is added to them: a user who has logged on is in Everyone (`WD`) and Authenticated
/// Users (`AU`) only if they are named.
///
/// ```
/// use aclavis::{AccessToken, AttributeValues, Claim, Claims, IntegrityLevel};
/// let title = Claim::new("Title", 0, AttributeValues::String(vec!["PM".encode_utf16().collect()]));
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?)
///     .groups(["WD".parse()?, "AU".parse()?])
///     .integrity(IntegrityLevel::LOW)
///     .user_claims(Claims::new([title])?)
///     .build();
/// assert_eq!(token.integrity(), IntegrityLevel::LOW);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it builds"]
pub struct AccessTokenBuilder {
    user: Sid,
    sids: Vec<(Sid, Membership)>,
    device_groups: Vec<(Sid, Membership)>,
    restricted: Vec<(Sid, Membership)>,
    package: Option<Sid>,
    capabilities: Vec<Sid>,
    privileges: Privileges,
    integrity: IntegrityLevel,
    trust: TrustLevel,
    user_claims: Claims,
    device_claims: Claims,
    local_claims: Claims,
}

impl AccessTokenBuilder {
    pub(super) fn new(user: Sid) -> Self {
        Self {
            user,
            sids: Vec::from([(user, Membership::Enabled)]),
            device_groups: Vec::new(),
            restricted: Vec::new(),
            package: None,
            capabilities: Vec::new(),
            privileges: Privileges::empty(),
            integrity: IntegrityLevel::MEDIUM,
            trust: TrustLevel::default(),
            user_claims: Claims::default(),
            device_claims: Claims::default(),
            local_claims: Claims::default(),
        }
    }

    /// Lets the user count for ACEs that refuse only.
    pub fn deny_only_user(mut self) -> Self {
        self.sids.push((self.user, Membership::DenyOnly));
        self
    }

    /// Adds an enabled group.
    pub fn group(self, group: Sid) -> Self {
        self.group_as(group, Membership::Enabled)
    }

    /// Adds enabled groups.
    pub fn groups(mut self, groups: impl IntoIterator<Item = Sid>) -> Self {
        self.sids.extend(groups.into_iter().map(|group| (group, Membership::Enabled)));
        self
    }

    /// Adds a group that counts for ACEs that refuse only.
    pub fn deny_only_group(self, group: Sid) -> Self {
        self.group_as(group, Membership::DenyOnly)
    }

    /// Adds a group that counts so; one that is `None` is disabled and does not count. Of a SID that is added twice the weaker
    /// membership counts.
    pub fn group_as(mut self, group: Sid, membership: Membership) -> Self {
        self.sids.push((group, membership));
        self
    }

    /// Adds a group of the device.
    pub fn device_group(self, group: Sid) -> Self {
        self.device_group_as(group, Membership::Enabled)
    }

    /// Adds a group of the device that counts so.
    pub fn device_group_as(mut self, group: Sid, membership: Membership) -> Self {
        self.device_groups.push((group, membership));
        self
    }

    /// Adds a restricting SID: access needs a grant to one of them, besides that to the user and the groups.
    ///
    /// ```
    /// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
    /// let descriptor: SecurityDescriptor = "O:SYD:(A;;FA;;;BA)(A;;FR;;;WD)".parse()?;
    /// let administrator = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).groups(["BA".parse()?, "WD".parse()?]);
    /// let all = AccessRequest::new(AccessMask::MAXIMUM_ALLOWED);
    /// assert_eq!(all.check(&administrator.clone().build(), &descriptor)?.granted.to_string(), "FA");
    /// let restricted = administrator.restricted("WD".parse()?).build();
    /// assert_eq!(all.check(&restricted, &descriptor)?.granted.to_string(), "FR");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    pub fn restricted(mut self, sid: Sid) -> Self {
        self.restricted.push((sid, Membership::Enabled));
        self
    }

    /// Makes it the token of an AppContainer with this package. It counts as one of all packages (`AC`), unless it has the local
    /// claim `WIN://NOALLAPPPKG`. Its integrity level, usually low, has to be said apart.
    ///
    /// ```
    /// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
    /// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?)
    ///     .group("WD".parse()?)
    ///     .package("S-1-15-2-1-2-3-4-5-6-7".parse()?)
    ///     .build();
    /// let read = AccessRequest::new(AccessMask::READ_CONTROL);
    /// let for_all: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse()?;
    /// assert!(!read.check(&token, &for_all)?.is_allowed());
    /// let for_packages: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)(A;;RC;;;AC)".parse()?;
    /// assert!(read.check(&token, &for_packages)?.is_allowed());
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    pub fn package(mut self, package: Sid) -> Self {
        self.package = Some(package);
        self
    }

    /// Adds a capability of the AppContainer. Without a [`package`](Self::package) there is no AppContainer, and it does not count.
    pub fn capability(mut self, capability: Sid) -> Self {
        self.capabilities.push(capability);
        self
    }

    /// Adds privileges, all of them enabled.
    pub fn privileges(mut self, privileges: Privileges) -> Self {
        self.privileges |= privileges;
        self
    }

    /// Sets the integrity level; without, it is medium.
    pub fn integrity(mut self, level: IntegrityLevel) -> Self {
        self.integrity = level;
        self
    }

    /// Sets the process trust, `S-1-19-type-level`, which trust labels (`TL`) are compared with; without, or with a SID of another
    /// form, it is the lowest.
    pub fn trust_level(mut self, level: Sid) -> Self {
        self.trust = TrustLevel::of(level.as_ref()).unwrap_or_default();
        self
    }

    /// Sets the claims of the user, `@User.name`.
    pub fn user_claims(mut self, claims: Claims) -> Self {
        self.user_claims = claims;
        self
    }

    /// Sets the claims of the device, `@Device.name`.
    pub fn device_claims(mut self, claims: Claims) -> Self {
        self.device_claims = claims;
        self
    }

    /// Sets the attributes of the token itself, to which conditions refer by a bare name such as `WIN://PKG`.
    pub fn local_claims(mut self, claims: Claims) -> Self {
        self.local_claims = claims;
        self
    }

    /// The token, prepared for being checked.
    #[must_use]
    pub fn build(self) -> AccessToken {
        let enabled = |sid| (sid, Membership::Enabled);
        let package = self.package.map(|package| {
            let is_one_of_all = !self.local_claims.iter().any(|claim| claim.name().eq_ignore_ascii_case(NO_ALL_PACKAGES));
            let all = [Some(ALL_RESTRICTED_PACKAGES), is_one_of_all.then_some(ALL_PACKAGES)];
            let all = all.into_iter().flatten().filter_map(|parts| Sid::new(15, parts));
            SidSet::new(all.chain([package]).chain(self.capabilities).map(enabled).collect())
        });
        AccessToken {
            user: self.user,
            sids: SidSet::new(self.sids),
            device_groups: SidSet::new(self.device_groups),
            restricted: (!self.restricted.is_empty()).then(|| SidSet::new(self.restricted)),
            package,
            privileges: self.privileges,
            integrity: self.integrity,
            trust: self.trust,
            user_claims: self.user_claims,
            device_claims: self.device_claims,
            local_claims: self.local_claims,
        }
    }
}
