//! The eight S-boxes at once, without a look-up: each output bit is a polynomial over GF(2) in the six inputs of its box, and
//! the polynomials of all 32 outputs are evaluated side by side, each in the bit of a word that is its output's.

use super::polynomials::COEFFICIENTS;

/// Four coefficients of every polynomial, without and with each of the last two variables: the last one decides between the
/// halves of a number, the one before it between the numbers.
pub(super) type Four = [u64; 2];

/// The polynomials: `[d][c][b][a]` has the coefficients of the products with those variables whose index is 1.
#[repr(align(64))]
pub(super) struct Polynomials(pub(super) [[[[Four; 2]; 2]; 2]; 2]);

/// A sum, of which one term is a product with a variable.
#[inline(always)]
fn sum([p, q]: Four, variable: u64, [with_p, with_q]: Four) -> Four {
    [p ^ (variable & with_p), q ^ (variable & with_q)]
}

/// A byte in every byte, by shifts.
#[inline(always)]
pub(super) fn repeated_by_shifts(byte: u8) -> u64 {
    let two = u16::from(byte) | (u16::from(byte) << 8);
    let four = u32::from(two) | (u32::from(two) << 16);
    u64::from(four) | (u64::from(four) << 32)
}

/// A byte in every byte. Multiplication, which is faster, takes the same time for all numbers only on the larger processors.
#[inline(always)]
pub(super) fn repeated(byte: u8) -> u64 {
    if cfg!(target_pointer_width = "64") { u64::from(byte).wrapping_mul(0x0101_0101_0101_0101) } else { repeated_by_shifts(byte) }
}

impl Polynomials {
    /// The polynomials of the S-boxes. Their place is hidden from the compiler, which would else spread the coefficients over
    /// the instructions; that is slower.
    #[inline(always)]
    pub(super) fn of_boxes() -> &'static Self {
        core::hint::black_box(&COEFFICIENTS)
    }

    /// All outputs, 4 bytes twice, for all inputs, 6 bytes.
    #[inline(always)]
    pub(super) fn at(&self, inputs: u64) -> u64 {
        let [a, b, c, d, e, f, ..] = inputs.to_le_bytes().map(repeated);
        let with_a = |[without, with]: [Four; 2]| sum(without, a, with);
        let with_b = |[without, with]: [[Four; 2]; 2]| sum(with_a(without), b, with_a(with));
        let with_c = |[without, with]: [[[Four; 2]; 2]; 2]| sum(with_b(without), c, with_b(with));
        let [without, with] = self.0;
        let [without, with] = sum(with_c(without), d, with_c(with));
        let halves = without ^ (e & with);
        // Both halves of the result are the lower half and the product of f with the upper one.
        let (own, other) = ((f << 32) | 0xffff_ffff, (f >> 32) | 0xffff_ffff_0000_0000);
        (halves & own) ^ (halves.rotate_left(32) & other)
    }
}
