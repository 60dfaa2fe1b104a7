//! Keys that are no secret or hardly one.

use bitflags::bitflags;
use core::fmt;
use subtle::{Choice, ConstantTimeEq};

use crate::card::algorithm::Algorithm;
use crate::card::cipher::BlockKey;
use crate::card::secret::{Frames, on_wiped_stack};
use crate::error::{Error, ErrorKind};

bitflags! {
    /// What is wrong with a key. Parity bits do not count. It prints in words.
    ///
    /// ```
    /// use aclavis::card::{AdminKey, Algorithm, Weaknesses};
    /// let two_key = AdminKey::from_encoded(Algorithm::Tdes3, b"52b92a204aa2da89680e3e46e361ae1c")?;
    /// assert_eq!(two_key.weaknesses(), Weaknesses::TWO_KEY);
    /// assert_eq!(two_key.weaknesses().to_string(), "degenerate, its first and third parts are equal");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Weaknesses: u8 {
        /// The key is one that cards are delivered with: zeros, or 01 to 08 repeated.
        const DEFAULT = 1;
        /// One of the three parts is a weak key of DES: its own inverse (SP 800-67, 3.3.2).
        const WEAK_PART = 2;
        /// One of the three parts is a semi-weak key of DES: another key's inverse.
        const SEMI_WEAK_PART = 4;
        /// The first and the third part are equal: two-key 3DES.
        const TWO_KEY = 8;
        /// Neighbouring parts are equal: the key does no more than single DES.
        const SINGLE_DES = 16;
    }
}

impl fmt::Display for Weaknesses {
    /// In words, for a warning.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            (Self::DEFAULT, "the default key of cards"),
            (Self::SINGLE_DES, "degenerate, equal parts make it single DES"),
            (Self::TWO_KEY, "degenerate, its first and third parts are equal"),
            (Self::WEAK_PART, "one of its parts is a weak DES key"),
            (Self::SEMI_WEAK_PART, "one of its parts is a semi-weak DES key"),
        ];
        let mut separator = "";
        for (_, words) in words.into_iter().filter(|(weakness, _)| self.contains(*weakness)) {
            write!(f, "{separator}{words}")?;
            separator = "; ";
        }
        Ok(())
    }
}

/// Everything but the parity bits of eight bytes.
const KEY_BITS: u64 = 0xFEFE_FEFE_FEFE_FEFE;

/// The weak keys of DES.
const WEAK: [u64; 4] = [0x0101_0101_0101_0101, 0xFEFE_FEFE_FEFE_FEFE, 0xE0E0_E0E0_F1F1_F1F1, 0x1F1F_1F1F_0E0E_0E0E];

/// The semi-weak keys of DES.
const SEMI_WEAK: [u64; 12] = [
    0x011F_011F_010E_010E,
    0x1F01_1F01_0E01_0E01,
    0x01E0_01E0_01F1_01F1,
    0xE001_E001_F101_F101,
    0x01FE_01FE_01FE_01FE,
    0xFE01_FE01_FE01_FE01,
    0x1FE0_1FE0_0EF1_0EF1,
    0xE01F_E01F_F10E_F10E,
    0x1FFE_1FFE_0EFE_0EFE,
    0xFE1F_FE1F_FE0E_FE0E,
    0xE0FE_E0FE_F1FE_F1FE,
    0xFEE0_FEE0_FEF1_FEF1,
];

/// 01 to 08, of which default keys are made.
const COUNTING: u64 = 0x0102_0304_0506_0708;

/// Looks for everything in the same steps, whatever the key is.
pub(super) fn weaknesses(key: &BlockKey) -> Weaknesses {
    on_wiped_stack(Frames::Usual, || {
        let default = if_chosen(is_default(key), Weaknesses::DEFAULT);
        let tdes = match key {
            BlockKey::Tdes3(key) => tdes_weaknesses(key.bytes()).bits(),
            _ => 0,
        };
        Weaknesses::from_bits_retain(default | tdes)
    })
}

/// Zeros; 01 to 08 repeated and cut to the key's length; the same three times, then zeros.
fn is_default(key: &BlockKey) -> Choice {
    let mask = if key.algorithm() == Algorithm::Tdes3 { KEY_BITS } else { u64::MAX };
    let (mut zeros, mut counting, mut counting_then_zeros) = (Choice::from(1), Choice::from(1), Choice::from(1));
    for (at, word) in words(key.bytes()).enumerate() {
        let word = word & mask;
        let is_counting = word.ct_eq(&(COUNTING & mask));
        let is_zero = word.ct_eq(&0);
        zeros &= is_zero;
        counting &= is_counting;
        counting_then_zeros &= if at < 3 { is_counting } else { is_zero };
    }
    zeros | counting | counting_then_zeros
}

/// What is wrong with the three parts of a 3DES key, defaults not counted.
fn tdes_weaknesses(key: &[u8; 24]) -> Weaknesses {
    let mut parts = words(key).map(|part| part & KEY_BITS);
    let [first, second, third] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let one_of = |list: &[u64]| {
        list.iter().fold(Choice::from(0), |found, weak| {
            let weak = weak & KEY_BITS;
            found | first.ct_eq(&weak) | second.ct_eq(&weak) | third.ct_eq(&weak)
        })
    };
    let found = [
        (one_of(&WEAK), Weaknesses::WEAK_PART),
        (one_of(&SEMI_WEAK), Weaknesses::SEMI_WEAK_PART),
        (first.ct_eq(&third), Weaknesses::TWO_KEY),
        (first.ct_eq(&second) | second.ct_eq(&third), Weaknesses::SINGLE_DES),
    ];
    Weaknesses::from_bits_retain(found.into_iter().fold(0, |bits, (found, weakness)| bits | if_chosen(found, weakness)))
}

/// The bits of a weakness or none, without a branch.
fn if_chosen(choice: Choice, weakness: Weaknesses) -> u8 {
    choice.unwrap_u8().wrapping_neg() & weakness.bits()
}

/// A key's bytes in eights.
fn words(key: &[u8]) -> impl Iterator<Item = u64> {
    key.as_chunks().0.iter().map(|word| u64::from_be_bytes(*word))
}

/// Gives every byte an odd number of bits by its lowest one (FIPS 46-3).
pub(crate) fn set_odd_parity(key: &mut [u8]) {
    for byte in key {
        let bits = *byte >> 1;
        let folded = bits ^ bits >> 4;
        let folded = folded ^ folded >> 2;
        let odd = (folded ^ folded >> 1) & 1;
        *byte = bits << 1 | (odd ^ 1);
    }
}

/// Lets somebody fill a key, given the number of the attempt, until it is strong; a 3DES key gets odd parity.
pub(crate) fn fill_strong(key: &mut BlockKey, mut fill: impl FnMut(u8, &mut [u8]) -> Result<(), Error>) -> Result<(), Error> {
    for attempt in 0..=u8::MAX {
        fill(attempt, key.bytes_mut())?;
        if key.algorithm() == Algorithm::Tdes3 {
            set_odd_parity(key.bytes_mut());
        }
        if weaknesses(key).is_empty() {
            return Ok(());
        }
    }
    Err(Error::new(ErrorKind::NoStrongKey))
}
