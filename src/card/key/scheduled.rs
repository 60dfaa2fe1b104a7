//! Admin keys with their key schedule.

use alloc::boxed::Box;
use core::fmt;

use crate::card::algorithm::Algorithm;
use crate::card::challenge::{Challenge, Response};
use crate::card::cipher::{BlockKey, Cipher, cbc_encrypt};
use crate::card::secret::on_wiped_stack;
use crate::error::{Error, ErrorKind};

/// An admin key whose key schedule is computed once, for many challenges. Made by [`AdminKey::schedule`](super::AdminKey::schedule).
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, Challenge};
/// let scheduled = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24])?.schedule();
/// for (challenge, response) in [("1hFD+cz/0so=", "F0Zudm4wPLY="), ("AAAAAAAAAAA=", "jKZN6cGxI6c=")] {
///     let challenge = Challenge::from_base64(challenge, Algorithm::Tdes3)?;
///     assert_eq!(scheduled.respond(&challenge)?.to_string(), response);
/// }
/// # Ok::<(), aclavis::Error>(())
/// ```
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
    /// `other-algorithm`: the challenge was read for another one.
    pub fn respond(&self, challenge: &Challenge) -> Result<Response, Error> {
        let mut response = unanswered(self.algorithm, challenge)?;
        on_wiped_stack(self.algorithm.into(), || answer(&*self.cipher, &mut response));
        Ok(response)
    }

    /// Like [`AdminKey::verify`](super::AdminKey::verify).
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the challenge was read for another one.
    pub fn verify(&self, challenge: &Challenge, response: &Response) -> Result<bool, Error> {
        Ok(self.respond(challenge)?.is(response))
    }
}

impl fmt::Debug for ScheduledKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScheduledKey")
    }
}

/// The challenge in the place of its response. Refused before a cipher is made: an error must not take with it what that leaves on the
/// stack.
pub(super) fn unanswered(algorithm: Algorithm, challenge: &Challenge) -> Result<Response, Error> {
    if challenge.algorithm() != algorithm {
        return Err(Error::new(ErrorKind::OtherAlgorithm));
    }
    Ok(Response::in_place_of(challenge))
}

/// The minidriver's rule.
pub(super) fn answer(cipher: &dyn Cipher, response: &mut Response) {
    cbc_encrypt(cipher, response.algorithm().block_len(), response.as_bytes_mut());
}
