//! A seed's descriptors, each by its number.

use arbitrary::Unstructured;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::made::Made;
use crate::args::OutputForm;

/// Bytes that a descriptor is made of: some use up all of them, which makes the rest of the descriptor plain.
const NOISE: usize = 4096;

/// What is to be made.
pub(super) struct Descriptors {
    pub(super) seed: u64,
    pub(super) to: OutputForm,
    pub(super) is_mutated: bool,
    /// Each must fit into a line.
    pub(super) is_lines: bool,
}

impl Descriptors {
    /// The descriptor of this number, which depends on no other one.
    pub(super) fn make(&self, number: u64) -> Made {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        random.set_stream(number);
        let mut noise = [0; NOISE];
        loop {
            random.fill_bytes(&mut noise);
            let mut u = Unstructured::new(&noise);
            let make = if self.is_mutated { Made::nearly_valid } else { Made::valid };
            if let Ok(made) = make(&mut u, self.to)
                && (!self.is_lines || made.is_line())
            {
                return made;
            }
        }
    }
}
