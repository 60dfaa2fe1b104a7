//! Master secrets.

use core::fmt;

use rand_core::TryCryptoRng;

use super::encoding;
use crate::card::kdf::HmacKey;
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
pub struct MasterSecret(HmacKey);

impl MasterSecret {
    /// The secret with these 32 bytes.
    ///
    /// # Errors
    ///
    /// Another number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut secret = HmacKey::zeroed();
        if bytes.len() != secret.bytes().len() {
            return Err(Error::of_size(ErrorKind::KeyLength, bytes.len()));
        }
        secret.bytes_mut().copy_from_slice(bytes);
        Ok(Self(secret))
    }

    /// The secret in a file: exactly 32 bytes, or their hexadecimal digits or base64, with one line end at the most behind these.
    ///
    /// # Errors
    ///
    /// Anything else. The error says nothing about what was there.
    pub fn from_encoded(encoded: &[u8]) -> Result<Self, Error> {
        let mut secret = HmacKey::zeroed();
        encoding::decode(encoded, secret.bytes_mut()).ok_or_else(|| Error::new(ErrorKind::KeyEncoding))?;
        Ok(Self(secret))
    }

    /// A new secret.
    ///
    /// # Errors
    ///
    /// The random source fails.
    pub fn generate(random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        let mut secret = HmacKey::zeroed();
        random.try_fill_bytes(secret.bytes_mut()).map_err(|_| Error::new(ErrorKind::RandomSource))?;
        Ok(Self(secret))
    }

    /// The 32 bytes, to be stored. Whoever holds it can derive every key.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.bytes()
    }

    pub(crate) fn key(&self) -> &HmacKey {
        &self.0
    }
}

impl fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterSecret")
    }
}
