//! Sealing what is stored: AES-256-GCM-SIV (RFC 8452).

use aclavis::card::ServiceKey;
use aes_gcm_siv::aead::{AeadInOut, KeyInit};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use zeroize::Zeroizing;

/// Bytes of a nonce.
const NONCE: usize = 12;

/// A key that seals.
pub(super) struct Cipher(Box<Aes256GcmSiv>);

/// Something sealed, with its nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// The nonce.
    pub(crate) nonce: Vec<u8>,
    /// The ciphertext, with its tag of 16 bytes.
    pub(crate) sealed: Vec<u8>,
}

impl Sealed {
    /// Nonce and ciphertext in one.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.nonce.append(&mut self.sealed);
        self.nonce
    }

    /// Nonce and ciphertext apart.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        Some(Self { nonce: nonce.to_vec(), sealed: sealed.to_vec() })
    }
}

impl Cipher {
    pub(super) fn new(key: &ServiceKey) -> Self {
        Self(Box::new(Aes256GcmSiv::new(key.expose().into())))
    }

    /// Seals under a random nonce; the same nonce twice would only show that the same was sealed twice. `None` where there are no
    /// random numbers.
    pub(super) fn seal(&self, associated: &[u8], secret: &[u8]) -> Option<Sealed> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).ok()?;
        // With room for the tag, so that the secret is never moved.
        let mut sealed = Vec::with_capacity(secret.len().checked_add(16)?);
        sealed.extend_from_slice(secret);
        self.0.encrypt_in_place(&Nonce::from(nonce), associated, &mut sealed).ok()?;
        Some(Sealed { nonce: nonce.to_vec(), sealed })
    }

    /// Opens, or finds that something else was sealed, for something else or under another key.
    pub(super) fn open(&self, associated: &[u8], sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
        let nonce: [u8; NONCE] = sealed.nonce.as_slice().try_into().ok()?;
        let mut opened = Zeroizing::new(sealed.sealed.clone());
        self.0.decrypt_in_place(&Nonce::from(nonce), associated, &mut *opened).ok()?;
        Some(opened)
    }
}
