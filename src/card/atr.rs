//! Answers to reset (ISO/IEC 7816-3:2006, 8.2).

use core::fmt;

use super::text;
use crate::error::{Error, ErrorKind};

/// The most bytes of an ATR.
const MAX: usize = 33;
/// TS of the direct convention.
const DIRECT: u8 = 0x3B;
/// TS of the inverse convention.
const INVERSE: u8 = 0x3F;

/// How a card codes its bits on the line; readers hand out bytes that are decoded already. Shown in the example of [`Atr`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtrConvention {
    /// TS is 3B.
    Direct,
    /// TS is 3F.
    Inverse,
}

/// The interface bytes of one level, TAi to TDi (ISO/IEC 7816-3:2006, 8.2). What they mean depends on level and protocol; the
/// command line's `card atr` says it. Shown in the example of [`Atr`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InterfaceBytes {
    /// TAi
    pub a: Option<u8>,
    /// TBi
    pub b: Option<u8>,
    /// TCi
    pub c: Option<u8>,
    /// TDi: the protocol of the next level's bytes in the lower half, which of them follow in the upper half.
    pub d: Option<u8>,
}

/// A card's answer to reset (ISO/IEC 7816-3:2006, 8.2), complete and with a right check byte: 2 to 33 bytes. It prints as upper-case
/// digits without blanks.
///
/// ```
/// use aclavis::card::{Atr, AtrConvention, InterfaceBytes};
/// let atr = Atr::from_hex("3b8d0180fba000000397425446590301c8")?;
/// assert_eq!(atr.protocols().collect::<Vec<_>>(), [1]);
/// assert_eq!(atr.convention(), AtrConvention::Direct);
/// let level = InterfaceBytes { d: Some(0x01), ..InterfaceBytes::default() };
/// assert_eq!(atr.interface_bytes().collect::<Vec<_>>(), [level]);
/// assert_eq!(atr.historical_bytes()[..2], [0x80, 0xfb]);
/// assert_eq!(atr.check_byte(), Some(0xc8));
///
/// let error = Atr::from_hex("3b8d0180fba000000397425446590301c9").unwrap_err();
/// assert_eq!((error.kind().code(), error.span()), ("atr-check-byte", 16..17));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Atr {
    bytes: [u8; MAX],
    len: usize,
    /// Where the historical bytes begin.
    historical: usize,
    /// Whether a check byte is behind them.
    is_checked: bool,
}

impl Atr {
    /// Reads hexadecimal digits of either case with blanks, dashes or colons in any grouping.
    ///
    /// # Errors
    ///
    /// `empty-value`, `bad-hex`, and those of [`from_bytes`](Self::from_bytes), whose spans count bytes of the ATR.
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        Self::from_bytes(text::from_hex(text, ErrorKind::AtrTrailing, &mut [0; text::MAX])?)
    }

    /// Takes the bytes as a reader gives them.
    ///
    /// # Errors
    ///
    /// `atr-start`: another first byte than 3B or 3F. `atr-truncated`, `atr-trailing`: fewer or more bytes than it announces, or more
    /// than 33. `atr-check-byte`: a wrong one.
    pub fn from_bytes(given: &[u8]) -> Result<Self, Error> {
        let truncated = || Error::in_bytes(ErrorKind::AtrTruncated, given.len()..given.len());
        let (start, format) = match given {
            [] => return Err(truncated()),
            [DIRECT | INVERSE, rest @ ..] => (*rest.first().ok_or_else(truncated)?, 2),
            [_, ..] => return Err(Error::in_bytes(ErrorKind::AtrStart, 0..1)),
        };
        let mut levels = Levels::new(start, given.get(format..).unwrap_or_default());
        let is_checked = levels.by_ref().fold(false, |found, level| found | level.d.is_some_and(|d| d & 0xF != 0));
        if levels.is_truncated {
            return Err(truncated());
        }
        let historical = given.len().saturating_sub(levels.rest.len());
        let end = historical.saturating_add((start & 0xF).into()).saturating_add(is_checked.into());
        if given.len() < end {
            return Err(truncated());
        }
        if given.len() > end || end > MAX {
            return Err(Error::in_bytes(ErrorKind::AtrTrailing, end.min(MAX)..given.len()));
        }
        let sum = given.iter().skip(1).fold(0, |sum, byte| sum ^ byte);
        if is_checked && sum != 0 {
            return Err(Error::in_bytes(ErrorKind::AtrCheckByte, end.saturating_sub(1)..end));
        }
        let mut bytes = [0; MAX];
        bytes.iter_mut().zip(given).for_each(|(place, byte)| *place = *byte);
        Ok(Self { bytes, len: end, historical, is_checked })
    }

    /// The bytes, 2 to 33.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// What TS, the first byte, says.
    #[must_use]
    pub fn convention(&self) -> AtrConvention {
        if self.bytes.first() == Some(&INVERSE) { AtrConvention::Inverse } else { AtrConvention::Direct }
    }

    /// The interface bytes, level by level, from TA1.
    pub fn interface_bytes(&self) -> impl Iterator<Item = InterfaceBytes> + '_ {
        let format = self.bytes.get(1).copied().unwrap_or_default();
        Levels::new(format, self.bytes.get(2..self.historical).unwrap_or_default())
    }

    /// The transmission protocols that the card offers, in its order: 0 for T=0, 1 for T=1; 15 stands for bytes that concern no protocol.
    pub fn protocols(&self) -> impl Iterator<Item = u8> + '_ {
        let offered = self.interface_bytes().filter_map(|level| level.d).map(|d| d & 0xF);
        let default = self.interface_bytes().all(|level| level.d.is_none()).then_some(0);
        offered.chain(default)
    }

    /// The historical bytes (ISO/IEC 7816-4, 8.1.1): up to 15.
    #[must_use]
    pub fn historical_bytes(&self) -> &[u8] {
        let end = self.len.saturating_sub(self.is_checked.into());
        self.bytes.get(self.historical..end).unwrap_or_default()
    }

    /// TCK, which is there where a protocol other than T=0 is offered: the exclusive or of all bytes from the second one to the last is
    /// zero.
    #[must_use]
    pub fn check_byte(&self) -> Option<u8> {
        self.as_bytes().last().copied().filter(|_| self.is_checked)
    }
}

impl fmt::Display for Atr {
    /// Upper-case hexadecimal digits without blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for Atr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Atr({self})")
    }
}

/// Interface bytes, level by level.
struct Levels<'a> {
    rest: &'a [u8],
    /// Which bytes the next level has, in the upper half.
    format: u8,
    is_truncated: bool,
}

impl<'a> Levels<'a> {
    fn new(format: u8, rest: &'a [u8]) -> Self {
        Self { rest, format, is_truncated: false }
    }

    /// The next byte, if the format announces it.
    fn announced(&mut self, bit: u8) -> Option<u8> {
        if self.format & bit == 0 {
            return None;
        }
        let Some((byte, rest)) = self.rest.split_first() else {
            self.is_truncated = true;
            return None;
        };
        self.rest = rest;
        Some(*byte)
    }
}

impl Iterator for Levels<'_> {
    type Item = InterfaceBytes;

    fn next(&mut self) -> Option<InterfaceBytes> {
        if self.format & 0xF0 == 0 {
            return None;
        }
        let [a, b, c, d] = [0x10, 0x20, 0x40, 0x80].map(|bit| self.announced(bit));
        self.format = d.unwrap_or_default();
        Some(InterfaceBytes { a, b, c, d })
    }
}
