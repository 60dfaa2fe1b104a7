//! A record: a JSON object whose fields are read when they are asked for.

use aclavis::{DomainSids, ParseOptions, Sid};
use clap::ValueEnum;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::fields::Fields;
use crate::args::InputForm;
use crate::document;
use crate::forms::{self, Found};
use crate::problem::{Problem, Within};

/// A record of a batch, or a document that has the same fields.
pub(crate) struct Record<'a> {
    fields: Fields<'a>,
}

impl<'a> Record<'a> {
    /// Reads the object of a line.
    pub(super) fn of_line(line: &'a [u8]) -> Result<Self, Problem> {
        let text = std::str::from_utf8(line)
            .map_err(|error| Self::bad(format!("record is no UTF-8 at byte {}", error.valid_up_to())))?;
        if text.trim().is_empty() {
            return Err(Self::bad("record is blank"));
        }
        let fields = serde_json::from_str(text).map_err(|error| {
            let at = document::offset(&error, text);
            Self::bad("record is no JSON object").at(at..at, Within::Text(text.to_owned()))
        });
        Self::of_fields(fields?)
    }

    /// Reads a document with the same fields.
    pub(crate) fn of_document(text: &'a str) -> Result<Self, Problem> {
        Self::of_fields(document::read(text, "an object")?)
    }

    fn of_fields(fields: Fields<'a>) -> Result<Self, Problem> {
        match &fields.repeated {
            Some(name) => Err(Self::bad(format!("field `{}` occurs more than once", name.escape_debug()))),
            None => Ok(Self { fields }),
        }
    }

    /// A record that cannot be used.
    pub(crate) fn bad(message: impl Into<Box<str>>) -> Problem {
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

    /// A field that must be what `what` says, if it is there.
    pub(crate) fn get<T: Deserialize<'a>>(&self, field: &str, what: &str) -> Result<Option<T>, Problem> {
        let read = |value: &'a RawValue| {
            serde_json::from_str(value.get()).map_err(|_| Self::bad(format!("field `{field}` is not {what}")))
        };
        self.value(field).map(read).transpose()
    }

    /// A field that must be there and be what `what` says.
    pub(crate) fn required<T: Deserialize<'a>>(&self, field: &str, what: &str) -> Result<T, Problem> {
        self.get(field, what)?.ok_or_else(|| Self::missing(field))
    }

    /// A record without a field that it needs.
    pub(crate) fn missing(field: &str) -> Problem {
        Self::bad(format!("field `{field}` is missing"))
    }

    /// A field with parts of its own, if it is there. What is wrong with them is said.
    pub(crate) fn parts<T: Deserialize<'a>>(&self, field: &str) -> Result<Option<T>, Problem> {
        let read = |value: &'a RawValue| {
            serde_json::from_str(value.get()).map_err(|error| Self::bad(format!("field `{field}`: {}", document::reason(&error))))
        };
        self.value(field).map(read).transpose()
    }

    /// A field with the name of a value of a command-line option.
    pub(crate) fn choice<T: ValueEnum>(&self, field: &str) -> Result<Option<T>, Problem> {
        let name: Option<String> = self.get(field, "a string")?;
        let value = |name: String| T::from_str(&name, false).map_err(|_| Self::unknown_value(field, &name));
        name.map(value).transpose()
    }

    /// A field with a name that means nothing there.
    pub(crate) fn unknown_value(field: &str, name: &str) -> Problem {
        Self::bad(format!("field `{field}` has the unknown value `{}`", name.escape_debug()))
    }

    /// A field that is a SID, or an alias.
    pub(crate) fn sid(&self, field: &str, options: &ParseOptions) -> Result<Option<Sid>, Problem> {
        let text: Option<String> = self.get(field, "a SID")?;
        let parse = |text: String| Sid::parse(&text, options).map_err(|error| Self::wrong(field, &error));
        text.map(parse).transpose()
    }

    /// A field with which the core finds something wrong.
    pub(crate) fn wrong(field: &str, error: &aclavis::Error) -> Problem {
        Problem::of(error).about(format_args!("field `{field}`"))
    }

    /// The SIDs of the domains; what the record does not say is as on the command line.
    pub(crate) fn domains(&self, defaults: DomainSids) -> Result<DomainSids, Problem> {
        let sid = |field: &str, default: Option<Sid>| {
            let text: Option<String> = self.get(field, "a SID")?;
            let parse =
                |text: String| text.parse().map_err(|error: aclavis::Error| Self::bad(format!("field `{field}`: {error}")));
            Ok(text.map(parse).transpose()?.or(default))
        };
        Ok(DomainSids {
            machine: sid("machine", defaults.machine)?,
            domain: sid("domain", defaults.domain)?,
            forest: sid("forest", defaults.forest)?,
        })
    }

    /// A field that is a descriptor, if it is there: a string, or an object in the structured form.
    pub(crate) fn descriptor<T>(
        &self,
        field: &str,
        form: Option<InputForm>,
        read: impl FnOnce(Found<'_>) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        let object = self.value(field).map(RawValue::get).filter(|value| value.starts_with('{'));
        if let (Some(InputForm::Json) | None, Some(object)) = (form, object) {
            return read(forms::open_text(object, Some(InputForm::Json))?).map(Some);
        }
        let text: Option<String> = self.get(field, "a string")?;
        text.map(|text| read(forms::open_text(&text, form)?)).transpose()
    }
}
