//! The integration tests: what the crate promises, from the outside.
//!
//! The modules `vectors_*` run the project's own rows in `tests/vectors/sddl`; every other module is about one thing that the
//! crate does.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod access;
mod binary;
#[cfg(feature = "card")]
mod card;
mod errors;
mod evaluation;
#[cfg(feature = "oracle")]
mod fuzz_regressions;
mod hostile;
mod inherit;
mod leniencies;
mod mistakes;
mod model;
mod parts;
#[cfg(all(feature = "oracle", feature = "arbitrary"))]
mod properties;
mod rows;
mod syntax;
mod vectors;

use aclavis::{DomainSids, Error, ParseOptions, SecurityDescriptor, Sid};

/// The machine `S-1-5-21-100-200-300`, the domain `S-1-5-21-400-500-600` and the forest `S-1-5-21-700-800-900`.
fn domains() -> DomainSids {
    let sid = |a, b, c| Sid::new(5, &[21, a, b, c]);
    DomainSids { machine: sid(100, 200, 300), domain: sid(400, 500, 600), forest: sid(700, 800, 900) }
}

/// What Windows accepts, in that domain.
fn windows() -> ParseOptions {
    ParseOptions::windows().with_domains(domains())
}

/// The canonical spelling only, in that domain.
fn strict() -> ParseOptions {
    ParseOptions::strict().with_domains(domains())
}

/// A descriptor that must be accepted.
fn descriptor(text: &str) -> SecurityDescriptor {
    SecurityDescriptor::parse(text, &windows()).unwrap_or_else(|error| panic!("{text:?}: {error:#}"))
}

/// The error of a text that must be refused.
fn refused(text: &str) -> Error {
    match SecurityDescriptor::parse(text, &windows()) {
        Ok(descriptor) => panic!("{text:?} is accepted: {descriptor:?}"),
        Err(error) => error,
    }
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The bytes of hexadecimal digits; blanks between them are for the reader.
fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').collect();
    assert!(digits.len().is_multiple_of(2), "odd number of digits: {text}");
    let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}
