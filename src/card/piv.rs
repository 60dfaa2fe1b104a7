//! Authentication of PIV cards with the card management key, 9B (SP 800-73-4, part 2, 3.2.4 and appendix A.1).
//!
//! *External*: the card sends a challenge, the host encrypts it, with [`AdminKey::respond`]. *Mutual*: the card sends a
//! [`Witness`] encrypted, which the host [decrypts](decrypt_witness); the host sends a challenge, which the card encrypts, again with
//! [`AdminKey::respond`]. So each role encrypts or decrypts what the other one chose, and no answer can be reused.

use core::fmt;

use rand_core::TryCryptoRng;

use super::challenge::{Challenge, Response};
use super::key::AdminKey;
use crate::error::{Error, ErrorKind};

/// What a card has chosen and the host has to find out: one block. The card's side.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, piv};
/// let key = AdminKey::from_bytes(Algorithm::Aes128, &[7; 16])?;
/// let witness = piv::Witness::from_bytes(&[9; 16], Algorithm::Aes128)?;
/// let answer = piv::decrypt_witness(&key, &witness.encrypted(&key)?)?;
/// assert!(witness.is_answered_by(&answer));
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct Witness(Challenge);

impl Witness {
    /// A new witness for a key.
    ///
    /// # Errors
    ///
    /// `random-source`: it fails.
    pub fn generate(key: &AdminKey, random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        Challenge::generate(key.algorithm(), random).map(Self)
    }

    /// The witness with these bytes.
    ///
    /// # Errors
    ///
    /// `challenge-length`: another number of bytes than the algorithm's block has, 8 or 16.
    pub fn from_bytes(bytes: &[u8], algorithm: super::Algorithm) -> Result<Self, Error> {
        Challenge::from_bytes(bytes, algorithm).map(Self)
    }

    /// What the card sends.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the key is of another one.
    pub fn encrypted(&self, key: &AdminKey) -> Result<Challenge, Error> {
        let encrypted = key.respond(&self.0)?;
        Challenge::from_bytes(encrypted.as_bytes(), key.algorithm())
    }

    /// Whether the host has found out. Compared in constant time.
    #[must_use]
    pub fn is_answered_by(&self, answer: &Response) -> bool {
        Response::in_place_of(&self.0).is(answer)
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}

/// What the host answers to an encrypted witness: its one block, decrypted.
///
/// # Errors
///
/// `other-algorithm`: the witness was read for another one. `challenge-length`: it has more than one block.
pub fn decrypt_witness(key: &AdminKey, witness: &Challenge) -> Result<Response, Error> {
    if witness.algorithm() != key.algorithm() {
        return Err(Error::new(ErrorKind::OtherAlgorithm));
    }
    if witness.as_bytes().len() != key.algorithm().block_len() {
        return Err(Error::of_size(ErrorKind::ChallengeLength, witness.as_bytes().len()));
    }
    let mut answer = Response::in_place_of(witness);
    key.with_cipher(|cipher| cipher.decrypt(answer.as_bytes_mut()));
    Ok(answer)
}
