//! Security identifiers (MS-DTYP 2.4.2).

pub(crate) mod alias;
mod domains;
mod set;
mod view;

use core::fmt;

pub use domains::DomainSids;
pub use set::Membership;
pub(crate) use set::{SidSet, order, order_word};
pub use view::SidRef;

use crate::num::index;

/// The largest number of sub-authorities in a SID (MS-DTYP 2.4.2.2).
pub const MAX_SUB_AUTHORITIES: usize = 15;

/// Bytes before the sub-authorities: revision, count, authority.
pub(crate) const HEADER: usize = 8;
/// Bytes of the longest SID.
pub(crate) const MAX_BYTES: usize = HEADER + 4 * MAX_SUB_AUTHORITIES;

/// A security identifier, stored inline in 68 bytes (MS-DTYP 2.4.2).
///
/// It has an identifier authority below 2^48 and 0 to 15 sub-authorities of 32 bits. The revision is always 1.
/// Comparison is by value; the order is that of the binary form, total but without a meaning of its own.
///
/// It is read from text with [`parse`](Self::parse), aliases included. It prints as `S-1-...`, an authority of 2^32 and more as `0x`
/// and upper-case digits, as Windows prints it; [`to_sddl_with`](Self::to_sddl_with) prefers aliases.
///
/// ```
/// use aclavis::Sid;
/// let administrators = Sid::new(5, &[32, 544]).unwrap();
/// assert_eq!(administrators.to_string(), "S-1-5-32-544");
/// assert_eq!("BA".parse(), Ok(administrators));
/// assert_eq!(administrators.as_bytes(), [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sid {
    /// The binary form, zero beyond its length.
    bytes: [u8; MAX_BYTES],
}

impl Sid {
    /// `WD`, S-1-1-0: everybody.
    pub const EVERYONE: Self = {
        let mut sid = Self::with_authority(1);
        sid.push(0);
        sid
    };

    /// A SID of this identifier authority and these sub-authorities; `None` when the authority is 2^48 or more or
    /// there are more than 15 sub-authorities.
    #[must_use]
    pub const fn new(authority: u64, sub_authorities: &[u32]) -> Option<Self> {
        if authority >> 48 != 0 || sub_authorities.len() > MAX_SUB_AUTHORITIES {
            return None;
        }
        let mut sid = Self::with_authority(authority);
        let mut rest = sub_authorities;
        while let [first, tail @ ..] = rest {
            if !sid.push(*first) {
                return None;
            }
            rest = tail;
        }
        Some(sid)
    }

    /// A SID without sub-authorities; bits of the authority above the 48th are cut off.
    pub(crate) const fn with_authority(authority: u64) -> Self {
        let mut bytes = [0; MAX_BYTES];
        let [_, _, a, b, c, d, e, f] = authority.to_be_bytes();
        if let Some(head) = bytes.first_chunk_mut::<HEADER>() {
            *head = [1, 0, a, b, c, d, e, f];
        }
        Self { bytes }
    }

    /// Adds a sub-authority; false when there are 15 already.
    #[inline(always)]
    pub(crate) const fn push(&mut self, sub_authority: u32) -> bool {
        let at = self.byte_len();
        if at > MAX_BYTES.saturating_sub(4) {
            return false;
        }
        let (_, tail) = self.bytes.split_at_mut(at);
        match tail.first_chunk_mut::<4>() {
            Some(slot) => *slot = sub_authority.to_le_bytes(),
            None => return false,
        }
        let [_, count, ..] = &mut self.bytes;
        *count = count.wrapping_add(1);
        true
    }

    /// Replaces the last sub-authority, if there is one.
    #[inline(always)]
    pub(crate) const fn set_last(&mut self, sub_authority: u32) {
        let end = self.byte_len();
        if end > HEADER {
            let (_, tail) = self.bytes.split_at_mut(end.saturating_sub(4));
            if let Some(slot) = tail.first_chunk_mut::<4>() {
                *slot = sub_authority.to_le_bytes();
            }
        }
    }

    /// This SID with one more sub-authority, as an account of a domain; `None` when there are 15 already.
    ///
    /// ```
    /// use aclavis::Sid;
    /// let domain: Sid = "S-1-5-21-1-2-3".parse()?;
    /// assert_eq!(domain.child(1000).unwrap().to_string(), "S-1-5-21-1-2-3-1000");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[must_use]
    pub const fn child(mut self, rid: u32) -> Option<Self> {
        if self.push(rid) { Some(self) } else { None }
    }

    #[inline(always)]
    const fn byte_len(&self) -> usize {
        let [_, count, ..] = self.bytes;
        // The count is at most 15 by construction; the mask lets the compiler see it.
        HEADER.wrapping_add(index(count & 0xf).wrapping_mul(4))
    }

    /// Reads the binary form of exactly one SID (MS-DTYP 2.4.2.2).
    ///
    /// `None` when the revision is not 1, there are more than 15 sub-authorities, or the length does not fit.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sid, rest) = SidRef::split_from(bytes)?;
        rest.is_empty().then(|| sid.to_sid())
    }

    /// The binary form (MS-DTYP 2.4.2.2), 8 to 68 bytes: revision, number of sub-authorities, six bytes of authority with the highest
    /// first, sub-authorities of four bytes with the lowest first.
    #[inline(always)]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.byte_len()).unwrap_or(&self.bytes)
    }

    /// A borrowed view of this SID.
    #[inline(always)]
    #[must_use]
    pub fn as_ref(&self) -> SidRef<'_> {
        SidRef(self.as_bytes())
    }

    /// The identifier authority, below 2^48.
    #[must_use]
    pub fn authority(&self) -> u64 {
        self.as_ref().authority()
    }

    /// The sub-authorities in order, 0 to 15 of them.
    pub fn sub_authorities(&self) -> impl ExactSizeIterator<Item = u32> + DoubleEndedIterator + Clone + '_ {
        self.as_ref().sub_authorities()
    }
}

impl Default for Sid {
    /// The nobody SID, `S-1-0-0`.
    fn default() -> Self {
        let mut sid = Self::with_authority(0);
        sid.push(0);
        sid
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().fmt(f)
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().fmt(f)
    }
}
