//! Permutations of the bits of a word, possibly with repetition, for any secret in constant time.

use super::layout::Wire;
use crate::num::index;

/// A wiring as rotations: the bits that move by the same distance move together.
pub(super) struct Wiring<const N: usize> {
    /// Distances to the left and the bits that arrive by each.
    moves: [(u32, u64); N],
}

/// The distance to the left of a wire, of two equal ones the shorter if the source repeats every `period` bits.
const fn distance((from, to): Wire, period: u8) -> u8 {
    (to + 64 - from) % period
}

/// How many different distances the wires have, in words that repeat every `period` bits.
pub(super) const fn distances(wires: &[Wire], period: u8) -> usize {
    let mut seen: u64 = 0;
    let mut n = 0;
    while n < wires.len() {
        seen |= 1 << distance(wires[n], period);
        n += 1;
    }
    index(seen.count_ones().to_le_bytes()[0])
}

impl<const N: usize> Wiring<N> {
    /// The wiring of words that repeat every `period` bits: 64 is any word.
    pub(super) const fn new(wires: &[Wire], period: u8) -> Self {
        let mut moves = [(0, 0); N];
        let mut found = 0;
        let mut by = 0;
        while by < period {
            let mut arriving = 0;
            let mut n = 0;
            while n < wires.len() {
                if distance(wires[n], period) == by {
                    arriving |= 1 << wires[n].1;
                }
                n += 1;
            }
            if arriving != 0 {
                moves[found] = (by as u32, arriving);
                found += 1;
            }
            by += 1;
        }
        Self { moves }
    }

    /// The word at the other end.
    #[inline(always)]
    pub(super) fn apply(&self, word: u64) -> u64 {
        self.moves.iter().fold(0, |sum, &(by, arriving)| sum | (word.rotate_left(by) & arriving))
    }
}
