//! A step in words.

use aclavis::{AccessMask, AceRef, Event, IntegrityLevel, List, Pass, Privileges, Step, Truth};
use anstyle::Style;

use crate::access::Asked;
use crate::ace::AceDescription;
use crate::names::rights;
use crate::screen::printable;

/// A line about a step.
pub(super) struct Line {
    /// Whether it decides a right.
    pub(super) decides: bool,
    /// The columns of an ACE of a DACL.
    pub(super) ace: Option<AceCells>,
    /// What became of it.
    pub(super) text: String,
}

/// An ACE in columns.
pub(super) struct AceCells {
    /// Index, effect, who, what.
    pub(super) cells: [String; 4],
    /// The colour of the effect.
    pub(super) style: Style,
    pub(super) condition: Option<String>,
}

/// The section to which a step belongs.
pub(super) fn heading(step: &Step<'_>) -> String {
    match step.event {
        Event::Privilege { .. } | Event::TrustLabel { .. } | Event::AccessFilter { .. } | Event::Integrity { .. } => {
            "Before the DACL".to_owned()
        }
        Event::Policy { .. } => "Central policy".to_owned(),
        Event::Rule { .. } => format!("DACL{}", list(step.list)),
        Event::Owner { .. } | Event::NoDacl { .. } | Event::EmptyDacl | Event::Ace { .. } => {
            format!("DACL{}{}", list(step.list), pass(step.pass))
        }
    }
}

/// Whose list it is.
pub(super) fn list(list: List<'_>) -> String {
    match list {
        List::Object => String::new(),
        List::Rule(name) => format!(" of the rule `{}`", printable(name)),
        List::Recovery => " of the recovery policy".to_owned(),
    }
}

/// Whose SIDs count.
pub(super) fn pass(pass: Pass) -> &'static str {
    match pass {
        Pass::Token => "",
        Pass::Restricted => ", for the restricting SIDs",
        Pass::AppContainer => ", for the package and its capabilities",
    }
}

impl Line {
    pub(super) fn of(step: &Step<'_>, decides: bool, asked: &Asked) -> Self {
        let mut text = sentence(step, asked);
        let effects = [("grants", step.granted), ("refuses", step.refused)];
        let effects = effects.into_iter().filter(|(_, mask)| !mask.is_empty());
        let names = |mask: AccessMask| rights::names(mask, asked.subject.object_type).join(", ");
        let effects: Vec<_> = effects.map(|(verb, mask)| format!("{verb} {}", names(mask))).collect();
        let effects = effects.join(" and ");
        let ace = match step.event {
            Event::Ace { index, ace, .. } => Some(AceCells::of(index, ace, asked)),
            _ => None,
        };
        match (ace.is_some(), effects.is_empty()) {
            (_, true) => {}
            (true, false) => text = effects,
            (false, false) => text = format!("{text}: {effects}"),
        }
        Self { decides, ace, text }
    }
}

impl AceCells {
    fn of(index: usize, ace: AceRef<'_>, asked: &Asked) -> Self {
        let ace = AceDescription::new(index, &ace.to_ace(), asked.subject.object_type, &asked.names);
        let cells = [ace.index.to_string(), ace.effect.to_owned(), ace.who(), ace.what()];
        Self { cells, style: ace.style(), condition: ace.condition_text() }
    }
}

/// What a step finds, without what it grants or refuses.
fn sentence(step: &Step<'_>, asked: &Asked) -> String {
    let level = |level: IntegrityLevel| asked.names.trustee(&level.to_sid()).short().to_owned();
    let in_sacl = |index: usize, ace: AceRef<'_>| format!("SACL ACE {index} {}", spelled(ace, asked));
    match step.event {
        Event::Privilege { privilege, held: true } => format!("{} is held", privilege_name(privilege)),
        Event::Privilege { privilege, held: false } => format!("{} is not held", privilege_name(privilege)),
        Event::TrustLabel { index, ace, dominates: true } => {
            format!("{}: the caller's process is trusted", in_sacl(index, ace))
        }
        Event::TrustLabel { index, ace, dominates: false } => {
            format!("{}: the caller's process is not trusted enough", in_sacl(index, ace))
        }
        Event::AccessFilter { index, ace, passes: true } => format!("{}: its condition is true", in_sacl(index, ace)),
        Event::AccessFilter { index, ace, passes: false } => format!("{}: its condition is not true", in_sacl(index, ace)),
        Event::Integrity { label, level: of_token, object, dominates } => {
            let place = label.map_or_else(|| "no label".to_owned(), |(index, ace)| in_sacl(index, ace));
            let relation = if dominates { "reaches" } else { "is below" };
            format!("the integrity of the token, {}, {relation} that of the object, {} ({place})", level(of_token), level(object))
        }
        Event::Owner { replaced_by: None } => "the token has the owner's SID".to_owned(),
        Event::Owner { replaced_by: Some(index) } => {
            format!("the token has the owner's SID, but ACE {index} says what the owner may do")
        }
        Event::NoDacl { is_null: true } => "the DACL is NULL".to_owned(),
        Event::NoDacl { is_null: false } => "there is no DACL".to_owned(),
        Event::EmptyDacl => "the DACL is empty".to_owned(),
        Event::Ace { verdict, .. } => verdict.to_string(),
        Event::Policy { index, ace, known: true } => in_sacl(index, ace),
        Event::Policy { index, ace, known: false } => {
            format!("{}: not known, the recovery policy stands in", in_sacl(index, ace))
        }
        Event::Rule { applies: Truth::False } => "does not apply: its condition is false".to_owned(),
        Event::Rule { applies: Truth::True } => "applies".to_owned(),
        Event::Rule { applies: Truth::Unknown } => "applies: its condition is unknown".to_owned(),
    }
}

pub(super) fn privilege_name(privilege: Privileges) -> &'static str {
    privilege.names().next().unwrap_or_default()
}

/// An ACE as SDDL, or what it is where SDDL cannot say it.
pub(super) fn spelled(ace: AceRef<'_>, asked: &Asked) -> String {
    match ace.to_sddl_with(asked.names.print_options()) {
        Ok(text) => printable(&text).into_owned(),
        Err(_) => format!("of type {:#04x}", ace.ace_type().0),
    }
}
