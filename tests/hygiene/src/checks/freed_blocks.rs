//! Looks into every block of the heap that is freed or grown, for every secret.

use std::process::ExitCode;

use crate::allocator::watch;
use crate::material::Material;
use crate::{memory, needles, operations};

/// Runs the check.
pub(crate) fn run() -> ExitCode {
    let operations = operations::all();
    memory::note_all(&operations);
    // A master secret of the operations.
    let control = Material::of_seed(1, 32);
    let mut failed = false;
    let (mut blocks, mut remnants) = (0, 0);
    for operation in &operations {
        let seen = watch(|| operation.run());
        blocks += seen.blocks;
        remnants += seen.hits;
        if seen.hits > 0 {
            failed = true;
            println!("{}: {} remnants in freed blocks, first: {}", operation.name, seen.hits, seen.first);
        }
        if seen.blocks == 0 {
            failed = true;
            println!("{}: no block was freed", operation.name);
        }
    }
    let mut missed = 0;
    for (name, leave) in CONTROLS {
        let hits = watch(|| leave(&control)).hits;
        println!("positive control, {name}: {hits} remnants");
        missed += usize::from(hits == 0);
    }
    println!(
        "freed blocks: {} operations, {blocks} blocks, {} needles: {remnants} remnants; {} of {} controls found",
        operations.len(),
        needles::count(),
        CONTROLS.len() - missed,
        CONTROLS.len()
    );
    if failed || missed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A way to leave a secret in a freed block.
type Leave = fn(&[u8]);

const CONTROLS: [(&str, Leave); 4] = [
    ("a vector", |secret| drop(std::hint::black_box(secret.to_vec()))),
    ("a vector that grows", |secret| {
        let mut grown = Vec::with_capacity(secret.len());
        grown.extend_from_slice(secret);
        std::hint::black_box(&mut grown).reserve_exact(4_096);
        zeroize::Zeroize::zeroize(&mut grown);
    }),
    ("words of eight bytes the other way round", |secret| {
        let swapped: Vec<u8> = secret.chunks(8).flat_map(|word| word.iter().rev().copied()).collect();
        drop(std::hint::black_box(swapped));
    }),
    ("under HMAC's padding", |secret| {
        let padded: Vec<u8> = secret.iter().map(|byte| byte ^ 0x36).collect();
        drop(std::hint::black_box(padded));
    }),
];
