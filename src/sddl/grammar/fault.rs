//! The error of the grammar while it parses: one word. The rich error is made of it when parsing has failed.

use nom::IResult;
use nom::error::{ErrorKind as NomKind, ParseError};

use super::sid;
use crate::error::{Error, ErrorKind};
use crate::num::{index32, size32};
use crate::sddl::Leniency;

/// What the grammar reads: the rest of the text.
pub(crate) type Input<'a> = &'a [u8];

/// What a part of the grammar gives.
pub(crate) type Parsed<'a, T = ()> = IResult<Input<'a>, T, Fault>;

/// What is wrong, and how many bytes were left there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    left: u32,
    kind: ErrorKind,
}

impl Fault {
    #[cold]
    pub(crate) fn at(input: Input<'_>, kind: ErrorKind) -> nom::Err<Self> {
        nom::Err::Error(Self { left: size32(input.len()), kind })
    }

    /// The rich error for a fault in this text.
    #[cold]
    pub(crate) fn explain(fault: &nom::Err<Self>, text: &str) -> Error {
        let (nom::Err::Error(Self { left, kind }) | nom::Err::Failure(Self { left, kind })) = fault else {
            return Error::in_text(ErrorKind::Unexpected, text.len()..text.len(), text);
        };
        let start = text.len().saturating_sub(index32(*left));
        let rest = text.get(start..).unwrap_or_default();
        // Whatever was expected there, a NUL is the thing to name.
        let kind = if rest.starts_with('\0') { ErrorKind::UnexpectedNul } else { *kind };
        let length = match kind {
            ErrorKind::NotStrict(Leniency::SidNumberForms | Leniency::Saturation) => sid::number_length(text.as_bytes(), start),
            _ => None,
        };
        let length = length.unwrap_or_else(|| extent(kind, rest));
        Error::in_text(kind, start..start.saturating_add(length), text)
    }
}

impl<'a> ParseError<Input<'a>> for Fault {
    fn from_error_kind(input: Input<'a>, _: NomKind) -> Self {
        Self { left: size32(input.len()), kind: ErrorKind::Unexpected }
    }

    fn append(_: Input<'a>, _: NomKind, other: Self) -> Self {
        other
    }

    /// The furthest failure wins.
    fn or(self, other: Self) -> Self {
        if other.left < self.left { other } else { self }
    }
}

/// The bytes of a number without its sign.
fn number(text: &str) -> usize {
    let (digits, is_digit): (&str, fn(&char) -> bool) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, char::is_ascii_hexdigit),
        None => (text, char::is_ascii_digit),
    };
    let behind = digits.find(|c| !is_digit(&c)).map_or("", |end| digits.get(end..).unwrap_or_default());
    text.len().saturating_sub(behind.len())
}

/// The number of bytes that an error of this kind underlines.
fn extent(kind: ErrorKind, rest: &str) -> usize {
    let until = |stop: fn(char) -> bool| rest.find(stop).unwrap_or(rest.len());
    let one = rest.chars().next().map_or(0, char::len_utf8);
    match kind {
        ErrorKind::MissingColon
        | ErrorKind::MissingSemicolon
        | ErrorKind::MissingParenthesis
        | ErrorKind::MissingField
        | ErrorKind::MissingSid
        | ErrorKind::SidTooShort
        | ErrorKind::ExpectedOperand
        | ErrorKind::ExpectedLiteral
        | ErrorKind::ExpectedOperator
        | ErrorKind::InputTooLong
        | ErrorKind::TooManyAces
        | ErrorKind::AceTooLarge
        | ErrorKind::AclTooLarge => 0,
        ErrorKind::UnknownSection
        | ErrorKind::LowerCaseSection
        | ErrorKind::DuplicateSection
        | ErrorKind::NotStrict(Leniency::SectionOrder) => one.saturating_add(1).min(rest.len()),
        ErrorKind::UnknownRight | ErrorKind::UnknownAceFlag | ErrorKind::UnknownAlias | ErrorKind::AliasNeedsDomain => rest
            .char_indices()
            .take(2)
            .take_while(|(_, c)| !";()".contains(*c))
            .map(|(at, c)| at.saturating_add(c.len_utf8()))
            .last()
            .unwrap_or(0),
        ErrorKind::NotASid
        | ErrorKind::UnknownAceType
        | ErrorKind::MisplacedAceType
        | ErrorKind::BadGuid
        | ErrorKind::MisplacedGuid => until(|c| ";()".contains(c)),
        ErrorKind::SidTooLong | ErrorKind::SidAuthority | ErrorKind::LocalAttribute | ErrorKind::UnknownAttributeType => {
            until(|c| !(c.is_alphanumeric() || c == '_' || c == ':')).max(one)
        }
        // A sign and the digits.
        ErrorKind::IntegerRange => rest.find(|c: char| !(c.is_alphanumeric() || "+-".contains(c))).unwrap_or(rest.len()),
        ErrorKind::NotStrict(Leniency::NumberForms | Leniency::Saturation) => number(rest).max(one),
        ErrorKind::UnterminatedString => rest.len(),
        _ => one,
    }
}
