//! Admin keys with their key schedule.

use alloc::boxed::Box;
use core::fmt;

use crate::card::algorithm::Algorithm;
use crate::card::challenge::{Challenge, Response};
use crate::card::cipher::{BlockKey, Cipher, cbc_encrypt};
use crate::error::{Error, ErrorKind};

/// An admin key whose key schedule is computed once, for many challenges. Made by [`AdminKey::schedule`](super::AdminKey::schedule).
pub struct ScheduledKey {
    algorithm: Algorithm,
    cipher: Box<dyn Cipher + Send + Sync>,
}

impl ScheduledKey {
    pub(super) fn new(key: &BlockKey) -> Self {
        Self { algorithm: key.algorithm(), cipher: key.scheduled() }
    }

    /// Like [`AdminKey::respond`](super::AdminKey::respond).
    ///
    /// # Errors
    ///
    /// The challenge was read for another algorithm.
    pub fn respond(&self, challenge: &Challenge) -> Result<Response, Error> {
        respond(&*self.cipher, self.algorithm, challenge)
    }

    /// Like [`AdminKey::verify`](super::AdminKey::verify).
    ///
    /// # Errors
    ///
    /// The challenge was read for another algorithm.
    pub fn verify(&self, challenge: &Challenge, response: &Response) -> Result<bool, Error> {
        Ok(self.respond(challenge)?.is(response))
    }
}

impl fmt::Debug for ScheduledKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScheduledKey")
    }
}

/// The minidriver's rule.
pub(super) fn respond(cipher: &dyn Cipher, algorithm: Algorithm, challenge: &Challenge) -> Result<Response, Error> {
    if challenge.algorithm() != algorithm {
        return Err(Error::new(ErrorKind::OtherAlgorithm));
    }
    let mut response = Response::in_place_of(challenge);
    cbc_encrypt(cipher, algorithm.block_len(), response.as_bytes_mut());
    Ok(response)
}
