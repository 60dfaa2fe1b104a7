//! From a master to the key of a card.

mod an10922;
mod fixed;
mod v1;

pub use an10922::An10922;
pub use fixed::StaticKey;
pub use v1::DiversificationV1;

use super::key::AdminKey;
use super::uuid::Uuid;
use crate::error::{Error, ErrorKind};

/// The most bytes of a system's name.
const MAX_SYSTEM: usize = 1_024;

/// Which key of which card: what enters a derivation. It is no secret.
///
/// ```
/// use aclavis::card::{Algorithm, CardContext, MasterSecret};
/// let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
/// let first = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
/// let renewed = CardContext::new(first.card_id(), 2);
/// let elsewhere = first.of_system("contoso")?;
/// let key = |card: CardContext| master.admin_key(Algorithm::Aes256, &card).map(|key| key.check_value());
/// assert_eq!([key(first)?, key(renewed)?, key(elsewhere)?], [[0x36, 0x87, 0xce], [0x8d, 0xab, 0x8a], [0xf8, 0x0a, 0xc0]]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardContext<'a> {
    card_id: Uuid,
    key_version: u32,
    system: &'a str,
}

impl<'a> CardContext<'a> {
    /// This version of a card's key, of no particular system.
    #[must_use]
    pub const fn new(card_id: Uuid, key_version: u32) -> Self {
        Self { card_id, key_version, system: "" }
    }

    /// The same in a system of this name: the keys of different systems have nothing in common.
    ///
    /// # Errors
    ///
    /// `system-too-long`: the name has more than 1,024 bytes of UTF-8.
    pub fn of_system(self, system: &'a str) -> Result<Self, Error> {
        if system.len() > MAX_SYSTEM {
            return Err(Error::of_size(ErrorKind::SystemTooLong, system.len()));
        }
        Ok(Self { system, ..self })
    }

    /// The card.
    #[must_use]
    pub const fn card_id(&self) -> Uuid {
        self.card_id
    }

    /// The version of its key.
    #[must_use]
    pub const fn key_version(&self) -> u32 {
        self.key_version
    }

    /// The system; empty where none was named.
    #[must_use]
    pub const fn system(&self) -> &'a str {
        self.system
    }
}

/// A way from a card to its admin key. What it needs besides, such as a master secret, it is made with, once.
///
/// [`DiversificationV1`] is the default, [`An10922`] and [`StaticKey`] are there for what is in the field, and a site's own scheme
/// implements this trait:
///
/// ```
/// use aclavis::Error;
/// use aclavis::card::{AdminKey, Algorithm, CardContext, Diversify};
///
/// struct FromTheVault;
///
/// impl Diversify for FromTheVault {
///     fn admin_key(&self, card: &CardContext<'_>) -> Result<AdminKey, Error> {
///         let found = card.card_id().to_bytes(); // asked of a vault
///         AdminKey::from_bytes(Algorithm::Aes128, &found)
///     }
/// }
/// # let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
/// # assert_eq!(FromTheVault.admin_key(&card)?.algorithm(), Algorithm::Aes128);
/// # Ok::<(), Error>(())
/// ```
pub trait Diversify {
    /// The admin key of a card.
    ///
    /// # Errors
    ///
    /// As the scheme has them.
    fn admin_key(&self, card: &CardContext<'_>) -> Result<AdminKey, Error>;
}
