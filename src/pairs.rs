//! Tables over two-letter names: SDDL's ACE types, flags, rights and SID aliases are all pairs of letters.

use crate::num::index;

/// The size of a table: 32 rows of 32, of which 26 are letters.
pub(crate) const PAIRS: usize = 1024;

/// The place of a pair of letters, whatever their case; `None` when one is no letter.
#[inline(always)]
pub(crate) const fn of([first, second]: [u8; 2]) -> Option<usize> {
    let first = (first | 0x20).wrapping_sub(b'a');
    let second = (second | 0x20).wrapping_sub(b'a');
    if first < 26 && second < 26 { Some(index(first).wrapping_mul(32).wrapping_add(index(second))) } else { None }
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
