//! Widening conversions that the standard library does not offer in const contexts or as infallible `From`s.

/// A byte as an index.
#[inline(always)]
pub(crate) const fn index(n: u8) -> usize {
    #[expect(clippy::as_conversions, reason = "widening; `From` is not const")]
    {
        n as usize
    }
}

/// A 16-bit number as an index.
#[inline(always)]
pub(crate) const fn index16(n: u16) -> usize {
    #[expect(clippy::as_conversions, reason = "widening; `From` is not const")]
    {
        n as usize
    }
}

/// A 32-bit offset or size as an index.
#[inline(always)]
pub(crate) const fn index32(n: u32) -> usize {
    const { assert!(usize::BITS >= 32, "16-bit targets are not supported") };
    #[expect(clippy::as_conversions, reason = "widening: usize has at least 32 bits, asserted above")]
    {
        n as usize
    }
}

/// The size of something as 32 bits, `u32::MAX` when it is larger.
#[inline(always)]
pub(crate) fn size32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Eight characters, the first in the highest byte, as hexadecimal digits, all looked at at once: a bit at the top of each
/// byte that is none, and the value of all, which counts only where they are digits.
#[inline(always)]
pub(crate) const fn hex_bytes(text: u64) -> (u64, u32) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    // With the top bits free no sum carries into the next byte. A digit is 0x30..=0x39, a folded letter 0x61..=0x66.
    let low = text & !TOPS;
    let folded = low | (ONES << 5);
    let is_digit = low.wrapping_add(ONES.wrapping_mul(0x80 - 0x30)) & !low.wrapping_add(ONES.wrapping_mul(0x80 - 0x3a));
    let is_letter = folded.wrapping_add(ONES.wrapping_mul(0x80 - 0x61)) & !folded.wrapping_add(ONES.wrapping_mul(0x80 - 0x67));
    let others = (!(is_digit | is_letter) | text) & TOPS;
    // A letter's low four bits lack 9.
    let letters = (is_letter >> 7) & ONES;
    let nibbles = (text & ONES.wrapping_mul(0x0f)).wrapping_add(letters.wrapping_mul(9));
    let pairs = (nibbles | (nibbles >> 4)) & 0x00ff_00ff_00ff_00ff;
    let quads = (pairs | (pairs >> 8)) & 0x0000_ffff_0000_ffff;
    // The product has the lower half of the high word beside that of the low one in its own high word.
    (others, low_half(quads.wrapping_mul(0x0001_0001_0000) >> 32))
}

/// The low 32 bits.
#[inline(always)]
const fn low_half(n: u64) -> u32 {
    let [a, b, c, d, ..] = n.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The value of exactly eight hexadecimal digits.
#[inline(always)]
pub(crate) const fn eight_hex_digits(text: [u8; 8]) -> Option<u32> {
    match hex_bytes(u64::from_be_bytes(text)) {
        (0, value) => Some(value),
        _ => None,
    }
}

/// The number of hexadecimal digits at the front of eight bytes, and their value.
#[inline(always)]
pub(crate) const fn hex_digits(text: [u8; 8]) -> (usize, u32) {
    let (others, value) = hex_bytes(u64::from_be_bytes(text));
    let bits = others.leading_zeros() & !7;
    let [count, ..] = (bits >> 3).to_le_bytes();
    // What follows the digits lies in the low bits; nothing is left where there is no digit.
    let value = match value.checked_shr(32_u32.wrapping_sub(bits >> 1)) {
        Some(value) => value,
        None => 0,
    };
    (index(count), value)
}

/// The mask with these bits.
#[inline(always)]
pub(crate) const fn bits(bits: u32) -> crate::rights::AccessMask {
    crate::rights::AccessMask::from_bits_retain(bits)
}
