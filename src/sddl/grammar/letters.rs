//! Leaves made of letters: the types, flags and rights of ACEs.

use super::number::{self, Radix};
use super::{Fault, Input, Parsed};
use crate::descriptor::{AceFlags, AceType, Shape};
use crate::error::ErrorKind;
use crate::rights::AccessMask;
use crate::sddl::{Leniency, ParseOptions};

/// Fails unless the options allow a leniency.
#[inline(always)]
pub(super) fn need<'a>(options: &ParseOptions, leniency: Leniency, input: Input<'a>) -> Parsed<'a> {
    if options.allows(leniency) { Ok((input, ())) } else { Err(Fault::at(input, ErrorKind::NotStrict(leniency))) }
}

/// Fails when what was read has lower-case letters that the options do not allow.
#[inline(always)]
pub(super) fn need_upper<'a>(options: &ParseOptions, from: Input<'a>, to: Input<'a>) -> Parsed<'a> {
    if !options.allows(Leniency::LowerCase) {
        let read = from.len().saturating_sub(to.len());
        if let Some(at) = from.iter().take(read).position(u8::is_ascii_lowercase) {
            return need(options, Leniency::LowerCase, from.get(at..).unwrap_or_default());
        }
    }
    Ok((to, ()))
}

/// By far the most frequent types, in their canonical spelling.
#[inline(always)]
pub(super) fn frequent_ace_type(input: Input<'_>) -> Option<(Input<'_>, (AceType, Shape))> {
    match input {
        [b'A', rest @ ..] if rest.first() == Some(&b';') => Some((rest, (AceType::ACCESS_ALLOWED, Shape::PLAIN))),
        [b'D', rest @ ..] if rest.first() == Some(&b';') => Some((rest, (AceType::ACCESS_DENIED, Shape::PLAIN))),
        [b'O', b'A', rest @ ..] if rest.first() == Some(&b';') => Some((rest, (AceType::ACCESS_ALLOWED_OBJECT, Shape::OBJECT))),
        _ => None,
    }
}

/// One or two letters and, not consumed, a semicolon.
pub(super) fn ace_type<'a>(options: &ParseOptions, input: Input<'a>) -> Parsed<'a, (AceType, Shape)> {
    let unknown = || Fault::at(input, ErrorKind::UnknownAceType);
    let (rest, ace_type) = match input {
        [b'A' | b'a', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_alphanumeric) => (rest, AceType::ACCESS_ALLOWED),
        [b'D' | b'd', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_alphanumeric) => (rest, AceType::ACCESS_DENIED),
        [first, second, rest @ ..] => (rest, AceType::from_letters([*first, *second]).ok_or_else(unknown)?),
        _ => return Err(unknown()),
    };
    match rest {
        [b';', ..] => need_upper(options, input, rest).map(|(rest, ())| (rest, (ace_type, ace_type.shape()))),
        [letter, ..] if letter.is_ascii_alphanumeric() => Err(unknown()),
        _ => Err(Fault::at(rest, ErrorKind::MissingSemicolon)),
    }
}

/// Pairs of letters as long as a table knows them, and the union of their bits.
#[inline(always)]
fn pairs(input: Input<'_>, bits_of: impl Fn([u8; 2]) -> Option<u32>) -> (Input<'_>, u32) {
    let mut bits = 0;
    let mut rest = input;
    while let Some((pair, tail)) = rest.split_first_chunk::<2>()
        && let Some(more) = bits_of(*pair)
    {
        bits |= more;
        rest = tail;
    }
    (rest, bits)
}

/// Fails when pairs are in lower case or occur twice, and the options do not allow that.
#[inline(always)]
fn need_canonical<'a>(
    options: &ParseOptions,
    from: Input<'a>,
    to: Input<'a>,
    bits_of: impl Fn([u8; 2]) -> Option<u32>,
) -> Parsed<'a> {
    if options.allows(Leniency::LowerCase) && options.allows(Leniency::Repetition) {
        return Ok((to, ()));
    }
    need_upper(options, from, to)?;
    let mut seen = 0;
    let mut rest = from;
    while rest.len() > to.len()
        && let Some((pair, tail)) = rest.split_first_chunk::<2>()
    {
        let bits = bits_of(*pair).unwrap_or_default();
        if seen & bits == bits {
            need(options, Leniency::Repetition, rest)?;
        }
        seen |= bits;
        rest = tail;
    }
    Ok((to, ()))
}

