//! The algorithms of admin keys.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind};

/// The algorithm of an admin key. It is always said, never guessed from a length: 24 bytes are a 3DES or an AES-192 key, and 16
/// bytes of challenge are one block of AES or two of 3DES.
///
/// ```
/// use aclavis::card::Algorithm;
/// let algorithm: Algorithm = "aes192".parse()?;
/// assert_eq!((algorithm.key_len(), algorithm.block_len(), algorithm.piv_id()), (24, 16, 0x0A));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Triple DES with three keys, encrypt, decrypt, encrypt (SP 800-67).
    Tdes3,
    /// AES with a key of 128 bits (FIPS 197).
    Aes128,
    /// AES with a key of 192 bits.
    Aes192,
    /// AES with a key of 256 bits.
    Aes256,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Tdes3, Self::Aes128, Self::Aes192, Self::Aes256];

    /// The name, which is read, too: `tdes3`, `aes128`, `aes192`, `aes256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tdes3 => "tdes3",
            Self::Aes128 => "aes128",
            Self::Aes192 => "aes192",
            Self::Aes256 => "aes256",
        }
    }

    /// Bytes of a key: 24, 16, 24, 32.
    #[must_use]
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Tdes3 | Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    /// Bytes of a block, and so of a challenge: 8 for 3DES, 16 for AES.
    #[must_use]
    pub const fn block_len(self) -> usize {
        match self {
            Self::Tdes3 => 8,
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
        }
    }

    /// The algorithm identifier of PIV (SP 800-78-4, table 6-2): 03, 08, 0A, 0C.
    #[must_use]
    pub const fn piv_id(self) -> u8 {
        match self {
            Self::Tdes3 => 0x03,
            Self::Aes128 => 0x08,
            Self::Aes192 => 0x0A,
            Self::Aes256 => 0x0C,
        }
    }

    /// The algorithm with this identifier; `None` for any other number.
    #[must_use]
    pub fn from_piv_id(id: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.piv_id() == id)
    }
}

impl FromStr for Algorithm {
    type Err = Error;

    /// # Errors
    ///
    /// `unknown-algorithm`: anything but `tdes3`, `aes128`, `aes192` and `aes256`.
    fn from_str(name: &str) -> Result<Self, Error> {
        let algorithm = Self::ALL.into_iter().find(|algorithm| algorithm.name() == name);
        algorithm.ok_or_else(|| Error::new(ErrorKind::UnknownAlgorithm))
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
