//! Widening conversions that the standard library does not offer in const contexts or as infallible `From`s.

/// A byte as an index.
#[inline(always)]
pub(crate) const fn index(n: u8) -> usize {
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
