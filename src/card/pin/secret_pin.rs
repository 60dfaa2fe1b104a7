//! A PIN.

use core::fmt;

use super::MAX_LENGTH;
use crate::card::secret::Secret;

/// A PIN of 4 to 16 printable ASCII characters, from [`PinKey::propose`](super::PinKey::propose) or [`random`](Self::random). Boxed
/// and wiped; it cannot be cloned, compared or printed.
///
/// ```
/// use aclavis::card::{Algorithm, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy};
/// let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
/// let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
/// let challenge = Challenge::from_base64("1hFD+cz/0so=", Algorithm::Tdes3)?;
/// let key = PinKey::from_master(&master, Algorithm::Tdes3.into(), &card)?;
/// let pin = key.propose(&PinOccasion::new(&challenge), &PinPolicy::new(6, Charset::DIGITS)?)?;
/// assert_eq!((pin.expose(), pin.attempt()), ("592527", 0)); // the first proposal met the policy
/// assert_eq!(format!("{pin:?}"), "SecretPin"); // nothing of it gets into a log
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct SecretPin {
    characters: Secret<MAX_LENGTH>,
    length: usize,
    attempt: u16,
}

impl SecretPin {
    /// A PIN of so many characters, which somebody fills in place.
    pub(super) fn zeroed(length: usize) -> Self {
        Self { characters: Secret::zeroed(), length, attempt: 0 }
    }

    /// The PIN itself. Where it goes from here is the caller's to wipe.
    #[must_use]
    pub fn expose(&self) -> &str {
        core::str::from_utf8(self.characters()).unwrap_or_default()
    }

    /// How many proposals before this one broke the policy: 0 to 1,023.
    #[must_use]
    pub const fn attempt(&self) -> u16 {
        self.attempt
    }

    pub(super) fn at_attempt(self, attempt: u16) -> Self {
        Self { attempt, ..self }
    }

    pub(super) fn characters(&self) -> &[u8] {
        self.characters.bytes().get(..self.length).unwrap_or_default()
    }

    pub(super) fn characters_mut(&mut self) -> &mut [u8] {
        self.characters.bytes_mut().get_mut(..self.length).unwrap_or_default()
    }
}

impl fmt::Debug for SecretPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretPin")
    }
}
