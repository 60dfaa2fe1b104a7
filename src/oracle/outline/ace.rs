//! The fields of an ACE.

use super::Seen;
use super::numbers;
use super::sid;
use crate::sddl::Leniency;

/// Letters, whether it belongs into a SACL, whether it may have GUIDs, whether a condition or attribute may follow.
const TYPES: [(&str, bool, bool, bool); 17] = [
    ("A", false, false, false),
    ("D", false, false, false),
    ("OA", false, true, false),
    ("OD", false, true, false),
    ("XA", false, false, true),
    ("XD", false, false, true),
    ("ZA", false, true, true),
    ("AU", true, false, false),
    ("AL", true, false, false),
    ("OU", true, true, false),
    ("OL", true, true, false),
    ("XU", true, false, true),
    ("ML", true, false, false),
    ("RA", true, false, true),
    ("SP", true, false, false),
    ("TL", true, false, false),
    ("FL", true, false, true),
];

/// The flags of ACEs, those with the same bit together.
const FLAGS: [(&str, u8); 9] =
    [("OI", 1), ("CI", 2), ("NP", 4), ("IO", 8), ("ID", 0x10), ("CR", 0x20), ("SA", 0x40), ("TP", 0x40), ("FA", 0x80)];

/// An ACE behind its parenthesis; what follows it.
pub(super) fn scan<'a>(text: &'a str, system: bool, seen: &mut Seen) -> Option<&'a str> {
    let (letters, rest) = text.split_once(';')?;
    let letters = seen.trim(letters);
    seen.note_if(letters.contains(|letter: char| letter.is_ascii_lowercase()), Leniency::LowerCase);
    let (.., object, tail) = TYPES.into_iter().find(|row| row.0.eq_ignore_ascii_case(letters) && row.1 == system)?;
    let (letters, rest) = rest.split_once(';')?;
    flags(seen.trim(letters), seen)?;
    let (rights, rest) = rest.split_once(';')?;
    numbers::rights(rights, seen)?;
    let (object_type, rest) = rest.split_once(';')?;
    let (inherited, rest) = rest.split_once(';')?;
    let has_guid = guid(object_type, seen)? | guid(inherited, seen)?;
    if has_guid && !object {
        return None;
    }
    // An object ACE without GUIDs is a leniency of its own, whose name the scanner does not know.
    seen.tail |= object && !has_guid;
    let rest = sid::in_ace(seen.trim(rest), seen)?;
    if let Some(behind) = rest.strip_prefix(')') {
        return Some(behind);
    }
    seen.tail = true;
    rest.strip_prefix(';').filter(|_| tail).and_then(behind_tail)
}

fn flags(text: &str, seen: &mut Seen) -> Option<()> {
    let mut bits = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (pair, behind) = rest.split_at_checked(2)?;
        let (_, bit) = FLAGS.into_iter().find(|flag| flag.0.eq_ignore_ascii_case(pair))?;
        seen.note_if(pair.contains(|letter: char| letter.is_ascii_lowercase()), Leniency::LowerCase);
        seen.note_if(bits & bit != 0, Leniency::Repetition);
        bits |= bit;
        rest = behind;
    }
    Some(())
}

/// An empty field, or 32 digits in five groups; whether there is one.
fn guid(text: &str, seen: &mut Seen) -> Option<bool> {
    if seen.trim(text).is_empty() {
        return Some(false);
    }
    let groups = text.split('-').map(str::len);
    let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    (digits && groups.eq([8, 4, 4, 4, 12])).then_some(true)
}

/// What follows the parenthesis that closes the ACE: pairs of parentheses may stand before it, and quotes with anything inside.
fn behind_tail(text: &str) -> Option<&str> {
    let mut depth: usize = 0;
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'(' => depth = depth.saturating_add(1),
            b')' if depth == 0 => return text.get(at.saturating_add(1)..),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}
