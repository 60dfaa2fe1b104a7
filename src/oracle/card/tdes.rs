//! 3DES, compared with another implementation of it.

use crate::card::{AdminKey, Algorithm, Challenge, piv};
use crate::error::Error;
use crate::oracle::{Checked, same};

/// The response to a block and what a witness is decrypted to are what another implementation made of key and block.
///
/// ```
/// // The first row of NIST's variable plaintexts. With its weak key both directions are the same.
/// let plain = 0x8000_0000_0000_0000_u64.to_be_bytes();
/// let other = 0x95f8_a5e5_dd31_d900_u64.to_be_bytes();
/// assert_eq!(aclavis::oracle::card::tdes([1; 24], plain, other, other), Ok(()));
/// assert!(aclavis::oracle::card::tdes([1; 24], plain, other, plain).is_err());
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn tdes(key: [u8; 24], block: [u8; 8], encrypted: [u8; 8], decrypted: [u8; 8]) -> Checked {
    let ours = || -> Result<_, Error> {
        let key = AdminKey::from_bytes(Algorithm::Tdes3, &key)?;
        let block = Challenge::from_bytes(&block, Algorithm::Tdes3)?;
        let response = key.respond(&block)?;
        let witness = piv::decrypt_witness(&key, &block)?;
        Ok((response.as_bytes().to_vec(), witness.as_bytes().to_vec()))
    };
    same("both implementations agree", &ours(), &Ok((encrypted.to_vec(), decrypted.to_vec())))
}
