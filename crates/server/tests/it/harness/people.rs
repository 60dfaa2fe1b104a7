//! Who calls.

use serde_json::{Value, json};

use super::issuer;

/// The domain of all accounts.
pub(crate) const DOMAIN: &str = "S-1-5-21-100-200-300";
/// The group whose members may read templates and enrol.
pub(crate) const USERS: u32 = 500;
/// The group whose members may enrol for others.
pub(crate) const AGENTS: u32 = 501;
/// The group whose members may have keys and responses.
pub(crate) const KEYS: u32 = 502;

/// Somebody, as tokens and directory know him.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The name in tokens.
    pub(crate) name: &'static str,
    /// The directory's identifier, if there is one.
    pub(crate) uuid: Option<&'static str>,
    /// The last number of the SID, if there is one.
    pub(crate) number: Option<u32>,
    /// The last numbers of the groups' SIDs.
    pub(crate) groups: &'static [u32],
    /// Whether the directory table has a row.
    pub(crate) is_listed: bool,
}

/// A user who may have keys.
pub(crate) const ALICE: Person = listed("alice", "a11ce000-0000-4000-8000-000000000001", 1001, &[USERS, KEYS]);
/// A user who may have none.
pub(crate) const BOB: Person = listed("bob", "b0b00000-0000-4000-8000-000000000002", 1002, &[USERS]);
/// An enrolment agent.
pub(crate) const AGENT: Person = listed("agent", "a6e27000-0000-4000-8000-000000000003", 1003, &[USERS, AGENTS, KEYS]);
/// Somebody who may nothing.
pub(crate) const OUTSIDER: Person = listed("outsider", "0075d000-0000-4000-8000-000000000004", 1004, &[]);
/// Somebody who may distribute secrets where a descriptor says so.
pub(crate) const MANAGER: Person = listed("manager", "3a6a6e00-0000-4000-8000-000000000005", 1005, &[USERS]);
/// A user whom the directory does not know: a SID without an identifier.
pub(crate) const READER: Person =
    Person { name: "reader", uuid: None, number: Some(1006), groups: &[USERS, AGENTS, KEYS], is_listed: false };
/// Somebody without a SID.
pub(crate) const NOBODY: Person = Person { name: "nobody", uuid: None, number: None, groups: &[], is_listed: false };

/// All whom the directory table has.
pub(crate) const LISTED: [Person; 5] = [ALICE, BOB, AGENT, OUTSIDER, MANAGER];

const fn listed(name: &'static str, uuid: &'static str, number: u32, groups: &'static [u32]) -> Person {
    Person { name, uuid: Some(uuid), number: Some(number), groups, is_listed: true }
}

/// The SID of an account or a group.
pub(crate) fn sid(number: u32) -> String {
    format!("{DOMAIN}-{number}")
}

impl Person {
    /// The SID.
    pub(crate) fn sid(&self) -> String {
        sid(self.number.unwrap())
    }

    /// The directory's identifier.
    pub(crate) fn uuid(&self) -> &'static str {
        self.uuid.unwrap()
    }

    /// A token.
    pub(crate) fn token(&self) -> String {
        issuer::token(&self.claims())
    }

    /// What a token says.
    pub(crate) fn claims(&self) -> Value {
        let mut claims = json!({"upn": format!("{}@cm.example", self.name), "sub": self.name});
        if let Some(number) = self.number {
            claims["primarysid"] = sid(number).into();
        }
        if let Some(uuid) = self.uuid {
            claims["objectguid"] = uuid.into();
        }
        claims["groupsid"] = self.groups.iter().map(|group| sid(*group)).collect();
        claims
    }

    /// The row of the directory table.
    pub(crate) fn row(&self) -> Value {
        json!({"Uuid": self.uuid(), "Sid": self.sid(), "Name": format!("{}@cm.example", self.name)})
    }
}
