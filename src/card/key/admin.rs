//! Admin keys.

use core::fmt;

use rand_core::TryCryptoRng;

use super::encoding;
use super::scheduled::{answer, unanswered};
use super::weakness::{Weaknesses, fill_strong, weaknesses};
use crate::card::algorithm::Algorithm;
use crate::card::challenge::{Challenge, Response};
use crate::card::cipher::{BlockKey, Cipher};
use crate::card::key::ScheduledKey;
use crate::card::secret::on_wiped_stack;
use crate::error::{Error, ErrorKind};

/// Bytes of a two-key 3DES key.
const TWO_KEY: usize = 16;

/// A card's admin key, also called card management key or PIV's 9B key: 24 bytes for 3DES, 16, 24 or 32 for AES.
///
/// Weak and default keys are there for use, since cards come with them: [`weaknesses`](Self::weaknesses) says what is wrong with a
/// key, and [`require_strong`](Self::require_strong) refuses it where it must not be. The key is boxed and wiped; it cannot be
/// cloned, compared or printed.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, Challenge};
/// let key = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24])?;
/// let challenge = Challenge::from_base64("1hFD+cz/0so=", Algorithm::Tdes3)?;
/// let response = key.respond(&challenge)?;
/// assert_eq!(response.to_string(), "F0Zudm4wPLY=");
/// assert_eq!(format!("{response:X}"), "1746 6E76 6E30 3CB6");
/// assert!(key.verify(&challenge, &response)?);
/// assert!(key.require_strong().is_err());
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct AdminKey {
    key: BlockKey,
    two_key: bool,
}

