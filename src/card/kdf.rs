//! Pseudo-random functions, and key derivation over them in counter mode (SP 800-108r1, 4.1).

use aes::{Aes128, Aes192, Aes256};
use alloc::boxed::Box;
use cmac::digest::FixedOutputReset;
use cmac::{Cmac, KeyInit, Mac};
use core::fmt;
use core::str::FromStr;
use hmac::HmacReset;
use sha2::Sha256;
use zeroize::Zeroize;

use super::algorithm::Algorithm;
use super::cipher::BlockKey;
use super::cipher::tdes::Tdes;
use super::secret::{Frames, Secret, on_wiped_stack};
use crate::error::{Error, ErrorKind};

/// A pseudo-random function under which PINs are derived.
///
/// ```
/// use aclavis::card::{Algorithm, Prf};
/// assert_eq!("hmac-sha256".parse::<Prf>()?, Prf::HmacSha256);
/// assert_eq!(Prf::from(Algorithm::Aes256).name(), "cmac-aes256");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Prf {
    /// CMAC (SP 800-38B) with this algorithm: the card's own arithmetic.
    Cmac(Algorithm),
    /// HMAC-SHA-256 (FIPS 198-1), where 3DES is no longer allowed.
    HmacSha256,
}

impl Prf {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Cmac(Algorithm::Tdes3),
        Self::Cmac(Algorithm::Aes128),
        Self::Cmac(Algorithm::Aes192),
        Self::Cmac(Algorithm::Aes256),
        Self::HmacSha256,
    ];

    /// The name, which is read, too: `cmac-tdes3`, `cmac-aes128`, `cmac-aes192`, `cmac-aes256`, `hmac-sha256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cmac(Algorithm::Tdes3) => "cmac-tdes3",
            Self::Cmac(Algorithm::Aes128) => "cmac-aes128",
            Self::Cmac(Algorithm::Aes192) => "cmac-aes192",
            Self::Cmac(Algorithm::Aes256) => "cmac-aes256",
            Self::HmacSha256 => "hmac-sha256",
        }
    }

    /// Its number in construction v1: the algorithm's PIV number, or FE.
    pub(crate) const fn id(self) -> u8 {
        match self {
            Self::Cmac(algorithm) => algorithm.piv_id(),
            Self::HmacSha256 => 0xFE,
        }
    }
}

impl From<Algorithm> for Prf {
    fn from(algorithm: Algorithm) -> Self {
        Self::Cmac(algorithm)
    }
}

impl FromStr for Prf {
    type Err = Error;

    /// # Errors
    ///
    /// `unknown-prf`: anything but one of the [names](Self::name).
    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|prf| prf.name() == name).ok_or_else(|| Error::new(ErrorKind::UnknownPrf))
    }
}

impl fmt::Display for Prf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The fixed input data, in pieces, with the counter's place between them.
pub(crate) struct FixedData<'a> {
    pub(crate) before: &'a [&'a [u8]],
    /// Bytes of the counter, 4 in construction v1.
    pub(crate) counter: usize,
    pub(crate) after: &'a [&'a [u8]],
}

/// A key of a pseudo-random function.
pub(crate) enum PrfKey {
    Cmac(BlockKey),
    HmacSha256(HmacKey),
}

impl PrfKey {
    /// A key of zeros, which somebody fills in place.
    pub(crate) fn zeroed(prf: Prf) -> Self {
        match prf {
            Prf::Cmac(algorithm) => Self::Cmac(BlockKey::zeroed(algorithm)),
            Prf::HmacSha256 => Self::HmacSha256(HmacKey::zeroed()),
        }
    }

    pub(crate) fn prf(&self) -> Prf {
        match self {
            Self::Cmac(key) => Prf::Cmac(key.algorithm()),
            Self::HmacSha256(_) => Prf::HmacSha256,
        }
    }

    #[cfg(feature = "oracle")]
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Cmac(key) => key.bytes(),
            Self::HmacSha256(key) => key.bytes(),
        }
    }

    #[cfg(feature = "oracle")]
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Cmac(key) => key.bytes_mut(),
            Self::HmacSha256(key) => key.bytes_mut(),
        }
    }

    /// Derives as many bytes as there is room for.
    pub(crate) fn derive(&self, data: &FixedData<'_>, out: &mut [u8]) {
        let key = match self {
            Self::Cmac(key) => key,
            Self::HmacSha256(key) => return key.derive(data, out),
        };
        on_wiped_stack(key.algorithm().into(), || match key {
            BlockKey::Tdes3(key) => counter_mode(Cmac::<Tdes>::new(key.bytes().into()), data, out),
            BlockKey::Aes128(key) => counter_mode(Cmac::<Aes128>::new(key.bytes().into()), data, out),
            BlockKey::Aes192(key) => counter_mode(Cmac::<Aes192>::new(key.bytes().into()), data, out),
            BlockKey::Aes256(key) => counter_mode(Cmac::<Aes256>::new(key.bytes().into()), data, out),
        });
    }
}

/// A key of HMAC-SHA-256: 32 bytes at the most, padded with zeros to the hash's block as FIPS 198-1 has it.
pub(crate) struct HmacKey(Secret<64>);

impl HmacKey {
    /// Bytes of a key.
    pub(crate) const LEN: usize = 32;

    /// A key of zeros, which somebody fills in place.
    pub(crate) fn zeroed() -> Self {
        Self(Secret::zeroed())
    }

    /// The key with these bytes, 32 at the most.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut key = Self::zeroed();
        key.bytes_mut().iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
        key
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.bytes().get(..Self::LEN).unwrap_or_default()
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        self.0.bytes_mut().get_mut(..Self::LEN).unwrap_or_default()
    }

    /// Derives as many bytes as there is room for.
    pub(crate) fn derive(&self, data: &FixedData<'_>, out: &mut [u8]) {
        on_wiped_stack(Frames::Usual, || counter_mode(<HmacReset<Sha256> as KeyInit>::new(self.0.bytes().into()), data, out));
    }
}

/// A key of HMAC-SHA-256 from which much is derived: the hash has taken it in already, in both of its forms.
pub(crate) struct PreparedHmacKey {
    key: HmacKey,
    state: Box<HmacReset<Sha256>>,
}

impl PreparedHmacKey {
    pub(crate) fn new(key: HmacKey) -> Self {
        let state = on_wiped_stack(Frames::Usual, || Box::new(<HmacReset<Sha256> as KeyInit>::new(key.0.bytes().into())));
        Self { key, state }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.key.bytes()
    }

    /// Derives as many bytes as there is room for.
    pub(crate) fn derive(&self, data: &FixedData<'_>, out: &mut [u8]) {
        on_wiped_stack(Frames::Usual, || counter_mode((*self.state).clone(), data, out));
    }
}

/// K(1) | K(2) | ..., K(i) = PRF(KI, before | i | after), cut to the room there is.
fn counter_mode<M: Mac + FixedOutputReset>(mut mac: M, data: &FixedData<'_>, out: &mut [u8]) {
    for (counter, place) in (1_u32..).zip(out.chunks_mut(M::output_size())) {
        data.before.iter().for_each(|piece| Mac::update(&mut mac, piece));
        let counter = counter.to_be_bytes();
        Mac::update(&mut mac, counter.get(counter.len().saturating_sub(data.counter)..).unwrap_or_default());
        data.after.iter().for_each(|piece| Mac::update(&mut mac, piece));
        let mut block = mac.finalize_reset().into_bytes();
        place.iter_mut().zip(&block).for_each(|(place, byte)| *place = *byte);
        block.zeroize();
    }
}
