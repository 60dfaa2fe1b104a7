//! Admin keys, as the tools' arguments have them.

use aclavis::card::{AdminKey, Algorithm};

use crate::hex;

pub(crate) const KEY: &str = "00112233445566778899AABBCCDDEEFF0123456789ABCDEF";
pub(crate) const OTHER: &str = "52B92A204AA2DA89680E3E46E361AE1C2C54B6497AAEFEFB";

/// The first of them.
pub(crate) fn key() -> AdminKey {
    AdminKey::from_bytes(Algorithm::Tdes3, &hex::bytes(KEY)).unwrap()
}
