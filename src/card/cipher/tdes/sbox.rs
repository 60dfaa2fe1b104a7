//! The eight S-boxes at once, without a look-up: each output bit is a polynomial over GF(2) of the six inputs of its box,
//! and the polynomials of all 32 are evaluated side by side, each in the bit of its output.

use super::{
    layout::{input, output},
    tables::S,
};

/// Four coefficients of every polynomial, that is without and with each of the last two variables: the last one makes the
/// difference between the halves of a number, the one before between the two numbers.
type Four = [u64; 2];

/// All coefficients: `[d][c][b][a]` are those of the products that have the variables whose index is 1.
#[repr(align(64))]
pub(super) struct Polynomials([[[[Four; 2]; 2]; 2]; 2]);

pub(super) static POLYNOMIALS: Polynomials = {
    let flat = normal_forms();
    let mut nested = [[[[[0; 2]; 2]; 2]; 2]; 2];
    let mut n = 0;
    while n < 32 {
        let (low, high) = (flat[n] as u64, flat[n | 32] as u64);
        nested[n >> 3 & 1][n >> 2 & 1][n >> 1 & 1][n & 1][n >> 4] = low | high << 32;
        n += 1;
    }
    Polynomials(nested)
};

/// The outputs of all S-boxes when byte k of all inputs is bit k of the index.
const fn values() -> [u32; 64] {
    let mut values = [0; 64];
    let mut n = 0;
    while n < 512 {
        let (inputs, s) = (n / 8, n % 8);
        // The six inputs in the order of the standard.
        let mut number = 0;
        let mut k = 0;
        while k < 6 {
            number = number << 1 | (inputs >> (input(s, k) / 8)) & 1;
            k += 1;
        }
        let (row, column) = ((number >> 5) << 1 | number & 1, (number >> 1) & 15);
        let mut o = 0;
        while o < 4 {
            if (S[s][row][column] >> (3 - o)) & 1 == 1 {
                values[inputs] |= 1 << output(s, o);
            }
            o += 1;
        }
        n += 1;
    }
    values
}

/// The algebraic normal forms of the values (the Möbius transform).
const fn normal_forms() -> [u32; 64] {
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

/// A sum with a product.
#[inline(always)]
fn plus([p, q]: Four, variable: u64, [with_p, with_q]: Four) -> Four {
    [p ^ (variable & with_p), q ^ (variable & with_q)]
}

impl Polynomials {
    /// All outputs, 4 bytes twice, for all inputs, 6 bytes.
    #[inline(always)]
    pub(super) fn at(&self, inputs: u64) -> u64 {
        const EVERY_BYTE: u64 = 0x0101_0101_0101_0101;
        let [a, b, c, d, e, f, ..] = inputs.to_le_bytes().map(|byte| u64::from(byte).wrapping_mul(EVERY_BYTE));
        let with_a = |[without, with]: [Four; 2]| plus(without, a, with);
        let with_b = |[without, with]: [[Four; 2]; 2]| plus(with_a(without), b, with_a(with));
        let with_c = |[without, with]: [[[Four; 2]; 2]; 2]| plus(with_b(without), c, with_b(with));
        let [without, with] = self.0;
        let [without, with] = plus(with_c(without), d, with_c(with));
        let sums = without ^ (e & with);
        // What is in one half is added to the other one and is left in its own: the upper one multiplied, in both cases.
        let (keep, add) = ((f << 32) | 0xffff_ffff, (f >> 32) | 0xffff_ffff_0000_0000);
        (sums & keep) ^ (sums.rotate_left(32) & add)
    }
}
