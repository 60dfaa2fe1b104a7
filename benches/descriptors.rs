//! The conversions between text, model and binary form on descriptors of several sizes, in bytes of their input.

mod inputs;

use std::hint::black_box;

use aclavis::{DescriptorRef, Error, ParseOptions, PrintOptions, SecurityDescriptor, sddl_to_bytes, syntax};
use criterion::{Criterion, Throughput};

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    let inputs = [
        ("request", include_str!("../tests/vectors/bench/request.sddl").to_owned()),
        ("file", include_str!("../tests/vectors/bench/file.sddl").to_owned()),
        ("conditional", include_str!("../tests/vectors/bench/conditional.sddl").to_owned()),
        ("directory", inputs::directory()),
        ("thousand", thousand()),
    ];
    for (name, text) in &inputs {
        conversions(&mut criterion, name, text)?;
    }
    criterion.final_summary();
    Ok(())
}

fn conversions(criterion: &mut Criterion, name: &str, text: &str) -> Result<(), Error> {
    let domains = inputs::domains();
    let parse = ParseOptions::windows().with_domains(domains);
    let print = PrintOptions::new().with_domains(domains);
    let bytes = sddl_to_bytes(text, &parse)?;
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap_or_default()));
    group.bench_function("text->model", |b| b.iter(|| SecurityDescriptor::parse(black_box(text), &parse)));
    group.bench_function("text->binary", |b| b.iter(|| sddl_to_bytes(black_box(text), &parse)));
    group.bench_function("text->tree", |b| b.iter(|| syntax::parse(black_box(text), &parse)));
    group.throughput(Throughput::Bytes(u64::try_from(bytes.len()).unwrap_or_default()));
    group.bench_function("binary->model", |b| b.iter(|| SecurityDescriptor::from_bytes(black_box(&bytes))));
    group.bench_function("binary->text", |b| {
        b.iter(|| DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(&print)));
    });
    let model = SecurityDescriptor::from_bytes(&bytes)?;
    group.bench_function("model->text", |b| b.iter(|| black_box(&model).to_sddl_with(&print)));
    group.bench_function("model->binary", |b| b.iter(|| black_box(&model).to_bytes()));
    group.bench_function("validate", |b| b.iter(|| DescriptorRef::parse(black_box(&bytes)).is_ok()));
    group.finish();
    Ok(())
}

/// 1,000 ACEs for accounts of one domain.
fn thousand() -> String {
    let ace = |rid| format!("(A;OICI;0x1200a9;;;S-1-5-21-1004336348-1177238915-682003330-{rid})");
    let aces: Vec<String> = (1001..=2000).map(ace).collect();
    ["D:PAI", &aces.concat()].concat()
}
