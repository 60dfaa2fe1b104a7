//! What is wrong with an input.

use std::fmt::Display;
use std::ops::Range;

use aclavis::{Error, ErrorKind};
use serde::Serialize;

/// `ERROR_INVALID_PARAMETER`, the Win32 code for what Windows has no code for.
const INVALID_PARAMETER: u32 = 87;

/// What is wrong with an input, and where.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    /// A short stable name.
    pub(crate) code: &'static str,
    /// One short sentence.
    pub(crate) message: Box<str>,
    /// The bytes of the input text, or of the decoded descriptor, that are wrong.
    #[serde(flatten)]
    pub(crate) place: Option<Box<Place>>,
    /// What would have been right; empty where that says nothing.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(crate) expected: &'static str,
    /// The Win32 error for it.
    pub(crate) win32: u32,
    /// The name of the NTSTATUS for it, where the creation of an object fails with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ntstatus: Option<&'static str>,
    /// Whether the input may be right, but a limit was hit.
    #[serde(skip)]
    pub(crate) is_limit: bool,
    /// What else there is to say.
    #[serde(skip)]
    pub(crate) notes: Vec<String>,
    /// What to do about it.
    #[serde(skip)]
    pub(crate) hint: Option<&'static str>,
}

/// A place in an input.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    offset: usize,
    end: usize,
    #[serde(skip)]
    pub(crate) within: Within,
}

/// A copy of the input around which an error is shown.
#[derive(Debug)]
pub(crate) enum Within {
    /// A text.
    Text(String),
    /// The bytes of a descriptor.
    Bytes(Vec<u8>),
}

impl Place {
    /// The bytes of the input.
    pub(crate) fn span(&self) -> Range<usize> {
        self.offset..self.end
    }
}

impl Problem {
    /// A problem that the core does not know.
    pub(crate) fn new(code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self {
            code,
            message: message.into(),
            place: None,
            expected: "",
            win32: INVALID_PARAMETER,
            ntstatus: None,
            is_limit: false,
            notes: Vec::new(),
            hint: None,
        }
    }

    /// An error of the core that is about no place in an input.
    pub(crate) fn of(error: &Error) -> Self {
        Self { message: error.to_string().into(), ..Self::of_kind(error.kind()) }
    }

    /// An error of a kind that the core has, found outside of it.
    pub(crate) fn of_kind(kind: ErrorKind) -> Self {
        Self {
            expected: kind.expected(),
            win32: kind.win32(),
            ntstatus: kind.ntstatus(),
            is_limit: kind.is_limit(),
            hint: hint(kind),
            ..Self::new(kind.code(), kind.message())
        }
    }

    /// An error of the core in a text.
    pub(crate) fn in_text(error: &Error, text: &str) -> Self {
        match error.kind() {
            ErrorKind::InputTooLong => Self::of(error),
            _ => Self::of(error).at(error.span(), Within::Text(text.to_owned())),
        }
    }

    /// An error of the core in a binary form.
    pub(crate) fn in_bytes(error: &Error, bytes: &[u8]) -> Self {
        Self { hint: None, ..Self::of(error) }.at(error.span(), Within::Bytes(bytes.to_vec()))
    }

    /// The same about a part of the input that has a name.
    pub(crate) fn about(self, part: impl Display) -> Self {
        Self { message: format!("{part}: {}", self.message).into(), ..self }
    }

    /// The same at this place.
    pub(crate) fn at(mut self, span: Range<usize>, within: Within) -> Self {
        self.place = Some(Box::new(Place { offset: span.start, end: span.end, within }));
        self
    }

    /// The same with what would have been right.
    pub(crate) fn expecting(mut self, expected: &'static str) -> Self {
        self.expected = expected;
        self
    }

    /// The same with one more remark.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same with advice, unless there is some already.
    pub(crate) fn hinting(mut self, hint: &'static str) -> Self {
        self.hint.get_or_insert(hint);
        self
    }

    /// An input that is longer than a limit.
    pub(crate) fn too_long(limit: usize) -> Self {
        let kind = ErrorKind::InputTooLong;
        Self {
            expected: kind.expected(),
            win32: kind.win32(),
            is_limit: true,
            ..Self::new(kind.code(), format!("input longer than {} MiB", limit >> 20))
        }
    }
}

/// What to do about an error.
fn hint(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::AliasNeedsDomain => "give that SID with --domain, --machine or --forest; `show` can do without",
        ErrorKind::UnknownAlias | ErrorKind::MissingSid | ErrorKind::BadSid => {
            "names of accounts are not looked up, and placeholders must be filled in"
        }
        ErrorKind::NotStrict(_) => "Windows accepts it; leave out --strict to do so too",
        ErrorKind::NotExpressible => "`--to json`, `hex` and `base64` lose nothing, and `show` prints the bytes",
        _ => return None,
    })
}
