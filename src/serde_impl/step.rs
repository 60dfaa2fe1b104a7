//! Steps of a check as documents, which are only written.

use alloc::string::{String, ToString};

use serde::ser::{Serialize, Serializer};

use crate::access::{Event, List, Pass, Step, Verdict};
use crate::condition::Truth;
use crate::descriptor::AceRef;
use crate::guid::Guid;
use crate::rights::AccessMask;
use crate::sddl::PrintOptions;
use crate::sid::Sid;

/// One of a few words.
type Word = &'static str;

/// Members that do not apply to a kind of step are left out.
///
/// | member | value |
/// |---|---|
/// | `step` | `privilege`, `trust-label`, `access-filter`, `integrity`, `owner`, `no-dacl`, `empty-dacl`, `ace`, `policy` or `rule` |
/// | `list` | `dacl`, `sacl`, `rule` (of a central policy) or `recovery` (for a policy that is not known) |
/// | `rule` | the name of the rule |
/// | `pass` | whose SIDs count: `token`, `restricted` or `app-container` |
/// | `index` | the place of the ACE in the list |
/// | `ace` | the ACE in SDDL; null where SDDL cannot say it |
/// | `verdict` | of an ACE of a DACL: `grants`, `refuses`, `skipped` or `not-reached` |
/// | `why` | it was skipped: `inherit-only`, `other-type`, `other-trustee`, `deny-only`, `other-rights`, `other-object`, `condition-false` or `condition-unknown` |
/// | `object_type` | the GUID of an `other-object` |
/// | `privilege`, `held` | its name; whether the token has it |
/// | `level`, `object_level` | the SIDs of the token's integrity level and of the object's |
/// | `dominates` | whether the level is as high as the object's, the caller's trust as high as the label's |
/// | `passes` | whether the condition of an access filter is true |
/// | `replaced_by` | the index of the ACE that says what the owner may do |
/// | `state` | of a DACL without ACEs to go through: `null` or `absent` |
/// | `known` | whether the central policy is |
/// | `applies` | the value of the rule's condition: `true`, `false` or `unknown` |
/// | `granted`, `refused` | masks |
/// | `text` | the step in words, which may change |
impl Serialize for Step<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Members<'a> {
            #[serde(flatten)]
            place: Place<'a>,
            #[serde(flatten)]
            details: Details,
            granted: AccessMask,
            refused: AccessMask,
            text: String,
        }

        let members = Members {
            place: Place::of(self),
            details: Details::of(&self.event),
            granted: self.granted,
            refused: self.refused,
            text: self.to_string(),
        };
        members.serialize(serializer)
    }
}

/// Which step it is.
#[derive(serde::Serialize)]
pub(super) struct Place<'a> {
    step: Word,
    #[serde(flatten)]
    walk: Walk<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    privilege: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ace: Option<Spelled<'a>>,
}

impl<'a> Place<'a> {
    pub(super) fn of(step: &Step<'a>) -> Self {
        let nowhere = |step| Self { step, walk: Walk::default(), privilege: None, index: None, ace: None };
        let in_list = |name| Self { walk: Walk::of(step.pass, step.list), ..nowhere(name) };
        let in_sacl = |step, index, ace| {
            let walk = Walk { list: Some("sacl"), ..Walk::default() };
            Self { walk, index: Some(index), ace: Some(Spelled(ace)), ..nowhere(step) }
        };
        match step.event {
            Event::Privilege { privilege, .. } => Self { privilege: privilege.names().next(), ..nowhere("privilege") },
            Event::TrustLabel { index, ace, .. } => in_sacl("trust-label", index, ace),
            Event::AccessFilter { index, ace, .. } => in_sacl("access-filter", index, ace),
            Event::Integrity { label: Some((index, ace)), .. } => in_sacl("integrity", index, ace),
            Event::Integrity { label: None, .. } => nowhere("integrity"),
            Event::Owner { .. } => in_list("owner"),
            Event::NoDacl { .. } => in_list("no-dacl"),
            Event::EmptyDacl => in_list("empty-dacl"),
            Event::Ace { index, ace, .. } => Self { index: Some(index), ace: Some(Spelled(ace)), ..in_list("ace") },
            Event::Policy { index, ace, .. } => in_sacl("policy", index, ace),
            Event::Rule { .. } => Self { walk: Walk { pass: None, ..Walk::of(step.pass, step.list) }, ..nowhere("rule") },
        }
    }
}

