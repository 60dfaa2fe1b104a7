//! JSON documents: the structured form, and documents with a descriptor in them.

use aclavis::SecurityDescriptor;
use serde_json::Value;

use super::{Content, Form, Found, ambiguous, detect};
use crate::problem::{Problem, Within};

/// The member that holds a descriptor, whatever its case.
const MEMBER: &str = "SecurityDescriptor";
/// The levels of a document in which it is looked for.
const LEVELS: usize = 4;

/// A document that has a descriptor as a member, or is one.
pub(super) fn document(text: &str) -> Result<Found<'_>, Problem> {
    let document: Value = serde_json::from_str(text).map_err(|error| malformed(&error, text))?;
    match member(&document)? {
        Some(inner) => {
            let found = detect(inner)?;
            Ok(Found { is_member: true, ..found.into_owned() })
        }
        None => structured(text).map_err(|problem| {
            Problem::new("unknown-form", format!("JSON document without a string member `{MEMBER}`")).note(problem.message)
        }),
    }
}

/// The structured form.
pub(super) fn structured(text: &str) -> Result<Found<'_>, Problem> {
    let descriptor: SecurityDescriptor = serde_json::from_str(text).map_err(|error| malformed(&error, text))?;
    Ok(Found { form: Form::Json, is_member: false, content: Content::Model(Box::new(descriptor)) })
}

/// The text of the member in the topmost level that has one.
fn member(document: &Value) -> Result<Option<&str>, Problem> {
    let mut level = vec![document];
    for _ in 0..LEVELS {
        let objects = level.iter().filter_map(|value| value.as_object());
        let found: Vec<&str> = objects
            .flatten()
            .filter(|(name, _)| name.eq_ignore_ascii_case(MEMBER))
            .filter_map(|(_, value)| value.as_str())
            .collect();
        match found.as_slice() {
            [] => {}
            [only] => return Ok(Some(only)),
            several => return Err(ambiguous(&format!("{} members `{MEMBER}`", several.len()))),
        }
        level = level.into_iter().flat_map(children).collect();
    }
    Ok(None)
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => Vec::new(),
    }
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
