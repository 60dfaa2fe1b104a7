//! The primitives under card crypto, for known answers and comparisons.

use crate::card::kdf::{FixedData, PrfKey};
use crate::card::{PinKey, Prf};

/// The pseudo-random function of a message, 8, 16 or 32 bytes of it; nothing where the key has another length than it needs. A 3DES key
/// has 24 bytes.
///
/// ```
/// use aclavis::{card::{Algorithm, Prf}, oracle::card::mac};
/// // RFC 4493, section 4, example 1.
/// let key = [0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c];
/// let mut tag = [0; 4];
/// assert!(mac(Prf::Cmac(Algorithm::Aes128), &key, b"", &mut tag).is_some());
/// assert_eq!(tag, [0xbb, 0x1d, 0x69, 0x29]);
/// ```
#[must_use]
pub fn mac(prf: Prf, key: &[u8], message: &[u8], out: &mut [u8]) -> Option<()> {
    derive(prf, key, &FixedData { before: &[message], counter: 0, after: &[] }, out)
}

/// Key derivation in counter mode (SP 800-108r1, 4.1) with a counter of so many bytes, 1 to 4, between two parts of fixed data.
/// Nothing where the key has another length than the function needs.
///
/// ```
/// use aclavis::{card::Prf, oracle::card::{counter_mode_kdf, mac}};
/// let (mut derived, mut first) = ([0; 40], [0; 32]);
/// assert!(counter_mode_kdf(Prf::HmacSha256, &[7; 32], b"", 4, b"label", &mut derived).is_some());
/// assert!(mac(Prf::HmacSha256, &[7; 32], b"\0\0\0\x01label", &mut first).is_some());
/// assert_eq!(derived[..32], first);
/// ```
#[must_use]
pub fn counter_mode_kdf(prf: Prf, key: &[u8], before: &[u8], counter: usize, after: &[u8], out: &mut [u8]) -> Option<()> {
    derive(prf, key, &FixedData { before: &[before], counter, after: &[after] }, out)
}

fn derive(prf: Prf, key: &[u8], data: &FixedData<'_>, out: &mut [u8]) -> Option<()> {
    let mut prf = PrfKey::zeroed(prf);
    let place = prf.bytes_mut();
    (place.len() == key.len()).then(|| place.copy_from_slice(key))?;
    prf.derive(data, out);
    Some(())
}

/// The bytes of a PIN key, which are never handed out otherwise.
#[must_use]
pub fn pin_key_bytes(key: &PinKey) -> &[u8] {
    key.expose()
}
