//! The descriptor of a new request, from its template's pattern.

use aclavis::Sid;

use crate::object::StoredDescriptor;
use crate::refusal::Refusal;

/// The pattern of a template that has none: the originator may execute, cancel and read, the target may read.
pub(crate) const DEFAULT: &str = "O:{originator}D:(A;;LCDCRC;;;{originator})(A;;RC;;;{target})";

const ORIGINATOR: &str = "{originator}";
const TARGET: &str = "{target}";

/// Whether a pattern needs the target's SID.
pub(super) fn names_target(pattern: &str) -> bool {
    pattern.contains(TARGET)
}

/// The descriptor that a pattern gives: SIDs stand where their names stood, and only then it is parsed.
pub(super) fn substitute(pattern: &str, originator: Sid, target: Option<Sid>) -> Result<StoredDescriptor, Refusal> {
    let text = pattern.replace(ORIGINATOR, &originator.to_string());
    let text = match target {
        Some(target) => text.replace(TARGET, &target.to_string()),
        None => text,
    };
    StoredDescriptor::parse(&text)
        .map_err(|error| Refusal::fault(format!("the template's pattern gives no descriptor: {error:#}")))
}

/// Whether a pattern gives descriptors.
///
/// # Errors
///
/// The parser's error about the pattern with other SIDs in the places of the names, or one that says that it names no owner, without
/// whom no access is ever decided.
pub(crate) fn check_pattern(pattern: &str) -> Result<(), String> {
    let sample = "S-1-5-21-1-2-3-1000";
    let text = pattern.replace(ORIGINATOR, sample).replace(TARGET, sample);
    let stored = StoredDescriptor::parse(&text).map_err(|error| format!("{error:#}"))?;
    let model = stored.model().map_err(|error| format!("{error:#}"))?;
    if model.owner().is_none() { Err("the descriptor has no owner".to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn sid(text: &str) -> Sid {
        text.parse().unwrap()
    }

    #[test]
    fn sids_stand_where_their_names_stood() {
        let made = substitute(DEFAULT, sid("S-1-5-21-1-2-3-7"), Some(sid("S-1-5-21-1-2-3-8"))).unwrap();
        assert_eq!(made.text(), "O:S-1-5-21-1-2-3-7D:(A;;LCDCRC;;;S-1-5-21-1-2-3-7)(A;;RC;;;S-1-5-21-1-2-3-8)");
    }

    #[test]
    fn a_pattern_that_gives_no_descriptor_is_refused() {
        assert_eq!(check_pattern(DEFAULT), Ok(()));
        assert_eq!(check_pattern("D:(A;;RC;;;WD)").unwrap_err(), "the descriptor has no owner");
        let error = check_pattern("O:{owner}D:(A;;RC;;;WD)").unwrap_err();
        assert_eq!(error, "missing SID at byte 2, expected two letters such as `SY`, or `S-1-...`");
    }
}
