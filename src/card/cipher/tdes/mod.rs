//! Triple DES with three keys (TDEA: NIST SP 800-67 over FIPS 46-3), in constant time: no branch, no address and no distance of
//! a shift depends on the key or on the block.
//!
//! Permutations are masked rotations by few distances ([`wiring`], in a [`layout`] that makes them few), S-boxes are polynomials
//! ([`sbox`]). All of it is derived from the tables of the standard ([`tables`]) at compile time.

mod layout;
mod polynomials;
mod sbox;
mod schedule;
mod tables;
#[cfg(test)]
mod tests;
mod traits;
mod wiring;

use layout::{ENTRY, EXIT, ROUND};
use sbox::Polynomials;
use schedule::Pass;
use wiring::{Wiring, distances};
use zeroize::{Zeroize, ZeroizeOnDrop};

const LEFT: Wiring<{ distances(&ENTRY[0], 64) }> = Wiring::new(&ENTRY[0], 64);
const RIGHT: Wiring<{ distances(&ENTRY[1], 64) }> = Wiring::new(&ENTRY[1], 64);
const PERMUTE: Wiring<{ distances(&ROUND, 32) }> = Wiring::new(&ROUND, 32);
const LEFT_OUT: Wiring<{ distances(&EXIT[0], 64) }> = Wiring::new(&EXIT[0], 64);
const RIGHT_OUT: Wiring<{ distances(&EXIT[1], 64) }> = Wiring::new(&EXIT[1], 64);

/// Triple DES under a key, which is wiped when it goes.
pub(crate) struct Tdes {
    /// In the order of encryption.
    passes: [Pass; 3],
}

impl Tdes {
    /// The cipher under a key; its parity bits are ignored.
    #[inline(always)]
    pub(crate) fn new(key: &[u8; 24]) -> Self {
        // The compiler copies a value that it moves: what it was copied from is wiped.
        let mut passes = [[[0; 2]; 9]; 3];
        schedule::fill(&mut passes, key);
        let this = Self { passes };
        passes.zeroize();
        this
    }

    /// Encrypts a block.
    pub(crate) fn encrypt(&self, block: &mut [u8; 8]) {
        let [first, second, third] = &self.passes;
        *block = transform(*block, [first, second, third].map(|pass| pass.iter().copied()));
    }

    /// Decrypts a block.
    pub(crate) fn decrypt(&self, block: &mut [u8; 8]) {
        let [first, second, third] = &self.passes;
        *block = transform(*block, [third, second, first].map(|pass| pass.iter().rev().map(|&[p, q]| [q, p])));
    }
}

/// The block after three passes of 16 rounds.
#[inline(always)]
fn transform(block: [u8; 8], passes: [impl Iterator<Item = [u64; 2]>; 3]) -> [u8; 8] {
    let block = u64::from_be_bytes(block);
    let halves = [LEFT.apply(block), RIGHT.apply(block)];
    let [left, right] = passes.into_iter().fold(halves, pass);
    (LEFT_OUT.apply(left) | RIGHT_OUT.apply(right)).to_be_bytes()
}

/// The halves after 16 rounds, exchanged: FP and the IP of the next pass cancel out.
///
/// To each half the subkey of the round in which it is next the input is added ahead of time, not between two rounds.
#[inline(always)]
fn pass([mut left, mut right]: [u64; 2], mut words: impl Iterator<Item = [u64; 2]>) -> [u64; 2] {
    let boxes = Polynomials::of_boxes();
    let [first, second] = words.next().unwrap_or_default();
    right ^= first;
    left ^= second;
    for [odd, even] in words {
        left ^= PERMUTE.apply(boxes.at(right));
        right ^= odd;
        right ^= PERMUTE.apply(boxes.at(left));
        left ^= even;
    }
    [right, left]
}

impl Drop for Tdes {
    fn drop(&mut self) {
        self.passes.zeroize();
    }
}

impl ZeroizeOnDrop for Tdes {}
