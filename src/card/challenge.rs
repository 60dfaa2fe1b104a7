//! Challenges of cards, and the answers to them.

use core::fmt;

use base64ct::{Base64, Encoding};
use rand_core::TryCryptoRng;
use subtle::ConstantTimeEq;

use super::algorithm::Algorithm;
use super::text::{self, MAX, MAX_BASE64, ROOM};
use crate::error::{Error, ErrorKind};

/// How many blocks of an algorithm a challenge may have.
///
/// Cards give one block, and an [`Algorithm`] stands for that wherever this type is asked for. The minidriver's rule allows for more
/// with 3DES, up to eight blocks or 64 bytes.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, Blocks, Challenge};
/// let two = Challenge::from_bytes(&[0; 16], Blocks::several(Algorithm::Tdes3))?;
/// let key = AdminKey::from_encoded(Algorithm::Tdes3, b"0d319107fb3d11588375d96e5c22a7c1499b20e3761804ba")?;
/// assert_eq!(format!("{:X}", key.respond(&two)?), "9AA6 9597 AD44 4046 D55E CB81 3DDD BDB1"); // in CBC: equal blocks differ
/// assert_eq!(Challenge::from_bytes(&[0; 16], Algorithm::Tdes3).unwrap_err().kind().code(), "challenge-length");
/// # Ok::<(), aclavis::Error>(())
/// ```
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

/// What a card asks: the bytes to be encrypted under its admin key, one block of 8 bytes for 3DES or 16 for AES. It is no secret.
///
/// ```
/// use aclavis::card::{Algorithm, Challenge};
/// let challenge = Challenge::from_base64("1hFD+cz/0so=", Algorithm::Tdes3)?;
/// assert_eq!(challenge, Challenge::from_hex("d6:11:43:f9 ccff-d2ca", Algorithm::Tdes3)?);
///
/// let refused = |text| Challenge::from_base64(text, Algorithm::Tdes3).unwrap_err().kind().code();
/// assert_eq!(refused("1hFD cz/0so="), "blank-in-base64"); // a `+` that was not percent-encoded
/// assert_eq!(refused("D61143F9CCFFD2CA"), "looks-like-hex");
/// assert_eq!(refused("1hFD+cz/0so"), "non-canonical-base64");
/// assert_eq!(refused("1hFD+cz/"), "challenge-length");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Challenge(Inline);

impl Challenge {
    /// Reads canonical base64 in the standard alphabet (RFC 4648, 4).
    ///
    /// # Errors
    ///
    /// `empty-value`, `blank-in-base64` for a blank inside (a `+` that was not percent-encoded), `looks-like-hex`, `bad-base64` for
    /// another character, `non-canonical-base64` for wrong padding or excess bits, `challenge-length` for another number of bytes than
    /// the algorithm's block has.
    pub fn from_base64(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Inline::from_base64(text, blocks.into(), ErrorKind::ChallengeLength).map(Self)
    }

    /// Reads help-desk text: hexadecimal digits of either case with blanks, dashes or colons in any grouping.
    ///
    /// # Errors
    ///
    /// `empty-value`, `bad-hex` for another character or half a byte, `challenge-length`.
    pub fn from_hex(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Inline::from_hex(text, blocks.into(), ErrorKind::ChallengeLength).map(Self)
    }

    /// Takes the bytes as they are.
    ///
    /// # Errors
    ///
    /// `challenge-length`.
    pub fn from_bytes(bytes: &[u8], blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Inline::new(bytes, blocks.into(), ErrorKind::ChallengeLength).map(Self)
    }

    /// A challenge of one block from a random source, as a card makes it.
    ///
    /// # Errors
    ///
    /// `random-source`: it fails.
    pub fn generate(algorithm: Algorithm, random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        let mut inline = Inline { bytes: [0; MAX], len: algorithm.block_len(), algorithm };
        random.try_fill_bytes(inline.as_bytes_mut()).map_err(|_| Error::new(ErrorKind::RandomSource))?;
        Ok(Self(inline))
    }

