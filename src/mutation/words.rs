//! Words of texts: such as mean something somewhere, and such as nearly do.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use arbitrary::{Result, Unstructured};

use crate::arbitrary_impl::OPERATORS;
use crate::rights::{COMPOSITES, LETTERS};
use crate::sid::alias::ALIASES;

/// Sections, ACEs and their delimiters.
const STRUCTURE: [&str; 24] = [
    "O:",
    "G:",
    "D:",
    "S:",
    "d:",
    "D:P",
    "S:AI",
    "AR",
    "NO_ACCESS_CONTROL",
    "D:NO_ACCESS_CONTROL",
    "(",
    ")",
    ";",
    ";;",
    "()",
    "((",
    "))",
    "(A;;GA;;;WD)",
    "(AU;SAFA;FA;;;WD)",
    "(OA;;CR;;;WD)",
    "(ML;;NW;;;HI)",
    "(XA;;;;;WD;(a))",
    "(RA;;;;;WD;(\"a\",TU,0x0,1))",
    ";;;;;WD)",
];

/// Types of ACEs and flags, known and unknown.
const TYPES: [&str; 24] = [
    "A", "D", "AU", "AL", "OA", "OD", "OU", "OL", "XA", "XD", "ZA", "XU", "ML", "RA", "SP", "TL", "FL", "ZZ", "OI", "CI", "NP",
    "IO", "ID", "TP",
];

/// SIDs and GUIDs, some of them malformed.
const NAMES: [&str; 14] = [
    "S-1-1-0",
    "S-1-5-32-544",
    "S-1-",
    "S-1-5",
    "S- 1- 5-18",
    "s-1-0x5-32",
    "S-0x1-5-20",
    "S-1-281474976710656-1",
    "S-2-1-0",
    "S-1-5-21-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
    "S-1-5-4294967296",
    "bf967aba-0de6-11d0-a285-00aa003049e2",
    "{bf967aba-0de6-11d0-a285-00aa003049e2}",
    "BR",
];

/// Parts of conditions.
const CONDITION: [&str; 20] = [
    "(a)",
    "!(",
    "!",
    "!!",
    "(a && b)",
    " || ",
    "@User.",
    "@Foo.",
    "@Resource.a",
    "{",
    "}",
    "{1, \"a\"}",
    "SID(BA)",
    "SID(",
    "\"",
    "\"a\"",
    "#0",
    "%0020",
    "%",
    ",",
];

/// Characters that are somewhere white space, or nowhere.
const CHARACTERS: [&str; 8] = [" ", "\t", "\n", "\0", "\u{a0}", "\u{e9}", "\u{1f5dd}", "\\"];

/// A word of any kind.
pub(super) fn word(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(match u.int_in_range(0..=15_u8)? {
        0..=2 => (*u.choose(&STRUCTURE)?).to_owned(),
        3 | 4 => (*u.choose(&TYPES)?).to_owned(),
        5 | 6 => (*u.choose(&NAMES)?).to_owned(),
        7 | 8 => (*u.choose(&CONDITION)?).to_owned(),
        9 => format!(" {} ", u.choose(&OPERATORS)?.text()),
        10 | 11 => letters(u)?,
        12 => (*u.choose(&CHARACTERS)?).to_owned(),
        _ => number(u)?,
    })
}

/// Two letters: an alias, a right, or any.
pub(super) fn letters(u: &mut Unstructured<'_>) -> Result<String> {
    let letters = match u.int_in_range(0..=3_u8)? {
        0 => u.choose(&ALIASES)?.letters,
        1 => u.choose(&LETTERS)?.0,
        2 => u.choose(&COMPOSITES)?.0,
        _ => [u.int_in_range(b'A'..=b'Z')?, u.int_in_range(b'A'..=b'Z')?],
    };
    Ok(letters.into_iter().map(char::from).collect())
}

/// A number in any spelling: decimal, octal, hexadecimal, signed, at a boundary, too long.
pub(super) fn number(u: &mut Unstructured<'_>) -> Result<String> {
    let value: i128 = match u.int_in_range(0..=4_u8)? {
        0 => u.int_in_range(0..=9)?,
        1 => u.arbitrary::<u32>()?.into(),
        2 => i128::from(u32::MAX).saturating_add(u.int_in_range(-1..=1)?),
        3 => i128::from(u64::MAX).saturating_add(u.int_in_range(-1..=1)?),
        _ => i128::from(i64::MAX).saturating_add(u.int_in_range(-1..=2)?),
    };
    let sign = *u.choose(&["", "", "", "-", "+", "--"])?;
    Ok(match u.int_in_range(0..=4_u8)? {
        0 | 1 => format!("{sign}{value}"),
        2 => format!("{sign}{value:#x}"),
        3 => format!("{sign}0{value:o}"),
        _ => format!("{sign}0X{value:040X}"),
    })
}
