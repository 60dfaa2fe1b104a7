//! Keys of block ciphers.

use aes::{Aes128, Aes192, Aes256};
use alloc::boxed::Box;
use cipher::KeyInit;

use super::Cipher;
use super::tdes::Tdes;
use crate::card::algorithm::Algorithm;
use crate::card::secret::Secret;

/// A key with the length of its algorithm.
pub(crate) enum BlockKey {
    Tdes3(Secret<24>),
    Aes128(Secret<16>),
    Aes192(Secret<24>),
    Aes256(Secret<32>),
}

impl BlockKey {
    /// A key of zeros, which somebody fills in place.
    pub(crate) fn zeroed(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Tdes3 => Self::Tdes3(Secret::zeroed()),
            Algorithm::Aes128 => Self::Aes128(Secret::zeroed()),
            Algorithm::Aes192 => Self::Aes192(Secret::zeroed()),
            Algorithm::Aes256 => Self::Aes256(Secret::zeroed()),
        }
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Tdes3(_) => Algorithm::Tdes3,
            Self::Aes128(_) => Algorithm::Aes128,
            Self::Aes192(_) => Algorithm::Aes192,
            Self::Aes256(_) => Algorithm::Aes256,
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Tdes3(key) | Self::Aes192(key) => key.bytes(),
            Self::Aes128(key) => key.bytes(),
            Self::Aes256(key) => key.bytes(),
        }
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Tdes3(key) | Self::Aes192(key) => key.bytes_mut(),
            Self::Aes128(key) => key.bytes_mut(),
            Self::Aes256(key) => key.bytes_mut(),
        }
    }

    /// Does something with the cipher. The key schedule stays in this frame and is wiped behind it.
    #[inline]
    pub(crate) fn with<T>(&self, work: impl FnOnce(&dyn Cipher) -> T) -> T {
        match self {
            Self::Tdes3(key) => work(&Tdes::new(key.bytes())),
            Self::Aes128(key) => work(&Aes128::new(key.bytes().into())),
            Self::Aes192(key) => work(&Aes192::new(key.bytes().into())),
            Self::Aes256(key) => work(&Aes256::new(key.bytes().into())),
        }
    }

    /// The cipher with its key schedule, for many blocks.
    pub(crate) fn scheduled(&self) -> Box<dyn Cipher + Send + Sync> {
        match self {
            Self::Tdes3(key) => Box::new(Tdes::new(key.bytes())),
            Self::Aes128(key) => Box::new(Aes128::new(key.bytes().into())),
            Self::Aes192(key) => Box::new(Aes192::new(key.bytes().into())),
            Self::Aes256(key) => Box::new(Aes256::new(key.bytes().into())),
        }
    }
}
