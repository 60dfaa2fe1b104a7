//! SIDs: two letters, or numbers behind dashes.

use super::{BLANKS, Seen};
use crate::sddl::Leniency;

/// The two letters of every alias.
const ALIASES: &str = "WDCOCGOWNUIUSUANEDPSAURCSYLSNSWRACLWMEMPHISIASSSUDBABUBGPUAOSOPOBORERURDNOMULUISCYERCDRAESMSHAAARMHOSHLALGDADUDGDCDDCAPACNAPKARSROSAEAEK";

/// The SID of an owner or a group; what follows. Behind the first dashes there may be blanks.
pub(super) fn in_section<'a>(text: &'a str, seen: &mut Seen) -> Option<&'a str> {
    // The colon of the next section stands behind its letter.
    let (own, next) = match text.find(':') {
        Some(colon) => text.split_at_checked(colon.checked_sub(1)?)?,
        None => (text, ""),
    };
    let trimmed = own.trim_end_matches(BLANKS);
    let sid = seen.trim(trimmed);
    seen.note_if(trimmed.len() < own.len() && !trimmed.is_empty(), Leniency::Blanks);
    if is_alias(sid, seen) {
        return Some(next);
    }
    literal(sid, seen, true).then_some(next)
}

/// The trustee of an ACE; what follows, a semicolon or a parenthesis.
pub(super) fn in_ace<'a>(text: &'a str, seen: &mut Seen) -> Option<&'a str> {
    let (own, rest) = text.split_at_checked(text.find([';', ')'])?)?;
    let sid = own.trim_end_matches(BLANKS);
    if is_alias(sid, seen) {
        seen.note_if(sid.len() < own.len(), Leniency::Blanks);
        return Some(rest);
    }
    literal(own, seen, false).then_some(rest)
}

fn is_alias(text: &str, seen: &mut Seen) -> bool {
    let pairs = ALIASES.as_bytes().as_chunks::<2>().0;
    let known = pairs.iter().any(|alias| alias.eq_ignore_ascii_case(text.as_bytes()));
    seen.note_if(known && text.contains(|letter: char| letter.is_ascii_lowercase()), Leniency::LowerCase);
    known
}

/// `S-1-`, an authority of 48 bits, and one to fifteen numbers.
fn literal(text: &str, seen: &mut Seen, blanks: bool) -> bool {
    let mut parts = text.split('-');
    let Some(first) = parts.next().filter(|first| first.eq_ignore_ascii_case("S")) else { return false };
    seen.note_if(first == "s", Leniency::LowerCase);
    let mut part = |seen: &mut Seen, blanks: bool| {
        let part = parts.next()?;
        let trimmed = if blanks { part.trim_start_matches(BLANKS) } else { part };
        seen.note_if(trimmed.len() < part.len(), Leniency::SidBlanks);
        Some(trimmed)
    };
    let (Some(revision), Some(authority)) = (part(seen, blanks), part(seen, blanks)) else { return false };
    let hexadecimal = revision.starts_with("0x") || revision.starts_with("0X");
    let plain = |text: &str| text == "0" || !text.starts_with('0');
    seen.note_if(hexadecimal || !plain(revision), Leniency::SidNumberForms);
    if value(revision, hexadecimal) != Some(1) {
        return false;
    }
    let Some(number) = value(authority, hexadecimal).filter(|number| *number < 1 << 48) else { return false };
    let canonical = if number < 1 << 32 { alloc::format!("{number}") } else { alloc::format!("0x{number:X}") };
    seen.note_if(canonical != authority, Leniency::SidNumberForms);
    let mut count = 0_usize;
    while let Some(part) = part(seen, false) {
        let Some(number) = value(part, hexadecimal) else { return false };
        seen.note_if(hexadecimal || !plain(part), Leniency::SidNumberForms);
        seen.note_if(number > u64::from(u32::MAX), Leniency::Saturation);
        count = count.saturating_add(1);
    }
    (1..=15).contains(&count)
}

/// A number of any size, at most `u64::MAX`; `None` for no number.
fn value(text: &str, hexadecimal: bool) -> Option<u64> {
    let prefixed = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, radix) = if prefixed.is_some() || hexadecimal { (prefixed.unwrap_or(text), 16) } else { (text, 10) };
    let valid = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    valid.then(|| u64::from_str_radix(digits, radix).unwrap_or(u64::MAX))
}
