//! ACEs, or parts of them, about which a summary says nothing.

use aclavis::{AccessMask, Ace, AceBody, AceFlags};
use serde::Serialize;

/// An ACE that may decide more than a summary tells.
#[derive(Serialize)]
pub(super) struct Unjudged {
    /// The index of the ACE.
    ace: usize,
    reason: &'static str,
}

impl Unjudged {
    /// One line of the summary.
    pub(super) fn text(&self) -> String {
        format!("not judged: ACE {} ({})", self.ace, self.reason)
    }
}

/// All of a DACL: what the check passes over whoever asks.
pub(super) fn all(aces: &[Ace]) -> Vec<Unjudged> {
    let unjudged = |(index, ace)| reason(ace).map(|reason| Unjudged { ace: index, reason });
    aces.iter().enumerate().filter_map(unjudged).collect()
}

fn reason(ace: &Ace) -> Option<&'static str> {
    if ace.flags().contains(AceFlags::INHERIT_ONLY) || ace.ace_type().is_system() {
        return None;
    }
    match ace.body() {
        AceBody::Opaque(_) => Some("unknown type"),
        AceBody::Standard { mask, .. } => mask.contains(AccessMask::MAXIMUM_ALLOWED).then_some("maximum allowed"),
    }
}
