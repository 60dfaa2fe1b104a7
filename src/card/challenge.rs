//! Challenges of cards, and the answers to them.

use core::fmt;

use base64ct::{Base64, Encoding};
use rand_core::TryCryptoRng;
use subtle::ConstantTimeEq;

use super::algorithm::Algorithm;
use super::text::{self, MAX};
use crate::error::{Error, ErrorKind};

/// How many blocks of an algorithm a challenge may have.
///
/// Cards give one block, and an [`Algorithm`] stands for that wherever this type is asked for. The minidriver's rule allows for more
/// with 3DES, up to 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    algorithm: Algorithm,
    several: bool,
}

impl Blocks {
    /// One block or more of 3DES, one of AES.
    #[must_use]
    pub const fn several(algorithm: Algorithm) -> Self {
        Self { algorithm, several: true }
    }

    fn block(self) -> usize {
        self.algorithm.block_len()
    }

    fn fits(self, size: usize) -> bool {
        size == self.block()
            || self.several && self.algorithm == Algorithm::Tdes3 && size > 0 && size <= MAX && size.is_multiple_of(self.block())
    }
}

impl From<Algorithm> for Blocks {
    fn from(algorithm: Algorithm) -> Self {
        Self { algorithm, several: false }
    }
}

/// What a card asks: the bytes to be encrypted under its admin key. It is no secret.
///
/// ```
/// use aclavis::card::{Algorithm, Challenge};
/// let challenge = Challenge::from_base64("1hFD+cz/0so=", Algorithm::Tdes3)?;
/// assert_eq!(challenge, Challenge::from_hex("D611 43F9 CCFF D2CA", Algorithm::Tdes3)?);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    bytes: [u8; MAX],
    len: usize,
    algorithm: Algorithm,
}

impl Challenge {
    /// Reads canonical base64 in the standard alphabet.
    ///
    /// # Errors
    ///
    /// Each its own kind: nothing, a blank inside (a `+` that was not percent-encoded), hexadecimal digits, another character, base64
    /// that is not canonical, another number of bytes than the algorithm's block has.
    pub fn from_base64(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        let blocks = blocks.into();
        Self::from_bytes(text::from_base64(text, blocks.block(), ErrorKind::ChallengeLength, &mut [0; MAX])?, blocks)
    }

    /// Reads help-desk text: hexadecimal digits of either case with blanks, dashes or colons in any grouping.
    ///
    /// # Errors
    ///
    /// Nothing, another character, half a byte, another number of bytes than the algorithm's block has.
    pub fn from_hex(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Self::from_bytes(text::from_hex(text, ErrorKind::ChallengeLength, &mut [0; MAX])?, blocks)
    }

    /// Takes the bytes as they are.
    ///
    /// # Errors
    ///
    /// Another number of bytes than the algorithm's block has.
    pub fn from_bytes(given: &[u8], blocks: impl Into<Blocks>) -> Result<Self, Error> {
        let blocks = blocks.into();
        let (bytes, len) = inline(given, blocks, ErrorKind::ChallengeLength)?;
        Ok(Self { bytes, len, algorithm: blocks.algorithm })
    }

    /// A challenge of one block from a random source, as a card makes it.
    ///
    /// # Errors
    ///
    /// The random source fails.
    pub fn generate(algorithm: Algorithm, random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        let mut bytes = [0; MAX];
        let len = algorithm.block_len();
        random.try_fill_bytes(bytes.get_mut(..len).unwrap_or_default()).map_err(|_| Error::new(ErrorKind::RandomSource))?;
        Ok(Self { bytes, len, algorithm })
    }

    /// The bytes: 8 or 16, more where more blocks were asked for.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// The algorithm for which it was read.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Challenge({:X})", Grouped(self.as_bytes()))
    }
}

/// What answers a challenge.
///
/// It prints as base64, and with `{:X}` as upper-case hexadecimal digits in groups of four, for reading out. Responses are compared in
/// constant time only, by [`AdminKey::verify`](super::AdminKey::verify).
pub struct Response {
    bytes: [u8; MAX],
    len: usize,
    algorithm: Algorithm,
}

impl Response {
    /// Reads canonical base64 in the standard alphabet.
    ///
    /// # Errors
    ///
    /// Like those of [`Challenge::from_base64`].
    pub fn from_base64(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        let blocks = blocks.into();
        Self::from_bytes(text::from_base64(text, blocks.block(), ErrorKind::ResponseLength, &mut [0; MAX])?, blocks)
    }

    /// Reads help-desk text: hexadecimal digits of either case with blanks, dashes or colons in any grouping.
    ///
    /// # Errors
    ///
    /// Like those of [`Challenge::from_hex`].
    pub fn from_hex(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Self::from_bytes(text::from_hex(text, ErrorKind::ResponseLength, &mut [0; MAX])?, blocks)
    }

    /// Takes the bytes as they are.
    ///
    /// # Errors
    ///
    /// Another number of bytes than the algorithm's block has.
    pub fn from_bytes(given: &[u8], blocks: impl Into<Blocks>) -> Result<Self, Error> {
        let blocks = blocks.into();
        let (bytes, len) = inline(given, blocks, ErrorKind::ResponseLength)?;
        Ok(Self { bytes, len, algorithm: blocks.algorithm })
    }

    /// The challenge's bytes, to be encrypted in place.
    pub(super) fn in_place_of(challenge: &Challenge) -> Self {
        Self { bytes: challenge.bytes, len: challenge.len, algorithm: challenge.algorithm }
    }

    /// The bytes: as many as the challenge has.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// The algorithm for which it was read.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub(super) fn as_bytes_mut(&mut self) -> &mut [u8] {
        self.bytes.get_mut(..self.len).unwrap_or_default()
    }

    /// Whether both are the same, in constant time.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 88];
        f.pad(Base64::encode(self.as_bytes(), &mut text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::UpperHex for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::UpperHex::fmt(&Grouped(self.as_bytes()), f)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Response")
    }
}

/// Bytes as hexadecimal digits in groups of four.
struct Grouped<'a>(&'a [u8]);

impl fmt::UpperHex for Grouped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, pair) in self.0.chunks(2).enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            pair.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
        }
        Ok(())
    }
}

/// Copies bytes of a right length.
fn inline(given: &[u8], blocks: Blocks, length: ErrorKind) -> Result<([u8; MAX], usize), Error> {
    let mut bytes = [0; MAX];
    match bytes.get_mut(..given.len()).filter(|_| blocks.fits(given.len())) {
        Some(place) => place.copy_from_slice(given),
        None => return Err(Error::of_size(length, given.len())),
    }
    Ok((bytes, given.len()))
}
