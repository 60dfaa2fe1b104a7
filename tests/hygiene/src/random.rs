//! A seeded source of bytes that leaves no copies of what it gives.

use rand_core::{TryCryptoRng, TryRng};
use std::fmt;

/// Gives the bytes of a seed one by one, each into its place. It is no secure source: nothing but tests depends on it.
pub(crate) struct Seeded {
    state: u64,
    /// How often it still fills; then it fails, with the room half filled.
    fills: usize,
}

impl Seeded {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15), fills: usize::MAX }
    }

    /// A source that fails after so many fills.
    pub(crate) const fn failing_after(self, fills: usize) -> Self {
        Self { fills, ..self }
    }

    fn byte(&mut self) -> u8 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.state.to_be_bytes()[0]
    }
}

impl TryRng for Seeded {
    type Error = Exhausted;

    fn try_next_u32(&mut self) -> Result<u32, Exhausted> {
        Err(Exhausted)
    }

    fn try_next_u64(&mut self) -> Result<u64, Exhausted> {
        Err(Exhausted)
    }

    fn try_fill_bytes(&mut self, room: &mut [u8]) -> Result<(), Exhausted> {
        let fails = self.fills == 0;
        self.fills = self.fills.saturating_sub(1);
        let len = if fails { room.len() / 2 } else { room.len() };
        for place in room.iter_mut().take(len) {
            *place = self.byte();
        }
        if fails { Err(Exhausted) } else { Ok(()) }
    }
}

impl TryCryptoRng for Seeded {}

/// The source fails.
#[derive(Debug)]
pub(crate) struct Exhausted;

impl fmt::Display for Exhausted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("exhausted")
    }
}

impl std::error::Error for Exhausted {}
