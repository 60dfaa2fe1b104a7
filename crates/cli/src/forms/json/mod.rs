//! JSON documents: the structured form, and documents with a descriptor in them.

mod search;

use aclavis::SecurityDescriptor;

use super::{Content, Form, Found, ambiguous, detect};
use crate::document;
use crate::problem::Problem;
use search::{Level, MEMBER};

/// What a document is that has no descriptor as a member.
const STRUCTURED: &str = "the structured form";

/// A document that has a descriptor as a member, or is one.
pub(super) fn document(text: &str) -> Result<Found<'_>, Problem> {
    document::within_limit(text)?;
    let levels = search::levels(text).map_err(|error| document::malformed(&error, text, STRUCTURED))?;
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
    let descriptor: SecurityDescriptor = document::read(text, STRUCTURED)?;
    Ok(Found { form: Form::Json, is_member: false, content: Content::Model(Box::new(descriptor)) })
}
