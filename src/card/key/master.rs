//! Master secrets.

use core::fmt;

use rand_core::TryCryptoRng;
use subtle::ConstantTimeEq;

use super::encoding;
use crate::card::kdf::{HmacKey, PreparedHmacKey};
use crate::card::secret::{Frames, on_wiped_stack};
use crate::error::{Error, ErrorKind};

/// The 32 random bytes from which a site derives its cards' admin keys and PIN keys (construction v1). Boxed and wiped; it cannot be
/// cloned, compared or printed. Losing it loses every key that was derived from it.
///
/// ```
/// use aclavis::card::MasterSecret;
/// let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
/// assert_eq!(format!("{master:?}"), "MasterSecret");
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct MasterSecret(PreparedHmacKey);

impl MasterSecret {
    /// The secret with these 32 bytes.
    ///
    /// # Errors
    ///
    /// `key-length`: another number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut secret = HmacKey::zeroed();
        if bytes.len() != secret.bytes().len() {
            return Err(Error::of_size(ErrorKind::KeyLength, bytes.len()));
        }
        secret.bytes_mut().copy_from_slice(bytes);
        Ok(Self(PreparedHmacKey::new(secret)))
    }

    /// The secret in a file: exactly 32 bytes, or their hexadecimal digits or base64, with one line end at the most behind these.
    ///
    /// # Errors
    ///
    /// `key-encoding`: anything else. The error says nothing about what was there.
    pub fn from_encoded(encoded: &[u8]) -> Result<Self, Error> {
        let mut secret = HmacKey::zeroed();
        encoding::decode(encoded, secret.bytes_mut()).ok_or_else(|| Error::new(ErrorKind::KeyEncoding))?;
        Ok(Self(PreparedHmacKey::new(secret)))
    }

    /// A new secret.
    ///
    /// # Errors
    ///
    /// `random-source`: it fails, or gives a [pattern](Self::is_pattern).
    pub fn generate(random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        let mut secret = HmacKey::zeroed();
        random.try_fill_bytes(secret.bytes_mut()).map_err(|_| Error::new(ErrorKind::RandomSource))?;
        let secret = Self(PreparedHmacKey::new(secret));
        if secret.is_pattern() { Err(Error::new(ErrorKind::RandomSource)) } else { Ok(secret) }
    }

    /// Whether the secret is one that somebody has typed instead of generating it: neighbours differ by a constant, as in zeros and in
    /// 00 01 02, or both halves are equal. It works, but anybody could find it. Computed in constant time.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        on_wiped_stack(Frames::Usual, || is_pattern(self.0.bytes()))
    }

    /// The 32 bytes, to be stored. Whoever holds it can derive every key.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.bytes()
    }

    pub(crate) fn key(&self) -> &PreparedHmacKey {
        &self.0
    }
}

impl fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterSecret")
    }
}

/// Whether neighbours differ by a constant, or both halves are equal. All bytes are looked at.
fn is_pattern(bytes: &[u8]) -> bool {
    let steps = || bytes.iter().zip(bytes.iter().skip(1)).map(|(byte, next)| next.wrapping_sub(*byte));
    let first = steps().next().unwrap_or_default();
    let differing_steps = steps().fold(0, |found, step| found | (step ^ first));
    let (half, other) = bytes.split_at(bytes.len() / 2);
    let differing_halves = half.iter().zip(other).fold(0, |found, (byte, other)| found | (byte ^ other));
    bool::from(differing_steps.ct_eq(&0) | differing_halves.ct_eq(&0))
}
