//! The forms in which descriptors come, found by their shape.

pub(crate) mod base64;
pub(crate) mod hex;
mod json;
mod ldif;
mod reg;
pub(crate) mod text;

use std::borrow::Cow;

use aclavis::{DescriptorRef, ParseOptions, SecurityDescriptor};
use serde::Serialize;

use crate::args::InputForm;
use crate::problem::{Problem, Within};

/// Bytes of the smallest binary form.
const SMALLEST: usize = 20;

/// The form of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    Raw,
    Sddl,
    Json,
    Reg,
    Ldif,
    Hex,
    Base64,
}

/// An input without its wrapping.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    /// SDDL.
    Text(Cow<'a, str>),
    /// The self-relative binary form.
    Bytes(Cow<'a, [u8]>),
    /// The structured form, read already.
    Model(Box<SecurityDescriptor>),
}

/// An input whose form is known.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    /// The form, of a JSON document's member that of the member.
    pub(crate) form: Form,
    /// Whether it is the member of a JSON document.
    pub(crate) is_member: bool,
    /// What is inside.
    pub(crate) content: Content<'a>,
}

/// A descriptor as it was read.
pub(crate) struct Read {
    /// The descriptor.
    pub(crate) descriptor: SecurityDescriptor,
    /// NUL characters at the end of its text.
    pub(crate) trailing_nuls: usize,
}

impl<'a> Found<'a> {
    fn bytes(form: Form, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { form, is_member: false, content: Content::Bytes(bytes.into()) }
    }

    fn sddl(text: impl Into<Cow<'a, str>>) -> Self {
        Self { form: Form::Sddl, is_member: false, content: Content::Text(text.into()) }
    }

    /// Whether the input has nothing in it, not even an empty member of a document.
    pub(crate) fn is_empty(&self) -> bool {
        !self.is_member && matches!(&self.content, Content::Text(text) if core_of(text).is_empty())
    }

    /// Reads the descriptor.
    pub(crate) fn read(self, options: &ParseOptions) -> Result<Read, Problem> {
        let is_member = self.is_member;
        let read = self.read_content(options);
        read.map_err(|problem| if is_member { problem.note("in the member `SecurityDescriptor`") } else { problem })
    }

    fn read_content(self, options: &ParseOptions) -> Result<Read, Problem> {
        match self.content {
            Content::Text(text) => match SecurityDescriptor::parse_text(&text, options) {
                Ok(parsed) => Ok(Read { descriptor: parsed.descriptor, trailing_nuls: parsed.trailing_nuls }),
                Err(error) => Err(Problem::in_text(&error, &text)),
            },
            Content::Bytes(bytes) => match DescriptorRef::parse_with(&bytes, options.limits()) {
                Ok(view) => Ok(Read { descriptor: view.to_descriptor(), trailing_nuls: 0 }),
                Err(error) => Err(Problem::in_bytes(&error, &bytes).note(format!("read as {}", self.form.name()))),
            },
            Content::Model(descriptor) => Ok(Read { descriptor: *descriptor, trailing_nuls: 0 }),
        }
    }

    /// The same without borrowing from the input.
    fn into_owned(self) -> Found<'static> {
        let content = match self.content {
            Content::Text(text) => Content::Text(text.into_owned().into()),
            Content::Bytes(bytes) => Content::Bytes(bytes.into_owned().into()),
            Content::Model(model) => Content::Model(model),
        };
        Found { form: self.form, is_member: self.is_member, content }
    }
}

impl Form {
    /// The form's name in a sentence.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw bytes",
            Self::Sddl => "SDDL",
            Self::Json => "JSON",
            Self::Reg => "a .reg hex list",
            Self::Ldif => "an LDIF value",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }
}

/// Names and bytes of the binary values in a file.
type Values = Vec<(String, Vec<u8>)>;

/// Takes an input in the form that the caller names, or finds its form. Line ends around a text are no part of it.
pub(crate) fn open(bytes: &[u8], form: Option<InputForm>) -> Result<Found<'_>, Problem> {
    if form.is_none() && bytes.first() == Some(&1) {
        return Ok(Found::bytes(Form::Raw, bytes));
    }
    let line_ends = ['\r', '\n'];
    match text::of_bytes(bytes)? {
        Cow::Borrowed(text) => open_text(text.trim_matches(line_ends), form),
        Cow::Owned(text) => open_text(text.trim_matches(line_ends), form).map(Found::into_owned),
    }
}

