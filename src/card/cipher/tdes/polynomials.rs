//! The polynomials of the S-boxes, computed at compile time from the tables of the standard.

#![expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "at compile time, where it cannot panic")]

use super::{
    layout::{input, output},
    sbox::Polynomials,
    tables::S,
};
use crate::num::index;

pub(super) static COEFFICIENTS: Polynomials = {
    let flat = normal_forms();
    let mut nested = [[[[[0; 2]; 2]; 2]; 2]; 2];
    let mut n = 0;
    while n < 32 {
        nested[n >> 3 & 1][n >> 2 & 1][n >> 1 & 1][n & 1][n >> 4] = flat[n] | flat[n | 32] << 32;
        n += 1;
    }
    Polynomials(nested)
};

/// The outputs of all S-boxes when bit n of the index is what byte n of the inputs has for each of them.
const fn values() -> [u64; 64] {
    let mut values = [0; 64];
    let mut n = 0;
    while n < 64 * 8 * 4 {
        let (inputs, s, o) = (n >> 5, n >> 2 & 7, n & 3);
        let mut number = 0;
        let mut k = 0;
        while k < 6 {
            number = number << 1 | inputs >> (input(s, k) / 8) & 1;
            k += 1;
        }
        let (row, column) = (number >> 4 & 2 | number & 1, number >> 1 & 15);
        if index(S[s][row][column]) >> (3 - o) & 1 == 1 {
            values[inputs] |= 1 << output(s, o);
        }
        n += 1;
    }
    values
}

/// The coefficients for these values: the algebraic normal forms, by the Möbius transform.
const fn normal_forms() -> [u64; 64] {
    let mut sums = values();
    let mut variable = 1;
    while variable < 64 {
        let mut n = 0;
        while n < 64 {
            if n & variable != 0 {
                sums[n] ^= sums[n ^ variable];
            }
            n += 1;
        }
        variable <<= 1;
    }
    sums
}
