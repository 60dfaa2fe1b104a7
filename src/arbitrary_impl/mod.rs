//! Valid values made of a fuzzer's bytes, with what is ordinary more often than chance would have it.

mod ace;
mod attribute;
mod condition;
mod creation;
mod descriptor;
#[cfg(all(feature = "card", feature = "oracle"))]
mod pin;
mod token;
mod values;

pub(crate) use condition::OPERATORS;
pub(crate) use descriptor::ace_of_list;

use arbitrary::{Result, Unstructured};

/// True in one of `of` cases; never when the bytes are used up.
fn rarely(u: &mut Unstructured<'_>, of: u8) -> Result<bool> {
    Ok(u.int_in_range(1..=of)? == of)
}

/// Few bytes, mostly none.
fn few_bytes(u: &mut Unstructured<'_>) -> Result<alloc::vec::Vec<u8>> {
    let length = if rarely(u, 4)? { u.int_in_range(1..=24)? } else { 0 };
    (0..length).map(|_| u.arbitrary()).collect()
}

/// UTF-16 without NULs: ordinary letters, characters that names escape, anything.
fn units(u: &mut Unstructured<'_>, from: usize) -> Result<alloc::vec::Vec<u16>> {
    const UNUSUAL: [u16; 8] = [0x20, 0x22, 0x25, 0x2c, 0x40, 0xe9, 0x20ac, 0xd83d];
    let length = u.int_in_range(from..=8)?;
    let unit = |u: &mut Unstructured<'_>| match u.int_in_range(0..=9_u8)? {
        0..=7 => u.int_in_range(0x61..=0x7a),
        8 => u.choose(&UNUSUAL).copied(),
        _ => u.int_in_range(1..=u16::MAX),
    };
    (0..length).map(|_| unit(u)).collect()
}

/// A name or a string: one of few, so that some are the same, or any.
fn word(u: &mut Unstructured<'_>, from: usize) -> Result<alloc::vec::Vec<u16>> {
    if u.arbitrary()? { Ok(u.choose(&["a", "A", "b", "PM", "level"])?.encode_utf16().collect()) } else { units(u, from) }
}

/// A number: one of few, so that some are the same, or any.
fn number(u: &mut Unstructured<'_>) -> Result<i64> {
    match u.int_in_range(0..=3_u8)? {
        0 | 1 => u.int_in_range(-1..=3),
        2 => u.int_in_range(-2..=100),
        _ => u.arbitrary(),
    }
}
