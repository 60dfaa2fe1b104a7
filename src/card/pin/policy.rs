//! What a PIN has to be.

use alloc::vec::Vec;

use super::charset::{CharClass, Charset};
use super::secret_pin::SecretPin;
use super::weak::is_weak;
use super::{MAX_LENGTH, MIN_LENGTH, satisfiable};
use crate::error::{Error, ErrorKind};
use crate::order;

/// What a PIN has to be: its length, its characters, and rules that refuse it as a whole.
///
/// Length, characters and the rule against weak PINs enter the derivation; further rules do not, so that the same PIN comes out as
/// long as it meets them.
///
/// ```
/// use aclavis::card::{CharClass, Charset, PinPolicy};
/// let policy = PinPolicy::new(8, Charset::ALPHANUMERIC)?.at_least(1, CharClass::Digit)?.blocking(["Passw0rt"])?;
/// assert_eq!(policy.length(), 8);
/// assert!(PinPolicy::piv(9).is_err());
/// assert!(PinPolicy::new(6, Charset::DIGITS)?.at_least(1, CharClass::Upper).is_err());
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PinPolicy {
    length: usize,
    charset: Charset,
    reject_weak: bool,
    /// How many characters of each class there must be, in the order of the classes.
    minimum: [usize; 4],
    blocklist: Vec<BlockedPin>,
}

/// An entry of a blocklist: its characters, then zeros.
pub(super) type BlockedPin = [u8; MAX_LENGTH];

impl PinPolicy {
    /// PINs of this length, 4 to 16, of these characters, none of them weak.
    ///
    /// # Errors
    ///
    /// `pin-length`: another length.
    pub fn new(length: usize, charset: Charset) -> Result<Self, Error> {
        Self::within(MIN_LENGTH, MAX_LENGTH, length, charset)
    }

    /// PIV cards: 6 to 8 digits (SP 800-73-4, part 2, 2.4.3).
    ///
    /// # Errors
    ///
    /// `pin-length`: another length.
    pub fn piv(length: usize) -> Result<Self, Error> {
        Self::within(6, 8, length, Charset::DIGITS)
    }

    /// GIDS cards: 4 to 16 characters.
    ///
    /// # Errors
    ///
    /// `pin-length`: another length.
    pub fn gids(length: usize, charset: Charset) -> Result<Self, Error> {
        Self::new(length, charset)
    }

    /// TPM virtual smart cards: 8 characters or more.
    ///
    /// # Errors
    ///
    /// `pin-length`: another length.
    pub fn tpm_virtual_card(length: usize, charset: Charset) -> Result<Self, Error> {
        Self::within(8, MAX_LENGTH, length, charset)
    }

    fn within(min: usize, max: usize, length: usize, charset: Charset) -> Result<Self, Error> {
        if !(min..=max).contains(&length) {
            return Err(Error::new(ErrorKind::PinLength));
        }
        Ok(Self { length, charset, reject_weak: true, minimum: [0; 4], blocklist: Vec::new() })
    }

    /// The same, but weak PINs are allowed: those in which neighbours differ by a constant, as in 1234 and 0000.
    #[must_use]
    pub fn allowing_weak(self) -> Self {
        Self { reject_weak: false, ..self }
    }

    /// The same with so many characters of a kind at least. Whether weak PINs are allowed is to be said before.
    ///
    /// # Errors
    ///
    /// `pin-policy`: no PIN can meet the policy any more.
    pub fn at_least(mut self, count: usize, class: CharClass) -> Result<Self, Error> {
        for (minimum, of) in self.minimum.iter_mut().zip(CharClass::ALL) {
            if of == class {
                *minimum = count;
            }
        }
        satisfiable::check(&self)?;
        Ok(self)
    }

    /// The same without these PINs. Whether weak PINs are allowed is to be said before.
    ///
    /// # Errors
    ///
    /// `blocked-pin`: an entry is no PIN of any policy. `pin-policy`: no PIN can meet the policy any more.
    pub fn blocking<'a>(mut self, pins: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        for pin in pins {
            if !Self::is_pin(pin) {
                return Err(Error::new(ErrorKind::BlockedPin));
            }
            self.blocklist.push(padded(pin.as_bytes()));
        }
        let word = |place: usize, depth| {
            let (words, _) = self.blocklist.get(place)?.as_chunks();
            words.get(depth).copied().map(u64::from_be_bytes)
        };
        let order = order::places(self.blocklist.len(), word);
        self.blocklist = order.filter_map(|place| self.blocklist.get(place).copied()).collect();
        self.blocklist.dedup();
        satisfiable::check(&self)?;
        Ok(self)
    }

    /// Whether a text is a PIN of any policy: 4 to 16 printable ASCII characters without the blank.
    #[must_use]
    pub fn is_pin(text: &str) -> bool {
        text.bytes().all(|c| c.is_ascii_graphic()) && (MIN_LENGTH..=MAX_LENGTH).contains(&text.len())
    }

    /// Characters of a PIN.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.length
    }

    /// The characters that it is made of.
    #[must_use]
    pub const fn charset(&self) -> &Charset {
        &self.charset
    }

    /// Whether weak PINs are refused.
    #[must_use]
    pub const fn rejects_weak(&self) -> bool {
        self.reject_weak
    }

    /// Whether a PIN that was made of the right characters meets the rules. What it says about a refused PIN may be known.
    pub(super) fn allows(&self, pin: &SecretPin) -> bool {
        let pin = pin.characters();
        let weak = self.reject_weak && is_weak(pin);
        !weak && self.has_minimum(pin) && !self.blocks(pin)
    }

    pub(super) fn has_minimum(&self, pin: &[u8]) -> bool {
        let missing = self.minimum.iter().zip(CharClass::ALL).filter(|(minimum, class)| {
            let there = pin.iter().fold(0_usize, |count, c| count.wrapping_add(usize::from(class.has(*c))));
            there < **minimum
        });
        missing.count() == 0
    }

    /// Compares with the whole blocklist, in the same steps whatever the PIN is.
    fn blocks(&self, pin: &[u8]) -> bool {
        if self.blocklist.is_empty() {
            return false;
        }
        let mut whole = zeroize::Zeroizing::new([0; MAX_LENGTH]);
        whole.iter_mut().zip(pin).for_each(|(place, c)| *place = *c);
        let whole = u128::from_be_bytes(*whole);
        let found = self.blocklist.iter().fold(0_u8, |found, blocked| found | u8::from(u128::from_be_bytes(*blocked) == whole));
        found == 1
    }

    pub(super) fn minimum(&self) -> [usize; 4] {
        self.minimum
    }

    pub(super) fn blocklist(&self) -> &[BlockedPin] {
        &self.blocklist
    }
}

/// A PIN and zeros behind it.
fn padded(pin: &[u8]) -> BlockedPin {
    let mut padded = [0; MAX_LENGTH];
    padded.iter_mut().zip(pin).for_each(|(place, c)| *place = *c);
    padded
}
