//! Who calls, after all credentials were looked at.

use aclavis::{AccessToken, Sid};

use crate::object::Id;

/// A caller: what requests know of him, and what descriptors know.
#[derive(Debug)]
pub(crate) struct Caller {
    /// The directory's identifier. Without one the caller can only read.
    pub(crate) user: Option<Id>,
    /// The name that the credentials have, for people.
    pub(crate) name: String,
    identity: Option<Identity>,
}

#[derive(Debug)]
struct Identity {
    sid: Sid,
    groups: Vec<Sid>,
    token: AccessToken,
}

/// What every caller belongs to: everyone, authenticated users, the network.
pub(crate) const EVERYBODY: [&str; 3] = ["S-1-1-0", "S-1-5-11", "S-1-5-2"];

impl Caller {
    /// The caller with this SID, who belongs to these groups and to those of everybody. Without a SID nothing is allowed.
    pub(crate) fn new(user: Option<Id>, name: String, sid: Option<Sid>, groups: Vec<Sid>) -> Self {
        let identity = sid.map(|sid| {
            let everybody = EVERYBODY.iter().filter_map(|sid| sid.parse().ok());
            let token = AccessToken::builder(sid).groups(groups.iter().copied().chain(everybody)).build();
            Identity { sid, groups, token }
        });
        Self { user, name, identity }
    }

    /// The SID.
    pub(crate) fn sid(&self) -> Option<Sid> {
        self.identity.as_ref().map(|identity| identity.sid)
    }

    /// What access checks look at.
    pub(crate) fn token(&self) -> Option<&AccessToken> {
        self.identity.as_ref().map(|identity| &identity.token)
    }

    /// Whether the caller has this SID or belongs to this group.
    pub(crate) fn is_member(&self, group: Sid) -> bool {
        self.identity.as_ref().is_some_and(|identity| identity.sid == group || identity.groups.contains(&group))
    }

    /// The key of the caller in records, limits and locks: the SID, or what else there is.
    pub(crate) fn key(&self) -> String {
        match (&self.identity, self.user) {
            (Some(identity), _) => identity.sid.to_string(),
            (None, Some(user)) => format!("user:{user}"),
            (None, None) => format!("name:{}", self.name),
        }
    }
}
