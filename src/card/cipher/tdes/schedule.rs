//! The key schedule (FIPS 46-3, Appendix 1; NIST SP 800-67, Appendix A).

use super::{
    layout::{KEY, RING, RING_BITS, SUBKEY, TURNS},
    wiring::{Wiring, distances},
};

const PC1: Wiring<{ distances(&KEY, 64) }> = Wiring::new(&KEY, 64);
const PC2: Wiring<{ distances(&SUBKEY, 64) }> = Wiring::new(&SUBKEY, 64);

/// The subkeys of a pass as what is added to the halves before and after its rounds: the first two subkeys, the difference of
/// each one to the second next, and the last two. Read backwards, these are the words of the inverse pass.
pub(super) type Pass = [[u64; 2]; 9];

/// The passes of an encryption: with the first key, backwards with the second one, with the third one.
#[inline(never)]
pub(super) fn fill(passes: &mut [Pass; 3], key: &[u8; 24]) {
    for (pass, key) in passes.iter_mut().zip(key.as_chunks().0) {
        turn(pass, u64::from_be_bytes(*key));
    }
    let [_, second, _] = passes;
    second.as_flattened_mut().reverse();
    for word in passes.as_flattened_mut().as_flattened_mut() {
        *word = PC2.apply(*word);
    }
}

/// The words from which PC-2 makes those of the pass.
#[inline(always)]
fn turn(pass: &mut Pass, key: u64) {
    const ONCE: u64 = (1 << RING_BITS) - 1;
    let word = PC1.apply(key);
    // Of a ring that is there twice, end to end, each shift is a turn.
    let [c, d] = RING.map(|start| (word >> start) & ONCE).map(|ring| ring | (ring << RING_BITS));
    let mut earlier = [0; 2];
    let [pairs @ .., last] = pass;
    for (pair, turns) in pairs.iter_mut().zip(TURNS) {
        let [odd, even] = turns.map(|[c_turns, d_turns]| {
            (c.wrapping_shr(c_turns.into()) & ONCE) | ((d.wrapping_shr(d_turns.into()) & ONCE) << RING[1])
        });
        let [earlier_odd, earlier_even] = earlier;
        *pair = [odd ^ earlier_odd, even ^ earlier_even];
        earlier = [odd, even];
    }
    *last = earlier;
}
