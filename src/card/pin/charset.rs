//! The characters of PINs.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind};

/// The printable ASCII characters but for the blank.
const PRINTABLE: core::ops::RangeInclusive<u8> = 0x21..=0x7E;
/// How many there are.
const MAX: usize = 94;
/// The fewest characters.
const MIN: usize = 10;

/// A set of 10 to 94 printable ASCII characters without the blank, of which PINs are made.
///
/// ```
/// use aclavis::card::Charset;
/// assert_eq!("9876543210".parse::<Charset>()?, Charset::DIGITS);
/// assert_eq!("alphanumeric".parse::<Charset>()?.as_str(), "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    /// The characters in their order, each once, then zeros.
    chars: [u8; MAX],
    len: u8,
}

impl Charset {
    /// The digits, `digits`.
    pub const DIGITS: Self = Self::of(b"0123456789");
    /// Digits and letters that cannot be mistaken for each other, `alphanumeric`.
    pub const ALPHANUMERIC: Self = Self::of(b"23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    /// Characters in their order, each once.
    const fn of(sorted: &[u8]) -> Self {
        let mut chars = [0; MAX];
        let mut len = 0_u8;
        let (mut from, mut to) = (sorted, chars.as_mut_slice());
        while let ([c, rest @ ..], [place, places @ ..]) = (from, to) {
            *place = *c;
            len = len.saturating_add(1);
            (from, to) = (rest, places);
        }
        Self { chars, len }
    }

    /// These characters; order and repetition do not matter.
    ///
    /// # Errors
    ///
    /// `pin-charset`: fewer than 10 different ones, or one that is not printable ASCII or is a blank.
    pub fn new(characters: &str) -> Result<Self, Error> {
        let bad = |(at, c): (usize, char)| Error::in_bytes(ErrorKind::PinCharset, at..at.saturating_add(c.len_utf8()));
        let unusable = |(_, c): &(usize, char)| !u8::try_from(*c).is_ok_and(|c| PRINTABLE.contains(&c));
        characters.char_indices().find(unusable).map_or(Ok(()), |found| Err(bad(found)))?;
        let mut chars = [0; MAX];
        let mut len = 0_u8;
        let present = PRINTABLE.filter(|c| characters.bytes().any(|given| given == *c));
        for (place, c) in chars.iter_mut().zip(present) {
            *place = c;
            len = len.saturating_add(1);
        }
        if usize::from(len) < MIN {
            return Err(Error::in_bytes(ErrorKind::PinCharset, 0..characters.len()));
        }
        Ok(Self { chars, len })
    }

    /// The characters in their order, each once.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.chars.get(..self.len.into()).unwrap_or_default()
    }

    /// The first byte that stands for no character: the greatest multiple of their number in 256.
    pub(super) fn limit(&self) -> u16 {
        let len = u16::from(self.len);
        256_u16.saturating_sub(256_u16.checked_rem(len).unwrap_or_default())
    }

    /// The character for a byte below the limit: that at the byte modulo their number. Every character is looked at, and no division
    /// depends on the byte.
    pub(super) fn character(&self, byte: u8) -> u8 {
        let len = u32::from(self.len);
        let byte = u32::from(byte);
        // Exact for a byte and 10 to 94 characters: the reciprocal is too large by less than 1/256 of its part.
        let quotient = byte.wrapping_mul(65_536_u32.checked_div(len).unwrap_or_default().wrapping_add(1)) >> 16;
        let index = byte.wrapping_sub(quotient.wrapping_mul(len));
        self.as_bytes().iter().zip(0_u32..).fold(0, |found, (c, at)| {
            let [.., is_it, _] = (at ^ index).wrapping_sub(1).to_be_bytes();
            found | c & is_it
        })
    }
}

impl FromStr for Charset {
    type Err = Error;

    /// Reads the names `digits` and `alphanumeric`, else the characters themselves.
    ///
    /// # Errors
    ///
    /// Those of [`Charset::new`].
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "digits" => Ok(Self::DIGITS),
            "alphanumeric" => Ok(Self::ALPHANUMERIC),
            characters => Self::new(characters),
        }
    }
}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Charset({:?})", self.as_str())
    }
}

/// A kind of character that a policy can require, see [`PinPolicy::at_least`](super::PinPolicy::at_least).
///
/// ```
/// use aclavis::card::{CharClass, Charset, PinPolicy};
/// let policy = PinPolicy::new(4, Charset::ALPHANUMERIC)?.at_least(2, CharClass::Digit)?.at_least(2, CharClass::Upper)?;
/// let error = policy.at_least(1, CharClass::Lower).unwrap_err(); // four characters have no room for a fifth
/// assert_eq!(error.kind().code(), "pin-policy");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharClass {
    /// `0` to `9`
    Digit,
    /// `A` to `Z`
    Upper,
    /// `a` to `z`
    Lower,
    /// Everything else.
    Other,
}

impl CharClass {
    pub(super) const ALL: [Self; 4] = [Self::Digit, Self::Upper, Self::Lower, Self::Other];

    /// Whether a character is of this kind.
    pub(super) const fn has(self, c: u8) -> bool {
        match self {
            Self::Digit => c.is_ascii_digit(),
            Self::Upper => c.is_ascii_uppercase(),
            Self::Lower => c.is_ascii_lowercase(),
            Self::Other => !c.is_ascii_alphanumeric(),
        }
    }
}
