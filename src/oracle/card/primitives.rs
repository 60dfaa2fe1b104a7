//! The primitives under card crypto, for known answers and comparisons.

use crate::card::kdf::{FixedData, PrfKey};
use crate::card::{PinKey, Prf};

/// The pseudo-random function of a message, 8, 16 or 32 bytes of it; nothing where the key has another length than it needs. A 3DES key
/// has 24 bytes.
#[must_use]
pub fn mac(prf: Prf, key: &[u8], message: &[u8], out: &mut [u8]) -> Option<()> {
    derive(prf, key, &FixedData { before: &[message], counter: 0, after: &[] }, out)
}

/// Key derivation in counter mode (SP 800-108r1, 4.1) with a counter of so many bytes, 1 to 4, between two parts of fixed data.
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