/// The flags of an ACE.
#[inline(always)]
pub(super) fn ace_flags<'a>(options: &ParseOptions, input: Input<'a>) -> Parsed<'a, AceFlags> {
    let (rest, bits) = pairs(input, AceFlags::bits_of);
    match rest.first() {
        Some(letter) if *letter != b';' && letter.is_ascii_alphanumeric() => Err(Fault::at(rest, ErrorKind::UnknownAceFlag)),
        _ => {
            let (rest, ()) = need_canonical(options, input, rest, AceFlags::bits_of)?;
            let [flags, ..] = bits.to_le_bytes();
            Ok((rest, AceFlags::from_bits_retain(flags)))
        }
    }
}

/// The rights of an ACE: pairs of letters and numbers.
#[inline(always)]
pub(super) fn rights<'a>(options: &ParseOptions, input: Input<'a>) -> Parsed<'a, AccessMask> {
    let (rest, mask) = pairs(input, AccessMask::bits_of);
    if rest.first() == Some(&b';') {
        let (rest, ()) = need_canonical(options, input, rest, AccessMask::bits_of)?;
        return Ok((rest, AccessMask::from_bits_retain(mask)));
    }
    if let [b'0', b'x', digits @ ..] = input
        && let Some((rest, mask)) = number::hexadecimal(digits)
        && rest.first() == Some(&b';')
    {
        return Ok((rest, AccessMask::from_bits_retain(mask)));
    }
    let (rest, mask) = mixed_rights(options, input, rest, mask)?;
    Ok((rest, AccessMask::from_bits_retain(mask)))
}

/// What is no plain sequence of letters: numbers, and blanks before letters. The pairs before `input` were read already.
#[cold]
fn mixed_rights<'a>(options: &ParseOptions, from: Input<'a>, mut input: Input<'a>, mut mask: u32) -> Parsed<'a, u32> {
    need_canonical(options, from, input, AccessMask::bits_of)?;
    let mut of_pairs = mask;
    let mut first = from.len() == input.len();
    let mut behind_number = false;
    loop {
        // Blanks stand before a pair or number, never after the last.
        let rest = input.trim_ascii_start();
        let spaces = input.len().saturating_sub(rest.len());
        let more = matches!(rest.first(), Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'+' | b'-'));
        if spaces > 0 {
            if !more || input.iter().take(spaces).any(|blank| *blank != b' ') {
                return Err(Fault::at(input, ErrorKind::UnknownRight));
            }
            need(options, Leniency::Blanks, input)?;
        }
        match rest {
            _ if !more && rest.first().is_none_or(|next| b";()".contains(next)) => return Ok((rest, mask)),
            // Two numbers side by side were meant as one.
            [b'0'..=b'9' | b'+' | b'-', ..] if behind_number => return Err(Fault::at(input, ErrorKind::BadNumber)),
            [b'0'..=b'9' | b'+' | b'-', ..] => {
                let (tail, (bits, radix)) = mask_number(options, rest)?;
                if !first || !matches!(tail, [b';', ..]) || radix != Radix::Hexadecimal {
                    need(options, Leniency::NumberForms, number::sign(rest).0)?;
                }
                mask |= bits;
                input = tail;
                behind_number = true;
            }
            [a, b, tail @ ..] => {
                let bits = AccessMask::bits_of([*a, *b]).ok_or_else(|| Fault::at(rest, ErrorKind::UnknownRight))?;
                need_upper(options, rest, tail)?;
                if of_pairs & bits == bits {
                    need(options, Leniency::Repetition, rest)?;
                }
                of_pairs |= bits;
                mask |= bits;
                input = tail;
                behind_number = false;
            }
            _ => return Err(Fault::at(rest, ErrorKind::UnknownRight)),
        }
        first = false;
    }
}

/// A number of a mask: a sign, then digits; beyond 32 bits it is 0xffffffff, then the sign applies.
fn mask_number<'a>(options: &ParseOptions, input: Input<'a>) -> Parsed<'a, (u32, Radix)> {
    let (rest, sign) = number::sign(input);
    if sign.is_some() {
        need(options, Leniency::SignedMasks, input)?;
    }
    let digits = rest;
    let (rest, (value, radix)) = number::unsigned(rest)?;
    if digits.starts_with(b"0X") {
        need(options, Leniency::NumberForms, digits)?;
    }
    let mask = u32::try_from(value).or_else(|_| need(options, Leniency::Saturation, digits).map(|_| u32::MAX))?;
    let mask = if sign == Some(number::Sign::Minus) { mask.wrapping_neg() } else { mask };
    Ok((rest, (mask, radix)))
}
