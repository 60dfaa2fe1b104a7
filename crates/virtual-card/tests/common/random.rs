//! A random source that is not random.

use std::collections::VecDeque;
use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// Gives the bytes of a script, then numbers that count up.
pub(crate) struct Script {
    bytes: VecDeque<u8>,
    count: u8,
}

impl Script {
    /// A source that starts with these bytes.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.iter().copied().collect(), count: 0 }
    }
}

impl TryRng for Script {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            self.count = self.count.wrapping_add(1);
            *byte = self.bytes.pop_front().unwrap_or(self.count);
        }
        Ok(())
    }
}

impl TryCryptoRng for Script {}