    /// The bytes: 8 or 16, more where more blocks were asked for.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The algorithm for which it was read.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.0.algorithm
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Challenge({:X})", self.0)
    }
}

/// What answers a challenge: as many bytes as it has.
///
/// It prints as base64, and with `{:X}` as upper-case hexadecimal digits in groups of four, for reading out. Responses are compared in
/// constant time only, by [`AdminKey::verify`](super::AdminKey::verify).
///
/// ```
/// use aclavis::card::{Algorithm, Response};
/// let read_out = Response::from_hex("1746 6e76 6e30 3cb6", Algorithm::Tdes3)?;
/// assert_eq!((read_out.to_string(), format!("{read_out:X}")), ("F0Zudm4wPLY=".into(), "1746 6E76 6E30 3CB6".into()));
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct Response(Inline);

impl Response {
    /// Reads canonical base64 in the standard alphabet (RFC 4648, 4).
    ///
    /// # Errors
    ///
    /// Like those of [`Challenge::from_base64`], but `response-length` for the number of bytes.
    pub fn from_base64(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Inline::from_base64(text, blocks.into(), ErrorKind::ResponseLength).map(Self)
    }

    /// Reads help-desk text: hexadecimal digits of either case with blanks, dashes or colons in any grouping.
    ///
    /// # Errors
    ///
    /// Like those of [`Challenge::from_hex`], but `response-length` for the number of bytes.
    pub fn from_hex(text: &str, blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Inline::from_hex(text, blocks.into(), ErrorKind::ResponseLength).map(Self)
    }

    /// Takes the bytes as they are.
    ///
    /// # Errors
    ///
    /// `response-length`.
    pub fn from_bytes(bytes: &[u8], blocks: impl Into<Blocks>) -> Result<Self, Error> {
        Inline::new(bytes, blocks.into(), ErrorKind::ResponseLength).map(Self)
    }

    /// The challenge's bytes, to be encrypted in place.
    pub(super) fn in_place_of(challenge: &Challenge) -> Self {
        Self(challenge.0)
    }

    /// The bytes: as many as the challenge has.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The algorithm for which it was computed or read.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.0.algorithm
    }

    pub(super) fn as_bytes_mut(&mut self) -> &mut [u8] {
        self.0.as_bytes_mut()
    }

    /// Whether both are the same, in constant time.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; MAX_BASE64];
        f.pad(Base64::encode(self.as_bytes(), &mut text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::UpperHex for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::UpperHex::fmt(&self.0, f)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Response")
    }
}

/// Blocks of an algorithm, without an allocation.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Inline {
    bytes: [u8; MAX],
    len: usize,
    algorithm: Algorithm,
}

impl Inline {
    fn from_base64(text: &str, blocks: Blocks, length: ErrorKind) -> Result<Self, Error> {
        Self::new(text::from_base64(text, blocks.block(), length, &mut [0; ROOM])?, blocks, length)
    }

    fn from_hex(text: &str, blocks: Blocks, length: ErrorKind) -> Result<Self, Error> {
        Self::new(text::from_hex(text, length, &mut [0; MAX])?, blocks, length)
    }

    /// Copies bytes of a right length; any other is an error of the kind `length`.
    fn new(given: &[u8], blocks: Blocks, length: ErrorKind) -> Result<Self, Error> {
        let mut inline = Self { bytes: [0; MAX], len: given.len(), algorithm: blocks.algorithm };
        if !blocks.fits(given.len()) {
            return Err(Error::of_size(length, given.len()));
        }
        inline.as_bytes_mut().copy_from_slice(given);
        Ok(inline)
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn as_bytes_mut(&mut self) -> &mut [u8] {
        self.bytes.get_mut(..self.len).unwrap_or_default()
    }
}

impl fmt::UpperHex for Inline {
    /// In groups of four digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, pair) in self.as_bytes().chunks(2).enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            pair.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
        }
        Ok(())
    }
}
