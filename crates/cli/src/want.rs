//! Rights that somebody asks for, as text.

use aclavis::AccessMask;

use crate::args::ObjectType;
use crate::names::rights;

/// Rights of a type of object, separated by commas: its names for them, or what [`raw`] takes.
pub(crate) fn of_type(text: &str, object_type: ObjectType) -> Result<AccessMask, String> {
    each(text, |item| rights::of_name(item, object_type).or_else(|| right(item)))
}

/// Rights of no type in particular, separated by commas: numbers, letters and the names of constants.
pub(crate) fn raw(text: &str) -> Result<AccessMask, String> {
    each(text, right)
}

fn each(text: &str, right: impl Fn(&str) -> Option<AccessMask>) -> Result<AccessMask, String> {
    let right = |item: &str| {
        right(item.trim()).ok_or_else(|| {
            format!(
                "unknown right `{}`; numbers, letters such as `LCRC` and names such as `READ_CONTROL` are known",
                item.trim().escape_debug()
            )
        })
    };
    text.split(',').map(right).collect()
}

fn right(item: &str) -> Option<AccessMask> {
    number(item).or_else(|| constant(item)).or_else(|| letters(item))
}

fn number(item: &str) -> Option<AccessMask> {
    let hexadecimal = item.strip_prefix("0x").or_else(|| item.strip_prefix("0X"));
    let (digits, radix) = hexadecimal.map_or((item, 10), |digits| (digits, 16));
    let is_number = digits.chars().all(|c| c.is_digit(radix));
    u32::from_str_radix(digits, radix).ok().filter(|_| is_number).map(AccessMask::from_bits_retain)
}

/// The name that the right has in Windows, such as `READ_CONTROL`.
fn constant(item: &str) -> Option<AccessMask> {
    let name = item.to_ascii_uppercase();
    if name == "MA" { Some(AccessMask::MAXIMUM_ALLOWED) } else { AccessMask::from_name(&name) }
}

/// The letters of mandatory labels, which are no rights.
const LABELS: [&[u8; 2]; 3] = [b"NW", b"NR", b"NX"];

/// Pairs of letters.
fn letters(item: &str) -> Option<AccessMask> {
    let (pairs, odd) = item.as_bytes().as_chunks::<2>();
    let is_label = |pair: &[u8; 2]| LABELS.iter().any(|label| label.eq_ignore_ascii_case(pair));
    let mask = pairs.iter().map(|pair| AccessMask::from_letters(*pair)).collect::<Option<_>>();
    mask.filter(|_| odd.is_empty() && !pairs.is_empty() && !pairs.iter().any(is_label))
}
