//! Globally unique identifiers (MS-DTYP 2.3.4).

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind};
use crate::num::hex_bytes;

/// A GUID in its binary form of 16 bytes: the first three fields little-endian, the rest as written (MS-DTYP 2.3.4.2).
///
/// Its text is 36 characters, lower-case with hyphens and without braces, as in SDDL. Either case is read; whatever else is the
/// error `bad-guid`.
///
/// ```
/// use aclavis::Guid;
/// let guid: Guid = "BF967ABA-0de6-11d0-a285-00aa003049e2".parse().unwrap();
/// assert_eq!(guid.to_string(), "bf967aba-0de6-11d0-a285-00aa003049e2");
/// assert_eq!(guid.to_bytes()[..8], [0xba, 0x7a, 0x96, 0xbf, 0xe6, 0x0d, 0xd0, 0x11]);
/// assert_eq!("{bf967aba-0de6-11d0-a285-00aa003049e2}".parse::<Guid>().unwrap_err().kind().code(), "bad-guid");
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
    #[inline(never)]
    pub(crate) fn from_text(text: &[u8; TEXT]) -> Option<Self> {
        // Four groups of eight digits, the hyphens between them left out.
        let (a, rest) = text.split_first_chunk::<8>()?;
        let ([first, b @ ..], rest) = rest.split_first_chunk::<5>()?;
        let ([second, c @ ..], rest) = rest.split_first_chunk::<5>()?;
        let ([third, d @ ..], rest) = rest.split_first_chunk::<5>()?;
        let ([fourth, e @ ..], f) = rest.split_first_chunk::<5>()?;
        let joined =
            |high: &[u8; 4], low: &[u8; 4]| u64::from(u32::from_be_bytes(*high)) << 32 | u64::from(u32::from_be_bytes(*low));
        let groups = [u64::from_be_bytes(*a), joined(b, c), joined(d, e), u64::from_be_bytes(*f.first_chunk()?)];
        let [(o0, ab), (o1, cd), (o2, ef), (o3, gh)] = groups.map(hex_bytes);
        if (o0 | o1 | o2 | o3) != 0 || [*first, *second, *third, *fourth] != *b"----" {
            return None;
        }
        // The first field is little-endian, so are the halves of the second group; the rest stands as written.
        let front = u64::from(ab) | u64::from(cd.rotate_left(16)) << 32;
        let back = (u64::from(ef) << 32 | u64::from(gh)).swap_bytes();
        Some(Self((u128::from(front) | u128::from(back) << 64).to_le_bytes()))
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
    /// `bad-guid`: anything but 36 characters of the usual form. Braces do not belong to it.
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