/// A pass through a list.
#[derive(Default, serde::Serialize)]
pub(super) struct Walk<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<Word>,
}

impl<'a> Walk<'a> {
    pub(super) const fn of(pass: Pass, list: List<'a>) -> Self {
        let (list, rule) = match list {
            List::Object => ("dacl", None),
            List::Rule(name) => ("rule", Some(name)),
            List::Recovery => ("recovery", None),
        };
        Self { list: Some(list), rule, pass: Some(pass.name()) }
    }
}

struct Spelled<'a>(AceRef<'a>);

impl Serialize for Spelled<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_sddl_with(&PrintOptions::new()).ok().serialize(serializer)
    }
}

/// What only one kind of step has.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Details {
    Privilege {
        held: bool,
    },
    TrustLabel {
        dominates: bool,
    },
    AccessFilter {
        passes: bool,
    },
    Integrity {
        level: Sid,
        object_level: Sid,
        dominates: bool,
    },
    Owner {
        #[serde(skip_serializing_if = "Option::is_none")]
        replaced_by: Option<usize>,
    },
    NoDacl {
        state: Word,
    },
    EmptyDacl {},
    Ace {
        verdict: Word,
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<Word>,
        #[serde(skip_serializing_if = "Option::is_none")]
        object_type: Option<Guid>,
    },
    Policy {
        known: bool,
    },
    Rule {
        applies: Word,
    },
}

impl Details {
    fn of(event: &Event<'_>) -> Self {
        match *event {
            Event::Privilege { held, .. } => Self::Privilege { held },
            Event::TrustLabel { dominates, .. } => Self::TrustLabel { dominates },
            Event::AccessFilter { passes, .. } => Self::AccessFilter { passes },
            Event::Integrity { level, object, dominates, .. } => {
                Self::Integrity { level: level.to_sid(), object_level: object.to_sid(), dominates }
            }
            Event::Owner { replaced_by } => Self::Owner { replaced_by },
            Event::NoDacl { is_null } => Self::NoDacl { state: if is_null { "null" } else { "absent" } },
            Event::EmptyDacl => Self::EmptyDacl {},
            Event::Ace { verdict, .. } => Self::of_verdict(verdict),
            Event::Policy { known, .. } => Self::Policy { known },
            Event::Rule { applies: Truth::True } => Self::Rule { applies: "true" },
            Event::Rule { applies: Truth::False } => Self::Rule { applies: "false" },
            Event::Rule { applies: Truth::Unknown } => Self::Rule { applies: "unknown" },
        }
    }

    const fn of_verdict(verdict: Verdict) -> Self {
        let why = match verdict {
            Verdict::Grants => return Self::Ace { verdict: "grants", why: None, object_type: None },
            Verdict::Refuses => return Self::Ace { verdict: "refuses", why: None, object_type: None },
            Verdict::NotReached => return Self::Ace { verdict: "not-reached", why: None, object_type: None },
            Verdict::InheritOnly => "inherit-only",
            Verdict::OtherType => "other-type",
            Verdict::OtherTrustee => "other-trustee",
            Verdict::DenyOnly => "deny-only",
            Verdict::OtherRights => "other-rights",
            Verdict::OtherObject(_) => "other-object",
            Verdict::Condition(Truth::Unknown) => "condition-unknown",
            Verdict::Condition(_) => "condition-false",
        };
        let object_type = if let Verdict::OtherObject(guid) = verdict { Some(guid) } else { None };
        Self::Ace { verdict: "skipped", why: Some(why), object_type }
    }
}
