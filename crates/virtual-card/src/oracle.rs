//! What must hold whatever a host sends: the property that the fuzz target `apdu` checks, as a function.

use std::convert::Infallible;

use aclavis::card::{AdminKey, Algorithm};
use rand_core::{TryCryptoRng, TryRng};

use crate::{Card, StatusWord};

/// Data of an extended response, and the status word behind it.
const LONGEST_RESPONSE: usize = 65_538;
/// Memory for data objects.
const MEMORY: usize = 65_536;

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

/// A card answers every command with a status word, keeps within its memory, and gives nobody a try or an authentication for
/// nothing. The first byte of the input chooses the card (GIDS, GIDS that is blank, PIV); then come commands, each behind its length
/// of two bytes, big-endian.
///
/// ```
/// use aclavis_virtual_card::oracle;
/// // GET CHALLENGE to a PIV card, which does not know it.
/// assert_eq!(oracle::commands(&[2, 0, 5, 0x00, 0x84, 0x00, 0x00, 0x08]), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn commands(input: &[u8]) -> Result<(), &'static str> {
    let Some((kind, mut rest)) = input.split_first() else { return Ok(()) };
    let key = AdminKey::from_bytes(Algorithm::Tdes3, &[0x40; 24]).map_err(|_| "the key is one")?;
    let mut card = match kind % 3 {
        0 => Card::gids(key, [7; 16], Counting(0)),
        1 => Card::gids_blank(Counting(0)),
        _ => Card::piv(key, Counting(0)),
    };
    while let Some((length, behind)) = rest.split_first_chunk() {
        let (command, behind) = behind.split_at(behind.len().min(u16::from_be_bytes(*length).into()));
        rest = behind;
        let tries = card.state().admin_tries;
        let response = card.transmit(command);
        holds("a response ends with a status word", StatusWord::of(&response).is_some())?;
        holds("a response is no longer than one can be", response.len() <= LONGEST_RESPONSE)?;
        let state = card.state();
        holds("objects keep within the memory", state.memory_taken <= MEMORY)?;
        holds("a command costs one try", tries.abs_diff(state.admin_tries) <= 1 || state.admin_tries > tries)?;
        holds("nobody authenticates with a blocked key", state.admin_tries > 0 || !state.admin_authenticated)?;
    }
    Ok(())
}

const fn holds(property: &'static str, condition: bool) -> Result<(), &'static str> {
    if condition { Ok(()) } else { Err(property) }
}
