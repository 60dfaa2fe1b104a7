//! What no implementation can do without: each byte of an input loaded once, and an input copied.

mod inputs;

use std::hint::black_box;

use aclavis::{Error, ParseOptions, sddl_to_bytes};
use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("limits");
    let parse = ParseOptions::windows().with_domains(inputs::domains());
    let request = include_str!("../tests/vectors/bench/request.sddl").to_owned();
    for (name, text) in [("request", request), ("directory", inputs::directory())] {
        least(&mut group, &format!("{name}, text"), text.as_bytes());
        least(&mut group, &format!("{name}, binary"), &sddl_to_bytes(&text, &parse)?);
    }
    group.finish();
    criterion.final_summary();
    Ok(())
}

fn least(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, input: &[u8]) {
    group.throughput(Throughput::Bytes(u64::try_from(input.len()).unwrap_or_default()));
    // A sum that depends on the order of the bytes, so that no instruction can take several of them at once.
    let sum = |bytes: &[u8]| bytes.iter().fold(0, |sum: u32, byte| sum.rotate_left(1) ^ u32::from(*byte));
    group.bench_function(format!("{name}, load"), |b| b.iter(|| sum(black_box(input))));
    let mut copy = vec![0; input.len()];
    group.bench_function(format!("{name}, copy"), |b| b.iter(|| black_box(&mut copy).copy_from_slice(black_box(input))));
}
