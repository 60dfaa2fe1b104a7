//! JSON documents.

use serde::Deserialize;

use crate::problem::{Problem, Within};

/// The most bytes of a document: more than the structured form of the largest descriptor has, which takes several times
/// the document's size while it is read.
const LIMIT: usize = 16 << 20;

/// Reads a document that must be what `what` says.
pub(crate) fn read<'a, T: Deserialize<'a>>(text: &'a str, what: &str) -> Result<T, Problem> {
    within_limit(text)?;
    serde_json::from_str(text).map_err(|error| malformed(&error, text, what))
}

/// An error for documents that are too long.
pub(crate) fn within_limit(text: &str) -> Result<(), Problem> {
    if text.len() > LIMIT { Err(Problem::too_long(LIMIT)) } else { Ok(()) }
}

/// An error of the JSON reader, at the byte where it stopped.
pub(crate) fn malformed(error: &serde_json::Error, text: &str, what: &str) -> Problem {
    let reason = reason(error);
    let message = if error.is_data() { format!("not {what}: {reason}") } else { format!("malformed JSON: {reason}") };
    let at = offset(error, text);
    Problem::new("bad-json", message).at(at..at, Within::Text(text.to_owned()))
}

/// What an error of the JSON reader says, without its place.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason).to_owned()
}

/// The byte where the JSON reader stopped.
pub(crate) fn offset(error: &serde_json::Error, text: &str) -> usize {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    before.saturating_add(error.column().saturating_sub(1)).min(text.len())
}
