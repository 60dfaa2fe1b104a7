//! Triple DES with three keys (TDEA: NIST SP 800-67, FIPS 46-3), table-free.

mod layout;
mod sbox;
mod schedule;
mod tables;
#[cfg(test)]
mod tests;
mod traits;
mod wiring;

use layout::{ENTRY, EXIT, ROUND};
use wiring::{Wiring, distances};
use zeroize::{Zeroize, ZeroizeOnDrop};

const LEFT: Wiring<{ distances(&ENTRY[0], 64) }> = Wiring::new(&ENTRY[0], 64);
const RIGHT: Wiring<{ distances(&ENTRY[1], 64) }> = Wiring::new(&ENTRY[1], 64);
const PERMUTE: Wiring<{ distances(&ROUND, 32) }> = Wiring::new(&ROUND, 32);
const LEFT_OUT: Wiring<{ distances(&EXIT[0], 64) }> = Wiring::new(&EXIT[0], 64);
const RIGHT_OUT: Wiring<{ distances(&EXIT[1], 64) }> = Wiring::new(&EXIT[1], 64);

/// The subkeys.
pub(crate) struct Tdes {
    subkeys: [u64; 48],
}

impl Tdes {
    /// The cipher under a key; its parity bits are ignored.
    #[inline]
    pub(crate) fn new(key: &[u8; 24]) -> Self {
        let mut this = Self { subkeys: [0; 48] };
        schedule::fill(&mut this.subkeys, key);
        this
    }

    /// The subkeys of each pass, two by two.
    #[inline(always)]
    fn passes(&self) -> [&[[u64; 2]]; 3] {
        let (pairs, _) = self.subkeys.as_chunks();
        let (first, rest) = pairs.split_at(8);
        let (second, third) = rest.split_at(8);
        [first, second, third]
    }

    /// Encrypts a block.
    pub(crate) fn encrypt(&self, block: &mut [u8; 8]) {
        *block = transform(*block, self.passes().map(|pass| pass.iter().copied()));
    }

    /// Decrypts a block.
    pub(crate) fn decrypt(&self, block: &mut [u8; 8]) {
        let [first, second, third] = self.passes();
        let backwards = [third, second, first].map(|pass| pass.iter().rev().map(|&[odd, even]| [even, odd]));
        *block = transform(*block, backwards);
    }
}

/// The block after three passes of 16 rounds.
#[inline(always)]
fn transform(block: [u8; 8], passes: [impl Iterator<Item = [u64; 2]>; 3]) -> [u8; 8] {
    let block = u64::from_be_bytes(block);
    let [first, second, third] = passes;
    let halves = [LEFT.apply(block), RIGHT.apply(block)];
    let [left, right] = pass(pass(pass(halves, first), second), third);
    (LEFT_OUT.apply(left) | RIGHT_OUT.apply(right)).to_be_bytes()
}

/// The halves after 16 rounds, exchanged: FP and the IP of the next pass cancel out.
#[inline(always)]
fn pass([mut left, mut right]: [u64; 2], subkeys: impl Iterator<Item = [u64; 2]>) -> [u64; 2] {
    // Behind a reference of unknown origin the coefficients are not spread over the instructions, which is slower.
    let boxes = core::hint::black_box(&sbox::POLYNOMIALS);
    for [odd, even] in subkeys {
        left ^= PERMUTE.apply(boxes.at(right ^ odd));
        right ^= PERMUTE.apply(boxes.at(left ^ even));
    }
    [right, left]
}

impl Drop for Tdes {
    fn drop(&mut self) {
        self.subkeys.zeroize();
    }
}

impl ZeroizeOnDrop for Tdes {}
pub(crate) fn counts() -> [usize; 7] {
    [
        distances(&ENTRY[0], 64),
        distances(&ENTRY[1], 64),
        distances(&ROUND, 32),
        distances(&EXIT[0], 64),
        distances(&EXIT[1], 64),
        distances(&layout::KEY, 64),
        distances(&layout::SUBKEY, 64),
    ]
}
