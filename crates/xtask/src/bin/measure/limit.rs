//! What no implementation can do without: each byte of the input loaded once, and the input copied.

use std::hint::black_box;

use aclavis::sddl_to_bytes;

use super::{Outcome, Site, repeat};

pub(super) fn run(operation: &str, file: &str, times: usize) -> Outcome {
    let text = std::fs::read_to_string(file)?;
    let binary = sddl_to_bytes(&text, &Site::new()?.parse)?;
    match operation {
        "load text" => load(times, text.as_bytes()),
        "load binary" => load(times, &binary),
        "copy text" => copy(times, text.as_bytes()),
        "copy binary" => copy(times, &binary),
        _ => Err("unknown operation".into()),
    }
}

/// A sum that depends on the order of the bytes, so that no instruction can take several of them at once.
fn load(times: usize, input: &[u8]) -> Outcome {
    let sum = |bytes: &[u8]| bytes.iter().fold(0, |sum: u32, byte| sum.rotate_left(1) ^ u32::from(*byte));
    repeat(times, || {
        black_box(sum(black_box(input)));
        true
    })
}

fn copy(times: usize, input: &[u8]) -> Outcome {
    let mut copy = vec![0; input.len()];
    repeat(times, || {
        black_box(&mut copy).copy_from_slice(black_box(input));
        true
    })
}
