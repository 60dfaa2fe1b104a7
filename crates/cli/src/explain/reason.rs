//! What decided a right, in words.

use aclavis::{AccessOutcome, Event, List, Pass, Reason, Step};

use super::step::{list, pass, privilege_name, spelled};
use crate::access::Asked;
use crate::names::rights;
use crate::screen::{GRANT, REFUSE};

/// A line about a right.
pub(super) fn sentence(reason: &Reason<'_, '_>, outcome: &AccessOutcome, asked: &Asked) -> String {
    let names = rights::names(reason.right, asked.subject.object_type).join(", ");
    let (style, verdict) = match (reason.is_granted, reason.step) {
        (true, _) if outcome.granted.contains(reason.right) => (GRANT, "granted"),
        (true, _) => (GRANT, "would be granted"),
        (false, Some(_)) => (REFUSE, "refused"),
        (false, None) => (REFUSE, "not granted"),
    };
    let cause = match (reason.step, reason.missing) {
        (Some(step), _) => by(step, asked),
        (None, Some((pass, list))) => for_want(pass, list),
        (None, None) => String::new(),
    };
    format!("{names}: {style}{verdict}{style:#}{cause}")
}

/// The step that decided.
fn by(step: &Step<'_>, asked: &Asked) -> String {
    match step.event {
        Event::Ace { index, ace, .. } => {
            format!(" by ACE {index} {}{}{}", spelled(ace, asked), list(step.list), pass(step.pass))
        }
        Event::Owner { .. } => format!(" to the owner{}", pass(step.pass)),
        Event::NoDacl { is_null: true } => ", for the DACL is NULL".to_owned(),
        Event::NoDacl { is_null: false } => ", for there is no DACL".to_owned(),
        Event::Privilege { privilege, held: true } => format!(" by {}", privilege_name(privilege)),
        Event::Privilege { privilege, held: false } => format!(", for {} is not held", privilege_name(privilege)),
        Event::Integrity { label: Some((index, ace)), .. } => {
            format!(" by the mandatory label, SACL ACE {index} {}", spelled(ace, asked))
        }
        Event::Integrity { label: None, .. } => " by the integrity level, as the object has no label".to_owned(),
        Event::TrustLabel { index, ace, .. } => {
            format!(" by the process trust label, SACL ACE {index} {}", spelled(ace, asked))
        }
        Event::AccessFilter { index, ace, .. } => format!(" by the access filter, SACL ACE {index} {}", spelled(ace, asked)),
        Event::EmptyDacl | Event::Policy { .. } | Event::Rule { .. } => String::new(),
    }
}

/// The list that does not grant it.
fn for_want(whose: Pass, of: List<'_>) -> String {
    format!(", for nothing in the DACL{} grants it{}", list(of), pass(whose))
}
