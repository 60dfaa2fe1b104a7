//! Structure-aware generation and mutation: descriptors that are valid, and such as are nearly so (feature `arbitrary`).
//!
//! ```
//! use aclavis::mutation::{NearlyValidBytes, NearlyValidText, ValidText};
//! use aclavis::{DescriptorRef, SecurityDescriptor};
//! use arbitrary::{Arbitrary, Unstructured};
//!
//! // Noise, always the same.
//! let noise: Vec<u8> = (0..64_u32 << 10).map(|n| (n.wrapping_mul(0x9e37_79b9) >> 13) as u8).collect();
//! let mut u = Unstructured::new(&noise);
//! let (mut accepted, mut refused) = (0, 0);
//! while !u.is_empty() {
//!     let valid = ValidText::arbitrary(&mut u)?;
//!     assert!(valid.as_str().parse::<SecurityDescriptor>().is_ok());
//!
//!     let text = NearlyValidText::arbitrary(&mut u)?;
//!     let bytes = NearlyValidBytes::arbitrary(&mut u)?;
//!     for good in [text.as_str().parse::<SecurityDescriptor>().is_ok(), DescriptorRef::parse(bytes.as_bytes()).is_ok()] {
//!         *(if good { &mut accepted } else { &mut refused }) += 1;
//!     }
//! }
//! assert!(accepted > 0 && refused > accepted);
//! # Ok::<(), arbitrary::Error>(())
//! ```
//!
//! Bytes at random hardly ever come as far as a condition inside an ACE. These inputs start from a valid descriptor; then one to
//! four edits make sizes, counts, offsets, letters, numbers and parentheses wrong, in places that mean something.
//! A fuzzer's bytes or a seeded generator's decide what comes out, and the same bytes give the same.
//!
//! | | valid | nearly valid | made of another one |
//! |---|---|---|---|
//! | text | [`ValidText`] | [`NearlyValidText`] | [`mutated_text`] |
//! | bytes | any [`SecurityDescriptor`](crate::SecurityDescriptor), which is `Arbitrary` | [`NearlyValidBytes`] | [`mutated_bytes`] |
//!
//! The last column is for fuzzers that keep a corpus. With the same feature these are `Arbitrary`, too: SIDs, GUIDs, masks, ACEs,
//! conditions, resource attributes, claims and tokens, all of them valid.

mod bytes;
mod fields;
mod model;
mod pieces;
mod text;
mod valid;
mod words;

pub use bytes::{NearlyValidBytes, mutated_bytes};
pub use text::{NearlyValidText, mutated_text};
pub use valid::ValidText;

use arbitrary::{Result, Unstructured};

/// The most edits of one mutation.
const EDITS: u8 = 4;

/// Makes one edit or a few, one more often than several.
fn edits(u: &mut Unstructured<'_>, mut edit: impl FnMut(&mut Unstructured<'_>) -> Result<()>) -> Result<()> {
    let most = u.int_in_range(1..=EDITS)?;
    let count = u.int_in_range(1..=most)?;
    (0..count).try_for_each(|_| edit(u))
}

/// A place in something that has so many; `None` when it has none.
fn place(u: &mut Unstructured<'_>, count: usize) -> Result<Option<usize>> {
    count.checked_sub(1).map(|last| u.int_in_range(0..=last)).transpose()
}
