//! PINs and unblocking keys.

use std::hint::black_box;

use zeroize::Zeroize;

use crate::apdu::StatusWord;
use crate::retry::{Attempt, Tries};

/// The longest PIN, in bytes.
pub(crate) const MAX_PIN: usize = 16;

/// A PIN: its reference data, and its tries.
pub(crate) struct Pin {
    reference: Option<Reference>,
    tries: Tries,
}

impl Pin {
    /// A PIN that is not set.
    pub(crate) const fn unset(tries: u8) -> Self {
        Self { reference: None, tries: Tries::new(tries) }
    }

    /// The same, set. A value of more than 16 bytes leaves it unset.
    pub(crate) fn with(mut self, value: &[u8]) -> Self {
        self.set(value);
        self
    }

    /// Tries that are left.
    pub(crate) const fn tries_left(&self) -> u8 {
        self.tries.left()
    }

    /// Tries of a fresh counter.
    pub(crate) const fn tries_limit(&self) -> u8 {
        self.tries.limit()
    }

    /// What VERIFY without data says (ISO/IEC 7816-4): the tries that are left.
    pub(crate) fn status(&self) -> StatusWord {
        match self.tries.left() {
            0 => StatusWord::BLOCKED,
            left => StatusWord::tries_left(left),
        }
    }

    /// Checks a PIN, which costs a try if it is wrong.
    ///
    /// # Errors
    ///
    /// 63CX where it is wrong, 6983 where it is blocked, 6A88 where none is set.
    pub(crate) fn verify(&mut self, value: &[u8]) -> Result<(), StatusWord> {
        let reference = self.reference.as_ref().ok_or(StatusWord::REFERENCE_DATA_NOT_FOUND)?;
        match self.tries.attempt(|| reference.is(value)) {
            Attempt::Right => Ok(()),
            Attempt::Wrong => Err(StatusWord::tries_left(self.tries.left())),
            Attempt::Blocked => Err(StatusWord::BLOCKED),
        }
    }

    /// Sets it and gives all tries back. A value of more than 16 bytes changes nothing.
    pub(crate) fn set(&mut self, value: &[u8]) {
        if let Some(reference) = Reference::new(value) {
            self.reference = Some(reference);
            self.tries.reset();
        }
    }

    /// The length of the PIN that is set, in bytes.
    pub(crate) fn len(&self) -> Option<usize> {
        self.reference.as_ref().map(|reference| reference.len)
    }
}

/// The value of a PIN, boxed so that moving it leaves no copy, wiped when it goes.
struct Reference {
    bytes: Box<[u8; MAX_PIN]>,
    len: usize,
}

impl Reference {
    fn new(value: &[u8]) -> Option<Self> {
        let mut reference = Self { bytes: Box::new([0; MAX_PIN]), len: value.len() };
        reference.bytes.get_mut(..value.len())?.copy_from_slice(value);
        Some(reference)
    }

    /// Whether this is the value; the time does not depend on where it differs.
    fn is(&self, value: &[u8]) -> bool {
        let Some(other) = Self::new(value) else { return false };
        let differing = self.bytes.iter().zip(other.bytes.iter()).fold(0, |differing, (a, b)| black_box(differing | (a ^ b)));
        differing == 0 && self.len == other.len
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_that_is_only_the_front_of_another_is_wrong() {
        let mut pin = Pin::unset(3).with(b"1234");
        assert_eq!(pin.verify(b"12340"), Err(StatusWord::tries_left(2)));
        assert_eq!(pin.verify(b"1234\0"), Err(StatusWord::tries_left(1)));
        assert_eq!(pin.verify(b"1234"), Ok(()));
        assert_eq!(pin.tries_left(), 3);
    }

    #[test]
    fn a_blocked_pin_refuses_the_right_value() {
        let mut pin = Pin::unset(1).with(b"1234");
        assert_eq!(pin.verify(b"4321"), Err(StatusWord::tries_left(0)));
        assert_eq!((pin.verify(b"1234"), pin.status()), (Err(StatusWord::BLOCKED), StatusWord::BLOCKED));
    }

    #[test]
    fn without_a_value_there_is_nothing_to_verify() {
        let mut pin = Pin::unset(3).with(&[b'1'; 17]);
        assert_eq!(pin.verify(b"1234"), Err(StatusWord::REFERENCE_DATA_NOT_FOUND));
        assert_eq!(pin.tries_left(), 3);
    }
}
