#![cfg_attr(feature = "libfuzzer", no_main)]

use std::convert::Infallible;

use aclavis::card::{AdminKey, Algorithm};
use aclavis_virtual_card::{Card, StatusWord};
use rand_core::{TryCryptoRng, TryRng};

/// Numbers that count up, so that answers can be found.
struct Counting(u8);

impl TryRng for Counting {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes).map(|()| u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes).map(|()| u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

impl TryCryptoRng for Counting {}

// The first byte chooses the card; then come commands, each behind its length of two bytes.
aclavis_fuzz::target!(|input: &[u8]| {
    let Some((kind, mut rest)) = input.split_first() else { return };
    let key = || AdminKey::from_bytes(Algorithm::Tdes3, &[0x40; 24]).unwrap();
    let mut card = match kind % 3 {
        0 => Card::gids(key(), [7; 16], Counting(0)),
        1 => Card::gids_blank(Counting(0)),
        _ => Card::piv(key(), Counting(0)),
    };
    while let Some((length, behind)) = rest.split_first_chunk() {
        let (command, behind) = behind.split_at(behind.len().min(u16::from_be_bytes(*length).into()));
        rest = behind;
        let tries = card.state().admin_tries;
        let response = card.transmit(command);
        assert!(StatusWord::of(&response).is_some() && response.len() <= 65_538);
        let state = card.state();
        assert!(state.memory_taken <= 65_536);
        assert!(tries.abs_diff(state.admin_tries) <= 1 || state.admin_tries > tries);
        assert!(state.admin_tries > 0 || !state.admin_authenticated);
    }
});
