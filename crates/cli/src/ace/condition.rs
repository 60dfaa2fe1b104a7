//! The condition of a callback ACE.

use aclavis::{Ace, AceType};
use serde::Serialize;

use crate::names::SidNames;

/// Why a callback ACE shows no condition. Without it, such an ACE would look like one that always counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ConditionState {
    /// It is marked as a condition, but is none, or none that has a text.
    Malformed,
    /// The data is that of an application, not marked as a condition.
    Foreign,
    /// There is no data.
    Missing,
}

impl ConditionState {
    /// What stands in the condition's place.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Malformed => "if (unreadable condition)",
            Self::Foreign => "if (no condition: data of an application)",
            Self::Missing => "without its condition",
        }
    }
}

/// The text of an ACE's condition, or why there is none. Both are absent for types that have no condition.
pub(super) fn of(ace: &Ace, names: &SidNames) -> (Option<String>, Option<ConditionState>) {
    let state = match ace.as_ref().condition() {
        Some(Ok(condition)) => match condition.to_sddl_with(names.print_options()) {
            Ok(text) => return (Some(text), None),
            Err(_) => ConditionState::Malformed,
        },
        Some(Err(_)) => ConditionState::Malformed,
        None if ace.as_ref().data().is_empty() => ConditionState::Missing,
        None => ConditionState::Foreign,
    };
    (None, is_conditional(ace.ace_type()).then_some(state))
}

/// Whether a condition belongs to the type: the callback types, and `FL`.
pub(crate) fn is_conditional(ace_type: AceType) -> bool {
    matches!(ace_type.0, 0x09..=0x10) || ace_type == AceType::SYSTEM_ACCESS_FILTER
}
