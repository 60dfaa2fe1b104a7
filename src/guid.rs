//! Globally unique identifiers (MS-DTYP 2.3.4).

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind};
use crate::num::eight_hex_digits;

/// A GUID in its binary form of 16 bytes: the first three fields little-endian, the rest as written (MS-DTYP 2.3.4.2).
///
/// Its text is lower-case with hyphens and without braces, as in SDDL.
///
/// ```
/// use aclavis::Guid;
/// let guid: Guid = "bf967aba-0de6-11d0-a285-00aa003049e2".parse().unwrap();
/// assert_eq!(guid.to_bytes()[..4], [0xba, 0x7a, 0x96, 0xbf]);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid([u8; 16]);

/// Bytes of a GUID's text.
pub(crate) const TEXT: usize = 36;

impl Guid {
    /// The GUID with this binary form.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The binary form.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// Reads 36 characters, hexadecimal digits of either case and hyphens.
    #[inline(always)]
    pub(crate) fn from_text(text: &[u8; TEXT]) -> Option<Self> {
        // Four groups of eight digits, the hyphens between them left out; the fields' byte order is the only difference.
        let [a0, a1, a2, a3, a4, a5, a6, a7, h0, b0, b1, b2, b3, h1, c0, c1, c2, c3, h2, d0, d1, d2, d3, h3, e @ ..] = text;
        let [e0, e1, e2, e3, f @ ..] = e;
        if [*h0, *h1, *h2, *h3] != *b"----" {
            return None;
        }
        let first = eight_hex_digits([*a0, *a1, *a2, *a3, *a4, *a5, *a6, *a7])?;
        let second = eight_hex_digits([*b0, *b1, *b2, *b3, *c0, *c1, *c2, *c3])?;
        let third = eight_hex_digits([*d0, *d1, *d2, *d3, *e0, *e1, *e2, *e3])?;
        let fourth = eight_hex_digits(*f)?;
        let [a, b, c, d] = first.to_le_bytes();
        let [f, e, h, g] = second.to_be_bytes();
        let [i, j, k, l] = third.to_be_bytes();
        let [m, n, o, p] = fourth.to_be_bytes();
        Some(Self([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]))
    }

    /// The 36 characters.
    pub(crate) fn to_text(self) -> [u8; TEXT] {
        let [a, b, c, d, e, f, g, h, tail @ ..] = self.0;
        let mut text = [b'-'; TEXT];
        let places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
        let [i, j, k, l, m, n, o, p] = tail;
        let order = [d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p];
        for (place, byte) in places.into_iter().zip(order) {
            if let Some(pair) = text.get_mut(place..).and_then(<[u8]>::first_chunk_mut) {
                *pair = crate::sddl::print::hex_pair(byte);
            }
        }
        text
    }
}

impl FromStr for Guid {
    type Err = Error;

    /// # Errors
    ///
    /// Anything but 36 characters of the usual form, braces included.
    fn from_str(text: &str) -> Result<Self, Error> {
        let guid = <&[u8; TEXT]>::try_from(text.as_bytes()).ok().and_then(Self::from_text);
        guid.ok_or_else(|| Error::in_text(ErrorKind::BadGuid, 0..text.len(), text))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(core::str::from_utf8(&self.to_text()).unwrap_or_default())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
