//! A SID inside somebody else's bytes.

use core::fmt;

use super::{HEADER, MAX_SUB_AUTHORITIES, Sid};
use crate::num::index;

/// A SID in its binary form (MS-DTYP 2.4.2.2), borrowed: revision 1, at most 15 sub-authorities, exactly their bytes. Views and
/// [`AceRef`](crate::AceRef) hand it out.
///
/// ```
/// use aclavis::{DescriptorRef, ParseOptions, Sid, sddl_to_bytes};
/// let bytes = sddl_to_bytes("O:BA", &ParseOptions::windows())?;
/// let owner = DescriptorRef::parse(&bytes)?.owner().unwrap();
/// assert_eq!(owner.sub_authorities().collect::<Vec<_>>(), [32, 544]);
/// assert_eq!(owner.to_sid(), "BA".parse::<Sid>()?);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SidRef<'a>(pub(super) &'a [u8]);

impl<'a> SidRef<'a> {
    /// Takes a SID from the front; `None` when there is no valid one.
    #[inline(always)]
    pub(crate) fn split_from(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let [1, count, ..] = bytes else { return None };
        if *count > 15 {
            return None;
        }
        let (sid, rest) = bytes.split_at_checked(HEADER.wrapping_add(index(*count).wrapping_mul(4)))?;
        Some((Self(sid), rest))
    }

    /// The front of a SID, to print it: the count in its bytes is not its own.
    pub(crate) const fn of_front(front: &'a [u8]) -> Self {
        Self(front)
    }

    /// The bytes, 8 to 68, as [`Sid::as_bytes`] gives them.
    #[inline(always)]
    #[must_use]
    pub fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// A copy that owns its bytes.
    #[inline(always)]
    #[must_use]
    pub fn to_sid(self) -> Sid {
        let mut sid = Sid::with_authority(0);
        if let Some(head) = sid.bytes.get_mut(..self.0.len()) {
            head.copy_from_slice(self.0);
        }
        sid
    }

    /// The identifier authority, below 2^48.
    #[inline(always)]
    #[must_use]
    pub fn authority(self) -> u64 {
        match self.0 {
            [_, _, a, b, c, d, e, f, ..] => u64::from_be_bytes([0, 0, *a, *b, *c, *d, *e, *f]),
            _ => 0,
        }
    }

    /// The number of sub-authorities, 0 to 15.
    #[inline(always)]
    #[must_use]
    pub fn sub_authority_count(self) -> usize {
        self.0.len().saturating_sub(HEADER) / 4
    }

    /// The sub-authorities in order, 0 to 15 of them.
    pub fn sub_authorities(self) -> impl ExactSizeIterator<Item = u32> + DoubleEndedIterator + Clone + 'a {
        let (words, _) = self.0.get(HEADER..).unwrap_or_default().as_chunks::<4>();
        debug_assert!(words.len() <= MAX_SUB_AUTHORITIES);
        words.iter().map(|word| u32::from_le_bytes(*word))
    }
}

impl From<SidRef<'_>> for Sid {
    fn from(sid: SidRef<'_>) -> Self {
        sid.to_sid()
    }
}

impl<'a> From<&'a Sid> for SidRef<'a> {
    fn from(sid: &'a Sid) -> Self {
        sid.as_ref()
    }
}

impl PartialEq<Sid> for SidRef<'_> {
    fn eq(&self, other: &Sid) -> bool {
        self.0 == other.as_bytes()
    }
}

impl fmt::Display for SidRef<'_> {
    /// `S-1-...`; an authority of 2^32 and more as `0x` and upper-case digits, as Windows prints it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A sub-authority has four bytes and at most ten digits.
        let mut text = alloc::vec::Vec::with_capacity(self.0.len().saturating_mul(3));
        crate::sddl::print::sid_text(&mut text, *self);
        f.pad(core::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for SidRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