/// Takes a text in the form that the caller names, or finds its form.
pub(crate) fn open_text(text: &str, form: Option<InputForm>) -> Result<Found<'_>, Problem> {
    Ok(match form {
        None => return detect(text),
        Some(InputForm::Sddl) => Found::sddl(text),
        Some(InputForm::Hex) => Found::bytes(Form::Hex, hex::decode(text).map_err(|malformed| malformed.problem(text))?),
        Some(InputForm::Base64) => Found::bytes(Form::Base64, base64::decode(text).map_err(|malformed| malformed.problem(text))?),
        Some(InputForm::Json) => json::structured(text)?,
    })
}

fn detect(text: &str) -> Result<Found<'_>, Problem> {
    let core = core_of(text);
    if core.is_empty() || opens_section(core) {
        return Ok(Found::sddl(text));
    }
    if core.starts_with(['{', '[']) {
        return json::document(core);
    }
    if let Some(values) = reg::values(core) {
        return one_of(values?).map(|bytes| Found::bytes(Form::Reg, bytes));
    }
    if let Some(values) = ldif::values(core) {
        return one_of(values?).map(|bytes| Found::bytes(Form::Ldif, bytes));
    }
    if let Ok(bytes) = hex::decode(core)
        && may_be_descriptor(&bytes)
    {
        return Ok(Found::bytes(Form::Hex, bytes));
    }
    if let Ok(bytes) = base64::decode(core)
        && may_be_descriptor(&bytes)
    {
        return Ok(Found::bytes(Form::Base64, bytes));
    }
    if core.contains([':', ';', '(']) { Ok(Found::sddl(text)) } else { Err(unknown_form(core)) }
}

/// A text without the blanks and NULs around it.
fn core_of(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\0')
}

/// What was tried, and why it does not fit.
fn unknown_form(text: &str) -> Problem {
    let tried = |name: &str, decoded: Result<Vec<u8>, Malformed>| match decoded {
        Ok(bytes) => format!("{name}: {} bytes, which are too few, and the first is not 0x01", bytes.len()),
        Err(malformed) => format!("{name}: {}", malformed.message),
    };
    Problem::new("unknown-form", "this is no form of a descriptor")
        .at(0..0, Within::Text(text.to_owned()))
        .expecting("SDDL, hex, base64, a .reg hex list, an LDIF value, JSON, or raw bytes")
        .note("SDDL: no section such as `D:`")
        .note(tried("hex", hex::decode(text)))
        .note(tried("base64", base64::decode(text)))
        .note("JSON: no `{` or `[` at the start; .reg: no line with `hex:`; LDIF: no line with `::`; raw: the first byte is not 0x01")
        .hinting("`@PATH` names a file, `-` is standard input")
}

/// Whether a text opens with the letter of a section in either case, blanks and a colon.
fn opens_section(text: &str) -> bool {
    text.strip_prefix(['O', 'G', 'D', 'S', 'o', 'g', 'd', 's']).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// Whether bytes are worth being read as a descriptor, if only to say what is wrong with them.
fn may_be_descriptor(bytes: &[u8]) -> bool {
    bytes.first() == Some(&1) || bytes.len() >= SMALLEST
}

/// The only value, or the only one that looks like a descriptor.
fn one_of(mut values: Values) -> Result<Vec<u8>, Problem> {
    if values.len() > 1 {
        values.retain(|(_, bytes)| matches!(bytes.as_slice(), [1, _, _, 0x80..=0xff, ..]) && bytes.len() >= SMALLEST);
    }
    match values.as_mut_slice() {
        [(_, only)] => Ok(std::mem::take(only)),
        [] => Err(Problem::new("unknown-form", "none of the values is a descriptor")),
        several => {
            let names: Vec<_> = several.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(ambiguous(&names.join(", ")))
        }
    }
}

/// More than one descriptor where one is asked for.
fn ambiguous(what: &str) -> Problem {
    Problem::new("ambiguous-input", format!("more than one descriptor: {what}")).expecting("one descriptor")
}

/// Why a text is not in the form of binary digits.
#[derive(Debug)]
pub(crate) struct Malformed {
    code: &'static str,
    message: String,
    expected: &'static str,
    at: std::ops::Range<usize>,
}

impl Malformed {
    pub(crate) fn problem(self, text: &str) -> Problem {
        Problem::new(self.code, self.message).at(self.at, Within::Text(text.to_owned())).expecting(self.expected)
    }
}
