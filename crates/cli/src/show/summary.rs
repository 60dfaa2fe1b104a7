//! Who may do what with a request of the certificate-management API.

use std::collections::HashSet;
use std::fmt::Write;

use aclavis::{AclSlot, Error, Event, SecurityDescriptor, Sid};
use serde::Serialize;

use super::judge::Judge;
use super::unjudged::{self, Unjudged};
use crate::names::{SidNames, Trustee, rights};
use crate::screen::{FAINT, GRANT, LABEL, REFUSE, printable};

/// For every SID of a DACL, what a token may do that holds this SID and no other.
#[derive(Serialize)]
pub(super) struct Summary {
    /// What a DACL that decides nothing means for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    everybody: Option<&'static str>,
    trustees: Vec<Line>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_judged: Vec<Unjudged>,
}

#[derive(Serialize)]
struct Line {
    trustee: Trustee,
    is_owner: bool,
    #[serde(skip)]
    is_everyone: bool,
    allowed: Vec<Decision>,
    refused: Vec<Decision>,
    /// What an ACE with a condition, or for one kind of object, might decide otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<Decision>,
}

/// Permissions that the same ACE decides.
#[derive(Serialize)]
struct Decision {
    permissions: Vec<&'static str>,
    /// The index of the ACE; none where the owner needs no ACE.
    ace: Option<usize>,
}

impl Summary {
    /// Judges every SID of the DACL, and the owner.
    pub(super) fn new(descriptor: &SecurityDescriptor, names: &SidNames) -> Result<Self, Error> {
        let aces = descriptor.dacl().aces();
        let everybody = match descriptor.dacl() {
            AclSlot::Absent | AclSlot::Null => Some("everybody may do everything"),
            AclSlot::List(_) if !aces.is_empty() => None,
            AclSlot::List(_) if descriptor.owner().is_none() => Some("nobody may do anything"),
            AclSlot::List(_) => Some("nobody may do anything, but the owner may Read and change the DACL"),
        };
        let judge = Judge::new(descriptor)?;
        let line = |sid| Line::new(sid, descriptor.owner() == Some(&sid), &judge, names);
        let trustees = trustees(descriptor).into_iter().map(line).collect::<Result<_, _>>()?;
        Ok(Self { everybody, trustees, not_judged: unjudged::all(aces) })
    }

    /// Appends the summary in words.
    pub(super) fn write(&self, out: &mut String) {
        let _ = writeln!(out, "{LABEL}Who may do what{LABEL:#}");
        if let Some(everybody) = self.everybody {
            let _ = writeln!(out, "  {everybody}");
            return;
        }
        for line in &self.trustees {
            let owner = if line.is_owner { " (the owner)" } else { "" };
            let who = line.trustee.text();
            let _ = writeln!(out, "  {}{owner}: {}", printable(&who), sentence(line));
        }
        if let Some(everyone) = self.trustees.iter().find(|line| line.is_everyone && !line.allowed.is_empty()) {
            let _ = writeln!(out, "  Everybody may {}, where no ACE before it refuses that.", list(&everyone.allowed));
        }
        for ace in &self.not_judged {
            let _ = writeln!(out, "  {}", ace.text());
        }
        for remark in REMARKS {
            let _ = writeln!(out, "  {FAINT}{remark}{FAINT:#}");
        }
    }
}

const REMARKS: [&str; 2] = [
    "Each line is about a token that holds this SID alone. Real tokens hold several: the first ACE about any of them decides.",
    "Permissions that share a bit come together: Approve, Deny, PrintDocuments and DistributeSecrets; Write and \
     ChangePriority; Execute and Abandon. Which bit stands for what is not documented: the assignment is this program's own.",
];

/// The SIDs of a list in their order, and the owner.
fn trustees(descriptor: &SecurityDescriptor) -> Vec<Sid> {
    let Some(list) = descriptor.dacl().list() else { return Vec::new() };
    let named = list.aces().iter().filter_map(|ace| Some(ace.as_ref().trustee()?.to_sid()));
    let mut seen = HashSet::new();
    named.chain(descriptor.owner().copied()).filter(|sid| seen.insert(*sid)).collect()
}

impl Line {
    fn new(sid: Sid, is_owner: bool, judge: &Judge<'_>, names: &SidNames) -> Result<Self, Error> {
        let mut line = Self {
            trustee: names.trustee(&sid),
            is_owner,
            is_everyone: sid == Sid::EVERYONE,
            allowed: Vec::new(),
            refused: Vec::new(),
            open: Vec::new(),
        };
        let explanation = judge.explain(sid)?;
        let reasons = explanation.reasons();
        for (bits, permission) in rights::request() {
            let Some(reason) = reasons.iter().find(|reason| reason.right.bits() == *bits) else { continue };
            if let Some(step) = reason.step {
                let ace = if let Event::Ace { index, .. } = step.event { Some(index) } else { None };
                add(if reason.is_granted { &mut line.allowed } else { &mut line.refused }, permission, ace);
            }
            for index in judge.open(&explanation, reason) {
                add(&mut line.open, permission, Some(index));
            }
        }
        Ok(line)
    }
}

fn add(decisions: &mut Vec<Decision>, permission: &'static str, ace: Option<usize>) {
    match decisions.iter_mut().find(|decision| decision.ace == ace) {
        Some(decision) => decision.permissions.push(permission),
        None => decisions.push(Decision { permissions: vec![permission], ace }),
    }
}

fn sentence(line: &Line) -> String {
    let mut parts = Vec::new();
    if line.allowed.is_empty() {
        parts.push("may nothing".to_owned());
    } else {
        parts.push(format!("{GRANT}may{GRANT:#} {}", list(&line.allowed)));
    }
    for decision in &line.refused {
        let verb = if decision.permissions.len() == 1 { "is" } else { "are" };
        let ace = decision.ace.unwrap_or_default();
        parts.push(format!("{} {verb} {REFUSE}refused{REFUSE:#} by ACE {ace}", words(&decision.permissions)));
    }
    for decision in &line.open {
        let ace = decision.ace.unwrap_or_default();
        parts.push(format!("ACE {ace} may decide about {} first", words(&decision.permissions)));
    }
    parts.join("; ")
}

/// `Cancel (ACE 1), Write and ChangePriority (ACE 4)`.
fn list(decisions: &[Decision]) -> String {
    let one = |decision: &Decision| match decision.ace {
        Some(ace) => format!("{} (ACE {ace})", words(&decision.permissions)),
        None => format!("{} (as the owner)", words(&decision.permissions)),
    };
    decisions.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn words(permissions: &[&str]) -> String {
    match permissions {
        [most @ .., before, last] if !most.is_empty() => format!("{}, {before} and {last}", most.join(", ")),
        [before, last] => format!("{before} and {last}"),
        _ => permissions.concat(),
    }
}
