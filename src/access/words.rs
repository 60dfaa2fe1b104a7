//! Steps in words.

use core::fmt::{self, Write};

use super::trace::{Event, List, Pass, Step, Verdict};
use crate::condition::Truth;
use crate::descriptor::AceRef;
use crate::sddl::PrintOptions;

/// An ACE as SDDL; as type, flags, mask and bytes where SDDL cannot say it.
pub(super) struct Spelled<'a>(pub(super) AceRef<'a>);

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
        f.pad(self.name())
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
                let how = if passes { "its condition is true" } else { "its condition is not true" };
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
