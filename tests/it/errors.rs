//! What the errors of typical mistakes say, letter by letter.

mod aces;
mod conditions;
mod kinds;
mod sections;
mod sids;

use core::ops::Range;

use aclavis::{ErrorKind, sddl_to_bytes};

use crate::{refused, windows};

/// Asserts all that an error says: kind, place, short text, and what the long text says behind it.
fn assert_error(text: &str, kind: ErrorKind, span: Range<usize>, short: &str, behind: &str) {
    let error = refused(text);
    assert_eq!((error.kind(), error.span()), (kind, span), "{text:?}");
    assert_eq!(error.to_string(), short, "{text:?}");
    assert_eq!(format!("{error:#}"), format!("{short}{behind}"), "{text:?}");
    assert_eq!(sddl_to_bytes(text, &windows()), Err(error), "without a model: {text:?}");
}
