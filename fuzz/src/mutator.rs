//! Mutation of inputs that have a structure.

use arbitrary::Unstructured;
use libfuzzer_sys::fuzzer_mutate;

/// Bytes that decide what a mutation does.
const DECISIONS: usize = 512;

/// Makes an input of `data[..size]` and gives its size: every other time with libFuzzer's own mutations, otherwise with the
/// mutator, which sees what the input says. Where that makes nothing that fits, libFuzzer's own do it too.
pub fn mutate(
    data: &mut [u8],
    size: usize,
    max_size: usize,
    seed: u32,
    mutator: impl Fn(&[u8], &mut Unstructured<'_>) -> arbitrary::Result<Option<Vec<u8>>>,
) -> usize {
    if seed.is_multiple_of(2) {
        let decisions = decisions(seed);
        if let Ok(Some(made)) = mutator(&data[..size], &mut Unstructured::new(&decisions))
            && made.len() <= max_size
        {
            data[..made.len()].copy_from_slice(&made);
            return made.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
}

/// Mutates the text at the front of an input, which is what a target of texts gets of it.
pub fn mutated_text(input: &[u8], u: &mut Unstructured<'_>) -> arbitrary::Result<Option<Vec<u8>>> {
    let text = input.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    aclavis::mutation::mutated_text(text, u).map(String::into_bytes).map(Some)
}

/// The same bytes for the same seed.
fn decisions(seed: u32) -> [u8; DECISIONS] {
    // Zero is the one state in which a xorshift generator stays.
    let mut state = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    std::array::from_fn(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[4]
    })
}
