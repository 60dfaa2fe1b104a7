//! Where the bits of the cipher are kept.
//!
//! A half of the block and a subkey are words of 6 bytes: each byte has one input of every S-box, bit n of every byte
//! belongs to the same S-box. The outputs of the S-boxes are 4 bytes of the same kind.
//!
//! **No result depends on the choices made here**: every wiring is derived from them and from the tables of the standard.
//! They decide by how many different distances bits move, hence the speed, and were found by a search.

#![expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "at compile time, where it cannot panic")]

use super::tables::{E, FP, IP, P, PC1, PC2, SHIFTS};
use crate::num::index;

/// From which bit to which bit of a word, both counted from the lowest.
pub(super) type Wire = (u8, u8);

/// The bit of every byte that belongs to each S-box.
const BOX: [u8; 8] = [6, 1, 4, 5, 3, 7, 2, 0];
/// The byte of each input of each S-box.
const INPUT: [[u8; 6]; 8] = [
    [1, 0, 3, 2, 5, 4],
    [0, 5, 4, 2, 1, 3],
    [5, 4, 1, 0, 3, 2],
    [3, 5, 4, 1, 0, 2],
    [0, 4, 5, 2, 3, 1],
    [5, 2, 4, 1, 3, 0],
    [5, 3, 4, 0, 1, 2],
    [1, 4, 5, 2, 0, 3],
];
/// The byte of each output of each S-box.
const OUTPUT: [[u8; 4]; 8] =
    [[3, 1, 0, 2], [3, 0, 1, 2], [0, 3, 2, 1], [1, 2, 0, 3], [0, 1, 2, 3], [0, 2, 1, 3], [3, 0, 2, 1], [0, 1, 3, 2]];
/// Where C and D begin in the key word; each is a ring of 28 bits.
pub(super) const RING: [u8; 2] = [0, 28];
/// The place of a ring's first bit in it.
const START: [u8; 2] = [18, 10];
/// How many places further a ring's next bit is.
const STRIDE: [u8; 2] = [5, 19];

/// The number of bits in C and in D.
pub(super) const RING_BITS: u8 = 28;

/// The bit of input `k` of S-box `s`, both counted from 0.
pub(super) const fn input(s: usize, k: usize) -> u8 {
    8 * INPUT[s][k] + BOX[s]
}

/// The bit of output `k` of S-box `s`, both counted from 0.
pub(super) const fn output(s: usize, k: usize) -> u8 {
    8 * OUTPUT[s][k] + BOX[s]
}

/// The bit of a block, or of a key, that the standard calls `n`.
const fn numbered(n: u8) -> u8 {
    64 - n
}

/// The bit of the key word with bit `n`, counted from 0, of C and D.
const fn ring(n: usize) -> u8 {
    let half = n / 28;
    let mut place = START[half];
    let mut i = 0;
    while i < n % 28 {
        place = (place + STRIDE[half]) % RING_BITS;
        i += 1;
    }
    RING[half] + place
}

/// The wiring that makes, by E, a word of the half whose bits are found at `sources`.
const fn expanded(sources: &[u8; 32]) -> [Wire; 48] {
    let mut wires = [(0, 0); 48];
    let mut n = 0;
    while n < 48 {
        wires[n] = (sources[index(E[n]) - 1], input(n / 6, n % 6));
        n += 1;
    }
    wires
}

/// From the S-boxes' outputs to the half that they change: P, then E.
pub(super) const ROUND: [Wire; 48] = {
    let mut sources = [0; 32];
    let mut n = 0;
    while n < 32 {
        let from = index(P[n]) - 1;
        sources[n] = output(from / 4, from % 4);
        n += 1;
    }
    expanded(&sources)
};

/// From the block to its left and to its right half: IP, then E.
pub(super) const ENTRY: [[Wire; 48]; 2] = {
    let mut sources = [[0; 32]; 2];
    let mut n = 0;
    while n < 64 {
        sources[n / 32][n % 32] = numbered(IP[n]);
        n += 1;
    }
    [expanded(&sources[0]), expanded(&sources[1])]
};

/// From the left and from the right half of the preoutput to the block: E undone, then FP.
pub(super) const EXIT: [[Wire; 32]; 2] = {
    let mut wires = [[(0, 0); 32]; 2];
    let mut n = 0;
    while n < 64 {
        let from = index(FP[n]) - 1;
        // The four middle inputs of the S-boxes are the half itself, in order.
        wires[from / 32][from % 32] = (input(from % 32 / 4, from % 4 + 1), 63 - n.to_le_bytes()[0]);
        n += 1;
    }
    wires
};

/// From a key to the key word: PC-1.
pub(super) const KEY: [Wire; 56] = {
    let mut wires = [(0, 0); 56];
    let mut n = 0;
    while n < 56 {
        wires[n] = (numbered(PC1[n]), ring(n));
        n += 1;
    }
    wires
};

/// From the turned key word to a subkey: PC-2.
pub(super) const SUBKEY: [Wire; 48] = {
    let mut wires = [(0, 0); 48];
    let mut n = 0;
    while n < 48 {
        wires[n] = (ring(index(PC2[n]) - 1), input(n / 6, n % 6));
        n += 1;
    }
    wires
};

/// By how many places, in all, the rings of C and D are turned back in each round, two by two.
pub(super) const TURNS: [[[u8; 2]; 2]; 8] = {
    let mut turns = [[[0; 2]; 2]; 8];
    let mut half = 0;
    while half < 2 {
        let (mut turned, mut n) = (0, 0);
        while n < 16 {
            let mut i = 0;
            while i < SHIFTS[n] {
                turned = (turned + STRIDE[half]) % RING_BITS;
                i += 1;
            }
            turns[n / 2][n % 2][half] = turned;
            n += 1;
        }
        half += 1;
    }
    turns
};
