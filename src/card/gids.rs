//! Authentication of GIDS cards (Generic Identity Device Specification 2.0, GENERAL AUTHENTICATE with the administrator key).
//!
//! *External*: the card sends a challenge of eight bytes, the host answers as to any minidriver card, with
//! [`AdminKey::respond`]. *Mutual*: both sides send 16 random bytes and then a cryptogram of 40, [`Mutual`]. Both with 3DES keys only.

use core::fmt;

use rand_core::TryCryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::algorithm::Algorithm;
use super::cipher::{cbc_decrypt, cbc_encrypt};
use super::key::AdminKey;
use super::secret::Secret;
use crate::error::{Error, ErrorKind};

/// Bytes of a random number.
const RANDOM: usize = 16;
/// Bytes of a share of the session key.
const SHARE: usize = 7;
/// Bytes of a cryptogram: two random numbers, a share, padding.
const CRYPTOGRAM: usize = 40;
/// The byte behind a share.
const PADDING: u8 = 0x80;
/// Bytes of a block of 3DES.
const BLOCK: usize = 8;

/// One side's share of the session key, seven random bytes (Z1 of the host, Z2 of the card). Boxed and wiped. Shown in the
/// example of [`Mutual`].
pub struct KeyShare(Secret<SHARE>);

impl KeyShare {
    /// A new share.
    ///
    /// # Errors
    ///
    /// `random-source`: it fails.
    pub fn generate(random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        let mut share = Secret::zeroed();
        random.try_fill_bytes(share.bytes_mut()).map_err(|_| Error::new(ErrorKind::RandomSource))?;
        Ok(Self(share))
    }

    /// The share with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 7]) -> Self {
        let mut share = Secret::zeroed();
        *share.bytes_mut() = *bytes;
        Self(share)
    }

    /// The share itself.
    #[must_use]
    pub fn expose(&self) -> &[u8; 7] {
        self.0.bytes()
    }
}

impl fmt::Debug for KeyShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyShare")
    }
}

/// A mutual authentication of host and card, each of which has sent its random number. Where the numbers are equal neither side
/// accepts the other: a card without a key could send the host's own number and then the host's own cryptogram back to it.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, gids};
/// let key = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24])?;
/// let exchange = gids::Mutual::new([1; 16], [2; 16]);
/// let cryptogram = exchange.host_cryptogram(&key, &gids::KeyShare::from_bytes(&[3; 7]))?;
/// let share = exchange.open_host(&key, &cryptogram)?.expect("the card knows the same key");
/// assert_eq!(share.expose(), &[3; 7]);
///
/// let other = AdminKey::from_bytes(Algorithm::Tdes3, &[7; 24])?;
/// assert!(exchange.open_host(&other, &cryptogram)?.is_none());
/// assert!(gids::Mutual::new([1; 16], [1; 16]).open_host(&key, &cryptogram)?.is_none());
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Mutual {
    host: [u8; RANDOM],
    card: [u8; RANDOM],
}

impl Mutual {
    /// An authentication with the host's random number R1 and the card's R2.
    #[must_use]
    pub const fn new(host: [u8; 16], card: [u8; 16]) -> Self {
        Self { host, card }
    }

    /// What the host sends: R2 | R1 | Z1 | 80, 40 bytes, encrypted in CBC mode with an initialisation vector of zeros.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the key is no 3DES key.
    pub fn host_cryptogram(&self, key: &AdminKey, share: &KeyShare) -> Result<[u8; 40], Error> {
        seal(key, &self.card, &self.host, share)
    }

    /// What the card answers: R1 | R2 | Z2 | 80, encrypted likewise.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the key is no 3DES key.
    pub fn card_cryptogram(&self, key: &AdminKey, share: &KeyShare) -> Result<[u8; 40], Error> {
        seal(key, &self.host, &self.card, share)
    }

    /// The host's share, if the host knows the key, `None` if not: on the card's side. Compared in constant time.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the key is no 3DES key.
    pub fn open_host(&self, key: &AdminKey, cryptogram: &[u8; 40]) -> Result<Option<KeyShare>, Error> {
        open(key, &self.card, &self.host, cryptogram)
    }

    /// The card's share, if the card knows the key, `None` if not: on the host's side. Compared in constant time.
    ///
    /// # Errors
    ///
    /// `other-algorithm`: the key is no 3DES key.
    pub fn open_card(&self, key: &AdminKey, cryptogram: &[u8; 40]) -> Result<Option<KeyShare>, Error> {
        open(key, &self.host, &self.card, cryptogram)
    }
}

fn seal(key: &AdminKey, first: &[u8], second: &[u8], share: &KeyShare) -> Result<[u8; CRYPTOGRAM], Error> {
    is_tdes(key)?;
    let mut data = [0; CRYPTOGRAM];
    let plain = first.iter().chain(second).chain(share.expose()).chain(&[PADDING]);
    data.iter_mut().zip(plain).for_each(|(place, byte)| *place = *byte);
    key.with_cipher(|cipher| cbc_encrypt(cipher, BLOCK, &mut data));
    Ok(data)
}

fn open(key: &AdminKey, first: &[u8], second: &[u8], cryptogram: &[u8; CRYPTOGRAM]) -> Result<Option<KeyShare>, Error> {
    is_tdes(key)?;
    let mut data = Zeroizing::new(*cryptogram);
    key.with_cipher(|cipher| cbc_decrypt(cipher, BLOCK, data.as_mut_slice()));
    let (numbers, rest) = data.split_at(RANDOM.saturating_mul(2));
    let [share @ .., padding] = rest else { return Ok(None) };
    let (ours, theirs) = numbers.split_at(RANDOM);
    let is_reflected = first.ct_eq(second);
    let is_right = ours.ct_eq(first) & theirs.ct_eq(second) & padding.ct_eq(&PADDING) & !is_reflected;
    let share = share.first_chunk().filter(|_| is_right.into());
    Ok(share.map(KeyShare::from_bytes))
}

fn is_tdes(key: &AdminKey) -> Result<(), Error> {
    if key.algorithm() == Algorithm::Tdes3 { Ok(()) } else { Err(Error::new(ErrorKind::OtherAlgorithm)) }
}
