//! Numbers in text.

use nom::Parser;
use nom::bytes::complete::take_while1;

use super::{Fault, Input, Parsed};
use crate::error::ErrorKind;
use crate::num::{hex_digits, index};

/// The base in which a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Radix {
    Octal,
    Decimal,
    Hexadecimal,
}

/// The sign that a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
}

pub(super) const fn sign(input: Input<'_>) -> (Input<'_>, Option<Sign>) {
    match input {
        [b'+', rest @ ..] => (rest, Some(Sign::Plus)),
        [b'-', rest @ ..] => (rest, Some(Sign::Minus)),
        _ => (input, None),
    }
}

/// A number as C writes it: `0x` and hexadecimal, `0` and octal, or decimal digits. `u128::MAX` when it is larger.
#[inline(always)]
pub(super) fn unsigned(input: Input<'_>) -> Parsed<'_, (u128, Radix)> {
    match input {
        [b'1'..=b'9', ..] => {
            if let Some((rest, value)) = decimal(input).filter(|(_, value)| *value < u64::MAX) {
                return Ok((rest, (u128::from(value), Radix::Decimal)));
            }
        }
        [b'0', b'x', digits @ ..] => {
            if let Some((rest, value)) = hexadecimal(digits) {
                return Ok((rest, (u128::from(value), Radix::Hexadecimal)));
            }
        }
        _ => {}
    }
    any_unsigned(input)
}

/// Every number that [`unsigned`] reads.
#[cold]
fn any_unsigned(input: Input<'_>) -> Parsed<'_, (u128, Radix)> {
    let (digits, radix) = match input {
        [b'0', b'x' | b'X', rest @ ..] => (rest, Radix::Hexadecimal),
        [b'0', rest @ ..] if rest.first().is_some_and(u8::is_ascii_digit) => (rest, Radix::Octal),
        _ => (input, Radix::Decimal),
    };
    let (base, is_digit): (u8, fn(u8) -> bool) = match radix {
        Radix::Octal => (8, |digit| matches!(digit, b'0'..=b'7')),
        Radix::Decimal => (10, |digit| digit.is_ascii_digit()),
        Radix::Hexadecimal => (16, |digit| digit.is_ascii_hexdigit()),
    };
    let (rest, digits) =
        take_while1(is_digit).parse(digits).map_err(|_: nom::Err<Fault>| Fault::at(input, ErrorKind::BadNumber))?;
    if matches!(rest.first(), Some(b'0'..=b'9')) {
        return Err(Fault::at(rest, ErrorKind::BadNumber));
    }
    Ok((rest, (value(digits, base), radix)))
}

/// The value of digits, `u128::MAX` when it is larger.
pub(super) fn value(digits: &[u8], base: u8) -> u128 {
    digits.iter().fold(0, |value: u128, digit| {
        let digit = match digit {
            b'0'..=b'9' => digit.wrapping_sub(b'0'),
            _ => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10),
        };
        value.saturating_mul(u128::from(base)).saturating_add(u128::from(digit))
    })
}

/// One to eight hexadecimal digits; `None` where there is another number of them, or the end of the text is near.
#[inline(always)]
pub(super) fn hexadecimal(input: Input<'_>) -> Option<(Input<'_>, u32)> {
    let (count, value) = hex_digits(*input.first_chunk()?);
    let rest = input.get(count..)?;
    (count > 0 && !rest.first().is_some_and(u8::is_ascii_hexdigit)).then_some((rest, value))
}

/// Decimal digits, eight at a time; beyond 64 bits the value is `u64::MAX`. `None` without a digit.
#[inline(always)]
pub(super) fn decimal(input: Input<'_>) -> Option<(Input<'_>, u64)> {
    let Some((chunk, behind)) = input.split_first_chunk::<8>() else { return more_digits(input, 0, true) };
    let (count, value) = eight_digits(*chunk)?;
    if count < 8 {
        return Some((input.get(count..)?, value));
    }
    // Most numbers of more digits have ten.
    match behind {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_digit) => {
            let tens = u64::from(a.wrapping_sub(b'0')).wrapping_mul(10);
            Some((rest, value.wrapping_mul(100).wrapping_add(tens).wrapping_add(u64::from(b.wrapping_sub(b'0')))))
        }
        [b'0'..=b'9', ..] => more_digits(behind, value, false),
        _ => Some((behind, value)),
    }
}

/// Any number of digits behind those of a value, at least one where `some` is wanted.
#[cold]
fn more_digits(input: Input<'_>, mut value: u64, some: bool) -> Option<(Input<'_>, u64)> {
    let mut rest = input;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        value = value.saturating_mul(10).saturating_add(u64::from(digit.wrapping_sub(b'0')));
        rest = tail;
    }
    (!some || rest.len() < input.len()).then_some((rest, value))
}

/// The number of digits at the front of eight bytes, and their value; `None` without a digit.
#[inline(always)]
fn eight_digits(chunk: [u8; 8]) -> Option<(usize, u64)> {
    let digits = u64::from_le_bytes(chunk) ^ 0x3030_3030_3030_3030;
    // The first byte above 9 is found exactly; carries only disturb what follows it.
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    let bits = others.trailing_zeros() & !7;
    if bits == 0 {
        return None;
    }
    // Zeros move in at the front, the digits to the end; 8 digits fill all 64 bits.
    let digits = digits.wrapping_shl(64_u32.wrapping_sub(bits));
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let high = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    let [count, ..] = (bits >> 3).to_le_bytes();
    Some((index(count), low.wrapping_add(high) >> 32))
}
