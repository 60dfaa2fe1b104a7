//! Tables over two-letter names: SDDL's ACE types, flags, rights and SID aliases are all pairs of letters.

use crate::num::index16;

/// The size of a table: 32 rows of 32, of which 26 belong to letters.
pub(crate) const PAIRS: usize = 1024;

/// The place of a pair of letters, whatever their case; `None` when one is no letter nor a neighbour of the letters, whose
/// places are empty.
#[inline(always)]
pub(crate) const fn of(letters: [u8; 2]) -> Option<usize> {
    let pair = u16::from_le_bytes(letters);
    if pair & 0xc0c0 != 0x4040 {
        return None;
    }
    Some(index16(pair & 0x1f | (pair >> 3) & 0x3e0))
}

/// Enters a byte under a pair of letters, while a table is built.
pub(crate) const fn put(table: &mut [u8; PAIRS], letters: [u8; 2], value: u8) {
    if let Some(place) = of(letters) {
        let (_, slot) = table.split_at_mut(place);
        if let [slot, ..] = slot {
            *slot = value;
        }
    }
}
