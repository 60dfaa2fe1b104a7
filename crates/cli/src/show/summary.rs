//! Who may do what with a request of the certificate-management API.

use std::fmt::Write;

use aclavis::{Ace, AceBody, AceFlags, AceType, AclSlot, SecurityDescriptor, Sid};
use serde::Serialize;

use super::unjudged::{self, Unjudged};
use crate::names::{SidNames, Trustee, rights};
use crate::screen::{FAINT, GRANT, LABEL, REFUSE, printable};

/// The bits that an owner has without an ACE: to read the descriptor and to change its DACL.
const OWNERS: u32 = 0x6_0000;
/// `OW`.
const OWNER_RIGHTS: Option<Sid> = Sid::new(3, &[4]);

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

/// Who decides about a bit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Owner,
    Allowed(usize),
    Refused(usize),
}

impl Summary {
    /// Goes through the ACEs in their order, once for every SID.
    pub(super) fn new(descriptor: &SecurityDescriptor, names: &SidNames) -> Self {
        let aces = descriptor.dacl().aces();
        let is_list = descriptor.dacl().list().is_some();
        let everybody = match descriptor.dacl() {
            AclSlot::Absent | AclSlot::Null => Some("everybody may do everything"),
            AclSlot::List(_) if !aces.is_empty() => None,
            AclSlot::List(_) if descriptor.owner().is_none() => Some("nobody may do anything"),
            AclSlot::List(_) => Some("nobody may do anything, but the owner may Read and change the DACL"),
        };
        let trustees = trustees(aces).chain(descriptor.owner().copied());
        let mut seen = Vec::new();
        for sid in trustees {
            if is_list && !seen.contains(&sid) {
                seen.push(sid);
            }
        }
        let line = |sid: &Sid| line(sid, descriptor.owner() == Some(sid), aces, names);
        Self { everybody, trustees: seen.iter().map(line).collect(), not_judged: unjudged::all(aces) }
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

fn trustees(aces: &[Ace]) -> impl Iterator<Item = Sid> {
    aces.iter().filter_map(|ace| match ace.body() {
        AceBody::Standard { trustee, .. } => Some(*trustee),
        AceBody::Opaque(_) => None,
    })
}

fn line(sid: &Sid, is_owner: bool, aces: &[Ace], names: &SidNames) -> Line {
    let mut line = Line {
        trustee: names.trustee(sid),
        is_owner,
        is_everyone: *sid == Sid::EVERYONE,
        allowed: Vec::new(),
        refused: Vec::new(),
        open: Vec::new(),
    };
    let owner_has = if is_owner && !aces.iter().any(limits_owner) { OWNERS } else { 0 };
    for (bit, permission) in rights::request() {
        let counts = |trustee: &Sid| trustee == sid || is_owner && Some(*trustee) == OWNER_RIGHTS;
        let (verdict, open) = if owner_has & *bit != 0 { (Some(Verdict::Owner), Vec::new()) } else { decide(counts, *bit, aces) };
        match verdict {
            Some(Verdict::Owner) => add(&mut line.allowed, permission, None),
            Some(Verdict::Allowed(index)) => add(&mut line.allowed, permission, Some(index)),
            Some(Verdict::Refused(index)) => add(&mut line.refused, permission, Some(index)),
            None => {}
        }
        for index in open {
            add(&mut line.open, permission, Some(index));
        }
    }
    line
}

/// Whether an ACE is about `OW`, which takes from the owner what no ACE gives.
fn limits_owner(ace: &Ace) -> bool {
    let counts = !ace.flags().contains(AceFlags::INHERIT_ONLY) && !ace.ace_type().is_system();
    counts && matches!(ace.body(), AceBody::Standard { trustee, .. } if Some(*trustee) == OWNER_RIGHTS)
}

/// The first ACE that decides about a bit, and those before it that may decide, depending on what is not known here.
fn decide(counts: impl Fn(&Sid) -> bool, bit: u32, aces: &[Ace]) -> (Option<Verdict>, Vec<usize>) {
    let mut open = Vec::new();
    for (index, ace) in aces.iter().enumerate() {
        let AceBody::Standard { mask, trustee, .. } = ace.body() else { continue };
        if !counts(trustee) || mask.bits() & bit == 0 || ace.flags().contains(AceFlags::INHERIT_ONLY) {
            continue;
        }
        match ace.ace_type() {
            AceType::ACCESS_ALLOWED => return (Some(Verdict::Allowed(index)), open),
            AceType::ACCESS_DENIED => return (Some(Verdict::Refused(index)), open),
            other if other.is_system() => {}
            _ => open.push(index),
        }
    }
    (None, open)
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
