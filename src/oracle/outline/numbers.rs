//! Rights: pairs of letters and numbers.

use super::Seen;
use crate::sddl::Leniency;

/// Pairs with the bits that they stand for; labels share those of others.
const RIGHTS: [(&str, u32); 28] = [
    ("CC", 0x1),
    ("DC", 0x2),
    ("LC", 0x4),
    ("SW", 0x8),
    ("RP", 0x10),
    ("WP", 0x20),
    ("DT", 0x40),
    ("LO", 0x80),
    ("CR", 0x100),
    ("SD", 0x1_0000),
    ("RC", 0x2_0000),
    ("WD", 0x4_0000),
    ("WO", 0x8_0000),
    ("GA", 0x1000_0000),
    ("GX", 0x2000_0000),
    ("GW", 0x4000_0000),
    ("GR", 0x8000_0000),
    ("FA", 0x1f_01ff),
    ("FR", 0x12_0089),
    ("FW", 0x12_0116),
    ("FX", 0x12_00a0),
    ("KA", 0xf_003f),
    ("KR", 0x2_0019),
    ("KX", 0x2_0019),
    ("KW", 0x2_0006),
    ("NW", 0x1),
    ("NR", 0x2),
    ("NX", 0x4),
];

/// The third field. Spaces may stand before a pair or number, not behind the last.
pub(super) fn rights(text: &str, seen: &mut Seen) -> Option<()> {
    let mut bits = 0;
    let mut rest = text;
    let mut numbers = 0_usize;
    let mut pieces = 0_usize;
    let mut behind_number = false;
    while !rest.is_empty() {
        let spaceless = rest.trim_start_matches(' ');
        seen.note_if(spaceless.len() < rest.len(), Leniency::Blanks);
        if spaceless.starts_with(|first: char| first.is_ascii_digit() || first == '+' || first == '-') {
            if behind_number {
                return None;
            }
            rest = number(spaceless, seen)?;
            numbers = numbers.saturating_add(1);
            behind_number = true;
        } else {
            let (pair, behind) = spaceless.split_at_checked(2)?;
            let (_, more) = RIGHTS.into_iter().find(|right| right.0.eq_ignore_ascii_case(pair))?;
            seen.note_if(pair.contains(|letter: char| letter.is_ascii_lowercase()), Leniency::LowerCase);
            seen.note_if(bits & more == more, Leniency::Repetition);
            bits |= more;
            rest = behind;
            behind_number = false;
        }
        pieces = pieces.saturating_add(1);
    }
    seen.note_if(numbers > 0 && pieces > 1, Leniency::NumberForms);
    Some(())
}

/// A sign, and a number as C has it; what follows.
fn number<'a>(text: &'a str, seen: &mut Seen) -> Option<&'a str> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    seen.note_if(digits.len() < text.len(), Leniency::SignedMasks);
    let hexadecimal = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    seen.note_if(!digits.starts_with("0x"), Leniency::NumberForms);
    let (digits, radix) = match hexadecimal {
        Some(digits) => (digits, 16),
        None if digits.starts_with('0') => (digits, 8),
        None => (digits, 10),
    };
    let end = digits.find(|digit: char| !digit.is_digit(radix)).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at_checked(end)?;
    if digits.is_empty() || rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    seen.note_if(u32::from_str_radix(digits, radix).is_err(), Leniency::Saturation);
    Some(rest)
}
