//! Identifiers of cards and requests.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind};

/// An identifier of 16 bytes in the order of its text (RFC 9562), as it enters keys and PINs. The binary form of a Windows GUID has
/// another order.
///
/// ```
/// use aclavis::card::Uuid;
/// let card: Uuid = "bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?;
/// assert_eq!(card.to_bytes()[..4], [0xbc, 0x88, 0xf1, 0x3f]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid([u8; 16]);

/// Bytes of the text.
const TEXT: usize = 36;
/// The digits in it.
const DIGITS: &[u8; 16] = b"0123456789abcdef";
/// Where its hyphens stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl Uuid {
    /// The empty identifier, all zeros.
    pub const NIL: Self = Self([0; 16]);

    /// The identifier with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }
}

impl FromStr for Uuid {
    type Err = Error;

    /// # Errors
    ///
    /// `bad-guid`: anything but 36 characters of the usual form. Braces do not belong to it.
    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = || -> Option<[u8; 16]> {
            let text = <&[u8; TEXT]>::try_from(text.as_bytes()).ok()?;
            let mut digits = [0; 32];
            let mut places = digits.iter_mut();
            for (at, byte) in text.iter().enumerate() {
                if HYPHENS.contains(&at) {
                    (*byte == b'-').then_some(())?;
                } else {
                    *places.next()? = *byte;
                }
            }
            let mut bytes = [0; 16];
            base16ct::mixed::decode(digits, &mut bytes).ok()?;
            Some(bytes)
        };
        digits().map(Self).ok_or_else(|| Error::in_text(ErrorKind::BadGuid, 0..text.len(), text))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [b'-'; TEXT];
        let places = (0..TEXT).filter(|at| !HYPHENS.contains(at));
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
        for (at, digit) in places.zip(digits) {
            if let (Some(place), Some(letter)) = (text.get_mut(at), DIGITS.get(usize::from(digit))) {
                *place = *letter;
            }
        }
        f.write_str(str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
