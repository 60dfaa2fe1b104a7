//! Moving the bits of a word to other places, each to any number of them, in constant time.

use super::layout::Wire;
use crate::num::index;

/// Wires as rotations: the bits that move by the same distance move together.
pub(super) struct Wiring<const N: usize> {
    /// Distances to the left, with the bits that arrive by each.
    moves: [(u8, u64); N],
}

/// How far to the left a wire leads in words that repeat every `period` bits.
const fn distance((from, to): Wire, period: u8) -> u8 {
    to.wrapping_sub(from) & period.wrapping_sub(1)
}

/// How many different distances there are among the wires.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "at compile time, where it cannot panic")]
pub(super) const fn distances(wires: &[Wire], period: u8) -> usize {
    let mut seen = [0; 64];
    let mut n = 0;
    while n < wires.len() {
        seen[index(distance(wires[n], period))] = 1;
        n += 1;
    }
    let mut count = 0;
    n = 0;
    while n < 64 {
        count += seen[n];
        n += 1;
    }
    count
}

impl<const N: usize> Wiring<N> {
    /// The wires between words that repeat every `period` bits, a power of two; 64 for those that do not repeat. `N` is what
    /// [`distances`] says.
    #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "at compile time, where it cannot panic")]
    pub(super) const fn new(wires: &[Wire], period: u8) -> Self {
        let mut moves = [(0, 0); N];
        let (mut found, mut by) = (0, 0);
        while by < period {
            let (mut arriving, mut n) = (0, 0);
            while n < wires.len() {
                if distance(wires[n], period) == by {
                    arriving |= 1 << wires[n].1;
                }
                n += 1;
            }
            if arriving != 0 {
                moves[found] = (by, arriving);
                found += 1;
            }
            by += 1;
        }
        Self { moves }
    }

    /// The word at the other end.
    #[inline(always)]
    pub(super) fn apply(&self, word: u64) -> u64 {
        self.moves.iter().fold(0, |sum, &(by, arriving)| sum | (word.rotate_left(u32::from(by)) & arriving))
    }
}
