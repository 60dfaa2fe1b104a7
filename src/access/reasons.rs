//! Reasons in the words of Windows events, and steps in words.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write};

use super::explanation::{Explanation, Reason};
use super::trace::{Event, List, Pass, Step, Verdict};
use crate::condition::Truth;
use crate::descriptor::AceRef;
use crate::rights::AccessMask;
use crate::sddl::PrintOptions;

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

/// An ACE as SDDL; as type, flags, mask and bytes where SDDL cannot say it.
struct Spelled<'a>(AceRef<'a>);

impl fmt::Display for Spelled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(ace) = self;
        if let Ok(text) = ace.to_sddl_with(&PrintOptions::new()) {
            return f.write_str(&text);
        }
        write!(f, "({:?};{:#x};", ace.ace_type(), ace.flags().bits())?;
        if let (Some(mask), Some(trustee)) = (ace.mask(), ace.trustee()) {
            write!(f, "{mask:?};{trustee};")?;
        }
        ace.data().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_char(')')
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grants => f.write_str("grants"),
            Self::Refuses => f.write_str("refuses"),
            Self::InheritOnly => f.write_str("skipped: concerns children only"),
            Self::OtherType => f.write_str("skipped: its type neither grants nor refuses"),
            Self::OtherTrustee => f.write_str("skipped: the token has no such SID"),
            Self::DenyOnly => f.write_str("skipped: the token has its SID for ACEs that refuse only"),
            Self::OtherRights => f.write_str("skipped: about no right that is asked for and still open"),
            Self::OtherObject(guid) => write!(f, "skipped: about {guid}, which is not asked about"),
            Self::Condition(Truth::Unknown) => f.write_str("skipped: its condition is unknown"),
            Self::Condition(truth) => write!(f, "skipped: its condition is {truth}"),
            Self::NotReached => f.write_str("not reached: everything is decided"),
        }
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Token => "token",
            Self::Restricted => "restricted",
            Self::AppContainer => "app-container",
        })
    }
}

impl fmt::Display for Step<'_> {
    /// One line: what was looked at, what became of it, the rights that it granted or refused.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.list {
            List::Object => {}
            List::Rule(name) => write!(f, "rule `{}`: ", name.escape_debug())?,
            List::Recovery => f.write_str("recovery policy: ")?,
        }
        if self.pass != Pass::Token {
            write!(f, "{}: ", self.pass)?;
        }
        match self.event {
            Event::Privilege { privilege, held } => {
                let name = privilege.names().next().unwrap_or_default();
                write!(f, "{name} is {}", if held { "held" } else { "not held" })?;
            }
            Event::TrustLabel { index, ace, dominates } => {
                let how =
                    if dominates { "the caller's process is trusted" } else { "the caller's process is not trusted enough" };
                write!(f, "SACL ACE {index} {} process trust label: {how}", Spelled(ace))?;
            }
            Event::AccessFilter { index, ace, passes } => {
                let how = if passes { "its condition is true" } else { "applies" };
                write!(f, "SACL ACE {index} {} access filter: {how}", Spelled(ace))?;
            }
            Event::Integrity { label, level, object, dominates } => {
                let how = if dominates { "reaches" } else { "is below" };
                write!(f, "integrity {level} of the token {how} {object} of the object")?;
                match label {
                    Some((index, _)) => write!(f, ", SACL ACE {index}")?,
                    None => f.write_str(", which has no label")?,
                }
            }
            Event::Owner { replaced_by: None } => f.write_str("the token has the owner's SID")?,
            Event::Owner { replaced_by: Some(index) } => {
                write!(f, "the token has the owner's SID, but ACE {index} says what the owner may do")?;
            }
            Event::NoDacl { is_null } => f.write_str(if is_null { "the DACL is NULL" } else { "there is no DACL" })?,
            Event::EmptyDacl => f.write_str("the DACL is empty")?,
            Event::Ace { index, ace, verdict } => write!(f, "ACE {index} {} {verdict}", Spelled(ace))?,
            Event::Policy { index, ace, known } => {
                let how = if known { "central policy" } else { "central policy that is not known" };
                write!(f, "SACL ACE {index} {} {how}", Spelled(ace))?;
            }
            Event::Rule { applies: Truth::False } => f.write_str("does not apply")?,
            Event::Rule { .. } => f.write_str("applies")?,
        }
        for (what, rights) in [("granted", self.granted), ("refused", self.refused)] {
            if !rights.is_empty() {
                write!(f, ", {what} {rights}")?;
            }
        }
        Ok(())
    }
}
