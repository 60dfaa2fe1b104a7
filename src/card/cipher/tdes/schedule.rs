//! The key schedule: the 48 subkeys in the order of encryption (FIPS 46-3, Appendix 1; SP 800-67, 3.1).

use super::{
    layout::{KEY, RING, RING_BITS, STRIDE, SUBKEY},
    tables::SHIFTS,
    wiring::{Wiring, distances},
};

const PC1: Wiring<{ distances(&KEY, 64) }> = Wiring::new(&KEY, 64);
const PC2: Wiring<{ distances(&SUBKEY, 64) }> = Wiring::new(&SUBKEY, 64);

/// By how many places the rings of C and D are turned, to the lower ones, in each round.
const TURNS: [[u32; 2]; 16] = {
    let mut turns = [[0; 2]; 16];
    let (mut turned, mut n) = (0, 0);
    while n < 16 {
        turned += SHIFTS[n] as u32;
        turns[n] = [turned * STRIDE[0] as u32 % RING_BITS as u32, turned * STRIDE[1] as u32 % RING_BITS as u32];
        n += 1;
    }
    turns
};

/// The subkeys of three keys, the second one's backwards.
#[inline(always)]
pub(super) fn fill(subkeys: &mut [u64; 48], key: &[u8; 24]) {
    let ([first, second, third], _) = key.as_chunks::<8>() else { return };
    let (one, rest) = subkeys.split_at_mut(16);
    let (two, three) = rest.split_at_mut(16);
    turn(one.iter_mut(), first);
    turn(two.iter_mut().rev(), second);
    turn(three.iter_mut(), third);
    for subkey in subkeys {
        *subkey = PC2.apply(*subkey);
    }
}

/// The key word of each round of a key.
#[inline(always)]
fn turn<'a>(words: impl Iterator<Item = &'a mut u64>, key: &[u8; 8]) {
    const MASK: u64 = (1 << RING_BITS) - 1;
    let word = PC1.apply(u64::from_be_bytes(*key));
    // Twice behind itself, a ring is turned by a shift.
    let twice = RING.map(|start| ((word >> start) & MASK) | ((word >> start) & MASK) << RING_BITS);
    let [c, d] = twice;
    for (word, [c_turn, d_turn]) in words.zip(TURNS) {
        *word = (c >> c_turn) & MASK | ((d >> d_turn) & MASK) << RING[1];
    }
}