impl AdminKey {
    /// The key with these bytes: 24 for 3DES, or 16, which are read as K1, K2, K1; 16, 24 or 32 for AES. Parity bits are kept and ignored.
    ///
    /// # Errors
    ///
    /// `key-length`: another number of bytes.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, Error> {
        Self::two_key(algorithm, |first| (bytes.len() == TWO_KEY).then(|| first.copy_from_slice(bytes)))
            .or_else(|| {
                let mut key = BlockKey::zeroed(algorithm);
                (bytes.len() == algorithm.key_len()).then(|| key.bytes_mut().copy_from_slice(bytes))?;
                Some(Self { key, two_key: false })
            })
            .ok_or_else(|| Error::of_size(ErrorKind::KeyLength, bytes.len()))
    }

    /// The key in a file: exactly its bytes, or their hexadecimal digits or base64, with one line end at the most behind these. For
    /// 3DES, 16 bytes in any of these forms are read as K1, K2, K1; but 24 bytes are always a whole key, even if they look like base64.
    ///
    /// ```
    /// use aclavis::card::{AdminKey, Algorithm};
    /// let two = AdminKey::from_encoded(Algorithm::Tdes3, b"0123456789abcdeffedcba9876543210\r\n")?;
    /// assert!(two.is_two_key());
    /// assert_eq!(two.expose()[16..], two.expose()[..8]);
    /// let error = AdminKey::from_encoded(Algorithm::Aes256, b"0123456789abcdef").unwrap_err();
    /// assert_eq!(error.to_string(), "not a key of this algorithm");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `key-encoding`: anything else. The error says nothing about what was there.
    pub fn from_encoded(algorithm: Algorithm, encoded: &[u8]) -> Result<Self, Error> {
        // 32 digits are not taken for the base64 of 24 bytes.
        let is_raw = encoded.len() == algorithm.key_len();
        Self::two_key(algorithm, |first| if is_raw { None } else { encoding::decode(encoded, first) })
            .or_else(|| {
                let mut key = BlockKey::zeroed(algorithm);
                encoding::decode(encoded, key.bytes_mut())?;
                Some(Self { key, two_key: false })
            })
            .ok_or_else(|| Error::new(ErrorKind::KeyEncoding))
    }

    /// A 3DES key whose first two parts somebody fills.
    fn two_key(algorithm: Algorithm, fill: impl FnOnce(&mut [u8]) -> Option<()>) -> Option<Self> {
        let mut key = BlockKey::zeroed(algorithm);
        if algorithm != Algorithm::Tdes3 {
            return None;
        }
        let (first, third) = key.bytes_mut().split_at_mut_checked(TWO_KEY)?;
        fill(first)?;
        third.copy_from_slice(first.first_chunk::<8>()?);
        Some(Self { key, two_key: true })
    }

    /// A strong key from a random source, with odd parity for 3DES.
    ///
    /// # Errors
    ///
    /// `random-source`: it fails. `no-strong-key`: it gives 256 weak keys in a row.
    pub fn generate(algorithm: Algorithm, random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        Self::strong(algorithm, |_, key| random.try_fill_bytes(key).map_err(|_| Error::new(ErrorKind::RandomSource)))
    }

    /// The first strong one of the keys that somebody fills in, given the number of the attempt.
    pub(crate) fn strong(algorithm: Algorithm, fill: impl FnMut(u8, &mut [u8]) -> Result<(), Error>) -> Result<Self, Error> {
        let mut key = BlockKey::zeroed(algorithm);
        fill_strong(&mut key, fill)?;
        Ok(Self { key, two_key: false })
    }

    /// The algorithm.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }

    /// What is wrong with the key, parity bits ignored. Computed in constant time.
    #[must_use]
    pub fn weaknesses(&self) -> Weaknesses {
        weaknesses(&self.key)
    }

    /// Refuses a weak, degenerate or default key, which must neither be set on a card nor be the source of a PIN.
    ///
    /// # Errors
    ///
    /// `weak-key`: [`weaknesses`](Self::weaknesses) finds any.
    pub fn require_strong(&self) -> Result<(), Error> {
        if self.weaknesses().is_empty() { Ok(()) } else { Err(Error::new(ErrorKind::WeakKey)) }
    }

    /// Whether the key was given as two parts, 16 bytes.
    #[must_use]
    pub fn is_two_key(&self) -> bool {
        self.two_key
    }

    /// The key check value: the first three bytes of a block of zeros, encrypted. It may be shown.
    #[must_use]
    pub fn check_value(&self) -> [u8; 3] {
        let mut block = [0; 16];
        let block = block.get_mut(..self.algorithm().block_len()).unwrap_or_default();
        self.with_cipher(|cipher| cipher.encrypt(block));
        block.first_chunk().copied().unwrap_or_default()
    }

    /// The answer to a challenge: its blocks encrypted in CBC mode with an initialisation vector of zeros and without padding, as
    /// the Windows minidriver and GIDS cards expect it; one block is the same as ECB, which AES cards expect.
    ///
    /// Nothing is allocated.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the challenge was read for another one.
    pub fn respond(&self, challenge: &Challenge) -> Result<Response, Error> {
        let mut response = unanswered(self.algorithm(), challenge)?;
        self.with_cipher(|cipher| answer(cipher, &mut response));
        Ok(response)
    }

    /// Whether an answer is right. The comparison takes the same time wherever it differs.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the challenge was read for another one.
    pub fn verify(&self, challenge: &Challenge, response: &Response) -> Result<bool, Error> {
        Ok(self.respond(challenge)?.is(response))
    }

    /// The key with its key schedule computed, for many challenges.
    #[must_use]
    pub fn schedule(&self) -> ScheduledKey {
        on_wiped_stack(self.algorithm().into(), || ScheduledKey::new(&self.key))
    }

    /// The key itself: 24, 16, 24 or 32 bytes. Whoever holds them can do what the key can.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.key.bytes()
    }

    /// The same key once more, for a scheme that gives it to every card.
    pub(crate) fn copy(&self) -> Self {
        let mut key = BlockKey::zeroed(self.algorithm());
        key.bytes_mut().copy_from_slice(self.key.bytes());
        Self { key, two_key: self.two_key }
    }

    /// Writes a version into the parity bits of the first eight bytes of a 3DES key, the highest bit first.
    pub(crate) fn set_version(&mut self, version: u8) {
        let places = [(0, 8), (16, 8)];
        for (start, len) in places.into_iter().take(if self.two_key { 2 } else { 1 }) {
            let part = self.key.bytes_mut().get_mut(start..).unwrap_or_default();
            for (bit, byte) in part.iter_mut().take(len).enumerate() {
                *byte = *byte & 0xFE | version.rotate_left(u32::try_from(bit).unwrap_or_default().saturating_add(1)) & 1;
            }
        }
    }

    pub(crate) fn with_cipher<T>(&self, work: impl FnOnce(&dyn Cipher) -> T) -> T {
        on_wiped_stack(self.algorithm().into(), || self.key.with(work))
    }
}

impl fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminKey")
    }
}
