//! The members of a body's object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::strict::{Strict, TWICE};
use crate::http::problem::Problem;

/// The members of a JSON object. Their names are compared without regard to the case of ASCII letters. Its `Debug` output shows the
/// names only.
#[derive(Clone)]
pub struct Members(Vec<(&'static str, Value)>);

impl Members {
    /// Reads the body of a route that has these members.
    ///
    /// # Errors
    ///
    /// The body is not JSON or no object, has an unknown member, or one twice; an object inside of it has a name twice. No message has a
    /// value.
    pub fn parse(bytes: &[u8], known: &[&'static str]) -> Result<Self, Problem> {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let object = Object.deserialize(&mut deserializer).and_then(|object| deserializer.end().map(|()| object));
        let mut members = Self(Vec::new());
        for (name, value) in object.map_err(|error| refused(&error))? {
            let known = *known.iter().find(|known| known.eq_ignore_ascii_case(&name)).ok_or_else(|| unknown(&name, known))?;
            if members.any(known).is_some() {
                return Err(Problem::bad_request("repeated-member", format!("the member `{known}` is given twice")));
            }
            members.0.push((known, value));
        }
        Ok(members)
    }

    /// A text that must be there.
    ///
    /// # Errors
    ///
    /// It is missing, or no text.
    pub fn text(&self, name: &str) -> Result<&str, Problem> {
        self.optional_text(name)?.ok_or_else(|| Problem::bad_request("missing-member", format!("the member `{name}` is missing")))
    }

    /// A text that may be there.
    ///
    /// # Errors
    ///
    /// It is no text.
    pub fn optional_text(&self, name: &str) -> Result<Option<&str>, Problem> {
        self.value(name).map(|value| value.as_str().ok_or_else(|| Self::wrong_type(name, "a string"))).transpose()
    }

    /// What is there, of any type. `null` is as good as nothing.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.any(name).filter(|value| !value.is_null())
    }

    /// What to say of a member of a wrong type; `expected` as in `a string`.
    #[must_use]
    pub fn wrong_type(name: &str, expected: &str) -> Problem {
        Problem::bad_request("bad-member", format!("the member `{name}` must be {expected}"))
    }

    /// What is there, `null` too.
    fn any(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// What to say of a body that is not JSON, or not an object. The error's own text may quote a value.
fn refused(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Data if error.to_string().starts_with(TWICE) => {
            Problem::bad_request("repeated-member", format!("an object has a name twice, at line {line}, column {column}"))
        }
        Category::Data => Problem::bad_request("bad-body", "the body must be a JSON object"),
        Category::Syntax | Category::Eof | Category::Io => {
            Problem::bad_request("bad-json", format!("the body is not JSON at line {line}, column {column}"))
        }
    }
}

/// A member that the route does not have.
fn unknown(name: &str, known: &[&str]) -> Problem {
    let name = name.escape_debug();
    let message = match known {
        [] => format!("unknown member `{name}`, the route has none"),
        known => format!("unknown member `{name}`, known are `{}`", known.join("`, `")),
    };
    Problem::bad_request("unknown-member", message)
}

/// Reads all that an object says, twice too.
struct Object;

impl<'de> DeserializeSeed<'de> for Object {
    type Value = Vec<(String, Value)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object {
    type Value = Vec<(String, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = entries.next_key()? {
            members.push((name, entries.next_value_seed(Strict)?));
        }
        Ok(members)
    }
}
