//! What must hold for every input: the properties that fuzz targets and property tests check, as functions (feature `oracle`).
//!
//! ```
//! use aclavis::oracle;
//! for text in ["O:SYD:(A;;RC;;;WD)", "D:(A;;ZZ;;;WD)", "no descriptor at all"] {
//!     assert_eq!(oracle::text_parse(text), Ok(()));
//!     assert_eq!(oracle::text_round_trip(text), Ok(()));
//! }
//! assert_eq!(oracle::binary_parse(&[1, 0, 4, 128]), Ok(()));
//! ```
//!
//! Each takes an input, good or bad, and gives a [`Violation`] when this crate contradicts itself about it. None panics. They need
//! no recorded answer: two ways to the same thing must agree, what was written must be read again, nothing may be lost.
//!
//! | input | properties |
//! |---|---|
//! | text | [`text_parse`], [`text_round_trip`] |
//! | bytes | [`binary_parse`], [`binary_round_trip`] |
//! | a condition or attribute, text or bytes | [`condition_parse`], and with a token [`evaluation`] |
//! | a descriptor | [`descriptor_round_trip`], and what of it has a text: [`expressible`] |
//! | descriptor, token, rights | [`access`] |
//! | descriptors of parent and child, creator, flags | [`inheritance`] |
//! | texts and bytes of cards, rules for PINs | those of `card`, with the feature of that name |
//!
//! Their texts may change; which property it is that does not hold, [`Violation::property`] says.

mod access;
mod binary;
#[cfg(feature = "card")]
pub mod card;
mod condition;
mod descriptor;
mod evaluation;
mod expressible;
mod inheritance;
mod outline;
mod syntax;
mod text;

use alloc::format;
use alloc::string::String;
use core::fmt;

pub use access::access;
pub use binary::{binary_parse, binary_round_trip};
pub use condition::condition_parse;
pub use descriptor::descriptor_round_trip;
pub use evaluation::evaluation;
pub use expressible::expressible;
pub use inheritance::inheritance;
pub use text::{text_parse, text_round_trip};

use crate::sddl::{Limits, ParseOptions, PrintOptions};
use crate::sid::{DomainSids, Sid};

/// A property that does not hold. It prints the property and what contradicts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    property: &'static str,
    detail: String,
}

impl Violation {
    fn new(property: &'static str, detail: String) -> Self {
        Self { property, detail }
    }

    /// What should hold.
    #[must_use]
    pub fn property(&self) -> &'static str {
        self.property
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.property, self.detail)
    }
}

impl core::error::Error for Violation {}

/// What a property's check gives.
type Checked = Result<(), Violation>;

/// Two ways to the same thing.
fn same<T: PartialEq + fmt::Debug>(property: &'static str, one: &T, other: &T) -> Checked {
    if one == other { Ok(()) } else { Err(Violation::new(property, format!("{one:?} is not {other:?}"))) }
}

/// A condition that must hold.
fn holds(property: &'static str, condition: bool, detail: impl fmt::Debug) -> Checked {
    if condition { Ok(()) } else { Err(Violation::new(property, format!("{detail:?}"))) }
}

/// A domain, so that relative aliases are in reach.
fn domains() -> DomainSids {
    Sid::new(5, &[21, 1_004_336_348, 1_177_238_915, 682_003_330]).map_or_else(DomainSids::default, DomainSids::all)
}

fn windows() -> ParseOptions {
    ParseOptions::windows().with_domains(domains())
}

fn strict() -> ParseOptions {
    ParseOptions::strict().with_domains(domains())
}

fn printing() -> PrintOptions {
    PrintOptions::new().with_domains(domains())
}

/// Limits that small inputs exceed.
const TIGHT: Limits = Limits { input: 400, aces: 3, nesting: 3, steps: 20 };
