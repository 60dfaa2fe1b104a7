//! What else is public among the arguments: identifiers, ATRs. Errors show the place.

use aclavis::card::{Atr, CardContext, Uuid};
use aclavis::{Error, ErrorKind};

use crate::failure::Failure;
use crate::forms::hex;
use crate::problem::{Problem, Within};

/// An error of the core in a text that is shown.
pub(super) fn problem(error: &Error, text: &str) -> Problem {
    let at = |span| Problem::of(error).at(span, Within::Text(text.to_owned()));
    match error.size() {
        Some(_) => at(0..text.len()),
        None if error.has_place() => at(error.span()),
        None => Problem::of(error),
    }
}

/// The card that is meant.
pub(super) fn card<'a>(id: &str, key_version: u32, system: Option<&'a str>) -> Result<CardContext<'a>, Failure> {
    let system = system.unwrap_or_default();
    let card = CardContext::new(uuid("--card-id", id)?, key_version);
    card.of_system(system).map_err(|error| Failure::input("--system")(Problem::of(&error)))
}

/// An identifier.
pub(super) fn uuid(option: &str, text: &str) -> Result<Uuid, Failure> {
    text.parse().map_err(|error| Failure::input(option)(problem(&error, text)))
}

/// An ATR in hexadecimal digits.
pub(super) fn atr(text: &str) -> Result<Atr, Problem> {
    Atr::from_hex(text).map_err(|error| match error.kind() {
        ErrorKind::BadHex => problem(&error, text),
        _ if !error.has_place() => problem(&error, text),
        kind => {
            let span = of_bytes(text, &error);
            let problem = Problem::of(&error).at(span, Within::Text(text.to_owned()));
            if kind == ErrorKind::AtrCheckByte { problem.note(right_check_byte(text)) } else { problem }
        }
    })
}

/// The digits of the bytes that an error is about.
fn of_bytes(text: &str, error: &Error) -> std::ops::Range<usize> {
    let digits = || text.char_indices().filter(|(_, c)| c.is_ascii_hexdigit()).map(|(at, _)| at);
    let of_byte = |byte: usize| digits().nth(byte.saturating_mul(2)).unwrap_or(text.len());
    let last = error.span().end.saturating_mul(2).checked_sub(1).and_then(|digit| digits().nth(digit));
    let start = of_byte(error.span().start);
    start..last.map_or(start, |last| last.saturating_add(1)).max(start)
}

/// The check byte that would be right: the exclusive or of what it covers.
fn right_check_byte(text: &str) -> String {
    let bytes = hex::decode(text).unwrap_or_default();
    let covered = bytes.get(1..bytes.len().saturating_sub(1)).unwrap_or_default();
    format!("{:02X} would be right", covered.iter().fold(0, |sum, byte| sum ^ byte))
}
