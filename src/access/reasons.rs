//! Reasons in the words of Windows events.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::explanation::{Explanation, Reason};
use super::trace::{Event, List};
use super::words::Spelled;
use crate::rights::AccessMask;

/// The names that the events have for the rights of every type of object.
const STANDARD: [(AccessMask, &str); 6] = [
    (AccessMask::DELETE, "DELETE"),
    (AccessMask::READ_CONTROL, "READ_CONTROL"),
    (AccessMask::WRITE_DAC, "WRITE_DAC"),
    (AccessMask::WRITE_OWNER, "WRITE_OWNER"),
    (AccessMask::SYNCHRONIZE, "SYNCHRONIZE"),
    (AccessMask::ACCESS_SYSTEM_SECURITY, "ACCESS_SYS_SEC"),
];

/// A line for each right.
pub(super) fn text<N: fmt::Display>(explanation: &Explanation<'_>, name: impl Fn(AccessMask) -> Option<N>) -> String {
    let empty: Vec<_> = explanation.steps().iter().filter(|step| matches!(step.event, Event::EmptyDacl)).collect();
    let line = |reason: &Reason<'_, '_>| {
        let given = name(reason.right);
        let given = given.as_ref().map(|name| -> &dyn fmt::Display { name });
        let in_empty = empty.iter().any(|step| reason.missing == Some((step.pass, step.list)));
        Line { reason: *reason, name: given.or_else(|| standard(reason.right)), in_empty }.to_string()
    };
    explanation.reasons().iter().map(line).collect()
}

/// The name of a right that every type of object has.
fn standard(right: AccessMask) -> Option<&'static dyn fmt::Display> {
    STANDARD.iter().find(|(known, _)| *known == right).map(|(_, name)| -> &dyn fmt::Display { name })
}

/// What decided a right.
struct Line<'e, 'a> {
    reason: Reason<'e, 'a>,
    name: Option<&'e dyn fmt::Display>,
    /// Whether the list that does not grant it has no ACEs.
    in_empty: bool,
}

impl fmt::Display for Line<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reason, name, in_empty } = self;
        match name {
            Some(name) => write!(f, "{name}:\t")?,
            None => write!(f, "{:?}:\t", reason.right)?,
        }
        let Some(step) = reason.step else {
            return f.write_str(match reason.missing {
                Some((_, List::Rule(_) | List::Recovery)) => "NOT Granted by Central Access Rule\n",
                _ if *in_empty => "Denied by Empty DACL\n",
                _ => "Not granted\n",
            });
        };
        match step.event {
            Event::Ace { ace, .. } => {
                writeln!(f, "{} by\tD:{}", if reason.is_granted { "Granted" } else { "Denied" }, Spelled(ace))
            }
            Event::Owner { .. } => f.write_str("Granted by Ownership\n"),
            Event::NoDacl { .. } => f.write_str("Granted by NULL DACL\n"),
            Event::Integrity { .. } => f.write_str("Denied by Integrity Policy check\n"),
            Event::TrustLabel { ace, .. } => writeln!(f, "Denied by Process Trust Label ACE\tS:{}", Spelled(ace)),
            Event::AccessFilter { ace, .. } => writeln!(f, "Denied by Access Filter ACE\tS:{}", Spelled(ace)),
            Event::Privilege { privilege, held } => {
                let name = privilege.names().next().unwrap_or_default();
                writeln!(f, "{} {name}", if held { "Granted by" } else { "Not granted due to missing" })
            }
            Event::EmptyDacl | Event::Policy { .. } | Event::Rule { .. } => f.write_str("Unknown or unchecked\n"),
        }
    }
}
