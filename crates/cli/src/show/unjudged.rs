//! ACEs, or parts of them, about which a summary says nothing.

use aclavis::{AccessMask, Ace, AceBody, AceFlags};
use serde::Serialize;

const GENERIC: AccessMask =
    AccessMask::GENERIC_ALL.union(AccessMask::GENERIC_EXECUTE).union(AccessMask::GENERIC_WRITE).union(AccessMask::GENERIC_READ);

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

/// All of a DACL: which rights generic bits stand for is as unknown as what ACEs of unknown types do.
pub(super) fn all(aces: &[Ace]) -> Vec<Unjudged> {
    let reasons = |(index, ace)| reasons(ace).map(move |reason| Unjudged { ace: index, reason });
    aces.iter().enumerate().flat_map(reasons).collect()
}

fn reasons(ace: &Ace) -> impl Iterator<Item = &'static str> {
    let counts = !ace.flags().contains(AceFlags::INHERIT_ONLY) && !ace.ace_type().is_system();
    let reasons = match ace.body() {
        AceBody::Opaque(_) => [Some("unknown type"), None],
        AceBody::Standard { mask, .. } => [
            mask.intersects(GENERIC).then_some("generic rights"),
            mask.contains(AccessMask::MAXIMUM_ALLOWED).then_some("maximum allowed"),
        ],
    };
    reasons.into_iter().flatten().filter(move |_| counts)
}
