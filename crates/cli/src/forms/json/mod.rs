//! JSON documents: the structured form, and documents with a descriptor in them.

mod search;

use aclavis::SecurityDescriptor;

use super::{Content, Form, Found, ambiguous, detect};
use crate::problem::{Problem, Within};
use search::{Level, MEMBER};

/// The most bytes of a document: more than the structured form of the largest descriptor has, which takes several times
/// the document's size while it is read.
const LIMIT: usize = 16 << 20;

/// A document that has a descriptor as a member, or is one.
pub(super) fn document(text: &str) -> Result<Found<'_>, Problem> {
    within_limit(text)?;
    let levels = search::levels(text).map_err(|error| malformed(&error, text))?;
    match levels.into_iter().find(|level| level.count > 0) {
        Some(Level { count: 1, text: Some(inner) }) => {
            let found = detect(&inner)?;
            Ok(Found { is_member: true, ..found.into_owned() })
        }
        Some(Level { count, .. }) => Err(ambiguous(&format!("{count} members `{MEMBER}`"))),
        None => structured(text).map_err(|problem| {
            Problem::new("unknown-form", format!("JSON document without a string member `{MEMBER}`")).note(problem.message)
        }),
    }
}

/// The structured form.
pub(super) fn structured(text: &str) -> Result<Found<'_>, Problem> {
    within_limit(text)?;
    let descriptor: SecurityDescriptor = serde_json::from_str(text).map_err(|error| malformed(&error, text))?;
    Ok(Found { form: Form::Json, is_member: false, content: Content::Model(Box::new(descriptor)) })
}

fn within_limit(text: &str) -> Result<(), Problem> {
    if text.len() > LIMIT { Err(Problem::too_long(LIMIT)) } else { Ok(()) }
}

/// An error of the JSON reader, at the byte where it stopped.
fn malformed(error: &serde_json::Error, text: &str) -> Problem {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = before.saturating_add(error.column().saturating_sub(1)).min(text.len());
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    let message =
        if error.is_data() { format!("not the structured form: {reason}") } else { format!("malformed JSON: {reason}") };
    Problem::new("bad-json", message).at(at..at, Within::Text(text.to_owned()))
}
