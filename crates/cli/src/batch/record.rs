//! A record: a JSON object whose fields are read when they are asked for.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::fields::Fields;
use crate::problem::{Problem, Within};

/// A record of a batch.
pub(crate) struct Record<'a> {
    fields: Fields<'a>,
}

impl<'a> Record<'a> {
    /// Reads the object of a line.
    pub(super) fn read(line: &'a [u8]) -> Result<Self, Problem> {
        let text = std::str::from_utf8(line)
            .map_err(|error| Self::bad(format!("record is no UTF-8 at byte {}", error.valid_up_to())))?;
        if text.trim().is_empty() {
            return Err(Self::bad("record is blank"));
        }
        let fields: Fields<'a> = serde_json::from_str(text).map_err(|error| {
            let at = error.column().saturating_sub(1).min(text.len());
            Self::bad("record is no JSON object").at(at..at, Within::Text(text.to_owned()))
        })?;
        match &fields.repeated {
            Some(name) => Err(Self::bad(format!("field `{}` occurs more than once", name.escape_debug()))),
            None => Ok(Self { fields }),
        }
    }

    /// A record that cannot be used.
    pub(crate) fn bad(message: impl Into<String>) -> Problem {
        Problem::new("bad-record", message)
    }

    /// The field `id`, which goes into the result as it is.
    pub(super) fn id(&self) -> Option<&'a RawValue> {
        self.value("id")
    }

    /// The value of a field; absent and null are the same.
    fn value(&self, field: &str) -> Option<&'a RawValue> {
        self.fields.values.get(field).copied().filter(|value| value.get() != "null")
    }

    /// The text of a field that is an object.
    pub(crate) fn object(&self, field: &str) -> Option<&'a str> {
        self.value(field).map(RawValue::get).filter(|value| value.starts_with('{'))
    }

    /// A field that must be what `what` says, if it is there.
    pub(crate) fn get<T: Deserialize<'a>>(&self, field: &str, what: &str) -> Result<Option<T>, Problem> {
        let read = |value: &'a RawValue| {
            serde_json::from_str(value.get()).map_err(|_| Self::bad(format!("field `{field}` is not {what}")))
        };
        self.value(field).map(read).transpose()
    }
}
