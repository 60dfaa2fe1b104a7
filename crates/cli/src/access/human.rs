//! An answer as lines.

use std::fmt::Write;

use aclavis::{AccessDecision, AccessOutcome};

use super::options::Asked;
use crate::names::guids::NamedGuid;
use crate::names::rights;
use crate::screen::{GRANT, LABEL, REFUSE, printable};
use crate::table::{self, field};

/// The decision and the rights that it is about.
pub(crate) fn answer(outcome: &AccessOutcome, asked: &Asked) -> String {
    let mut out = String::new();
    let object_type = asked.subject.object_type;
    let text = |mask| rights::text(mask, object_type);
    let _ = writeln!(out, "{}", word(outcome.decision));
    field(&mut out, "Rights", &format!("{}{}", object_type.rights(), asked.subject.reason));
    field(&mut out, "Asked", &text(asked.question.desired));
    field(&mut out, "Granted", &text(outcome.granted));
    if !outcome.refused.is_empty() {
        field(&mut out, "Refused", &text(outcome.refused));
    }
    if !outcome.missing.is_empty() {
        field(&mut out, "Missing", &text(outcome.missing));
    }
    if outcome.decision == AccessDecision::PrivilegeNotHeld {
        field(&mut out, "Note", "a privilege that this takes is not held");
    }
    if !outcome.privileges_used.is_empty() {
        field(&mut out, "Used", &outcome.privileges_used.names().collect::<Vec<_>>().join(", "));
    }
    if !outcome.objects.is_empty() {
        let _ = writeln!(out, "\n{LABEL}Objects{LABEL:#}");
        objects(&mut out, outcome, asked);
    }
    out
}

/// Allowed or refused.
fn word(decision: AccessDecision) -> String {
    if decision.is_allowed() { format!("{GRANT}allowed{GRANT:#}") } else { format!("{REFUSE}refused{REFUSE:#}") }
}

fn objects(out: &mut String, outcome: &AccessOutcome, asked: &Asked) {
    let rows: Vec<[String; 1]> = outcome.objects.iter().map(|object| [NamedGuid::of(object.guid).text().to_owned()]).collect();
    let [width] = table::widths(&rows);
    for ([name], object) in rows.iter().zip(&outcome.objects) {
        let granted = rights::text(object.granted, asked.subject.object_type);
        let _ = writeln!(out, "{}{}{}  {}", printable(name), table::padding(name, width), word(object.decision), granted);
    }
}
