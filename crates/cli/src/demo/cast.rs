//! Who takes part.

use aclavis::{AccessToken, Sid};
use serde_json::{Value, json};

/// The domain of everybody.
pub(super) const DOMAIN: &str = "S-1-5-21-1111-2222-3333";
/// Who may have cards, and the keys and responses for them: the group of `sensitive.group`.
pub(super) const CARD_USERS: Group = Group { sid: "S-1-5-21-1111-2222-3333-1301", name: "Card users" };
/// Who helps them.
pub(super) const HELP_DESK: Group = Group { sid: "S-1-5-21-1111-2222-3333-1302", name: "Help desk" };
/// Who gets no card, whatever other groups they are in.
pub(super) const CONTRACTORS: Group = Group { sid: "S-1-5-21-1111-2222-3333-1303", name: "Contractors" };

/// The user.
pub(super) const ALICE: Person = Person {
    name: "Alice",
    part: "the user, who gets a card",
    id: "0a11ce00-1104-4a00-8a00-000000001104",
    sid: "S-1-5-21-1111-2222-3333-1104",
    groups: &[CARD_USERS],
};
/// The help-desk.
pub(super) const BOB: Person = Person {
    name: "Bob",
    part: "the help desk",
    id: "0b0b0000-1105-4b00-8b00-000000001105",
    sid: "S-1-5-21-1111-2222-3333-1105",
    groups: &[HELP_DESK],
};
/// Whom the descriptors refuse.
pub(super) const CAROL: Person = Person {
    name: "Carol",
    part: "a contractor, whom the descriptors refuse",
    id: "0ca50100-1106-4c00-8c00-000000001106",
    sid: "S-1-5-21-1111-2222-3333-1106",
    groups: &[CARD_USERS, CONTRACTORS],
};

/// Everybody.
pub(super) const ALL: [&Person; 3] = [&ALICE, &BOB, &CAROL];
/// Every group.
pub(super) const GROUPS: [&Group; 3] = [&CARD_USERS, &HELP_DESK, &CONTRACTORS];

/// What every caller belongs to: everyone, authenticated users, the network.
const EVERYBODY: [&str; 3] = ["S-1-1-0", "S-1-5-11", "S-1-5-2"];

/// A group.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub(super) sid: &'static str,
    pub(super) name: &'static str,
}

/// A caller.
pub(super) struct Person {
    pub(super) name: &'static str,
    /// What they are there for.
    pub(super) part: &'static str,
    /// The directory's identifier.
    pub(super) id: &'static str,
    pub(super) sid: &'static str,
    pub(super) groups: &'static [Group],
}

impl Person {
    /// What access checks look at: the same that the service makes of the person's token.
    pub(super) fn token(&self) -> Option<AccessToken> {
        let groups = self.groups.iter().map(|group| group.sid).chain(EVERYBODY);
        let groups: Option<Vec<Sid>> = groups.map(|sid| sid.parse().ok()).collect();
        Some(AccessToken::builder(self.sid.parse().ok()?).groups(groups?).build())
    }

    /// The names of the groups.
    pub(super) fn group_names(&self) -> String {
        let names: Vec<_> = self.groups.iter().map(|group| group.name).collect();
        names.join(", ")
    }

    /// The row of the directory table.
    pub(super) fn document(&self) -> Value {
        let groups: Vec<_> = self.groups.iter().map(|group| group.sid).collect();
        json!({ "Uuid": self.id, "Sid": self.sid, "Name": self.upn(), "Groups": groups })
    }

    /// The name that the person's tokens have.
    pub(super) fn upn(&self) -> String {
        format!("{}@demo.example", self.name.to_lowercase())
    }
}

/// The name behind a SID.
pub(super) fn name_of(sid: &str) -> Option<&'static str> {
    let person = ALL.iter().find(|person| person.sid == sid).map(|person| person.name);
    person.or_else(|| GROUPS.iter().find(|group| group.sid == sid).map(|group| group.name))
}
