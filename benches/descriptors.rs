//! The conversions between text, model and binary form on descriptors of several sizes, in bytes of their input.

use std::hint::black_box;

use aclavis::{DescriptorRef, DomainSids, Error, ParseOptions, PrintOptions, SecurityDescriptor, Sid, sddl_to_bytes};
use criterion::{Criterion, Throughput};

/// The domain of the relative aliases.
const DOMAIN: &[u32] = &[21, 1_004_336_348, 1_177_238_915, 682_003_330];

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    let inputs = [
        ("request", include_str!("../tests/vectors/bench/request.sddl").to_owned()),
        ("file", include_str!("../tests/vectors/bench/file.sddl").to_owned()),
        ("conditional", include_str!("../tests/vectors/bench/conditional.sddl").to_owned()),
        ("directory", directory()),
        ("thousand", thousand()),
    ];
    for (name, text) in &inputs {
        conversions(&mut criterion, name, text)?;
    }
    criterion.final_summary();
    Ok(())
}

fn conversions(criterion: &mut Criterion, name: &str, text: &str) -> Result<(), Error> {
    let domains = Sid::new(5, DOMAIN).map(DomainSids::all).unwrap_or_default();
    let parse = ParseOptions::windows().with_domains(domains);
    let print = PrintOptions::new().with_domains(domains);
    let bytes = sddl_to_bytes(text, &parse)?;
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(u64::try_from(text.len()).unwrap_or_default()));
    group.bench_function("text->model", |b| b.iter(|| SecurityDescriptor::parse(black_box(text), &parse)));
    group.bench_function("text->binary", |b| b.iter(|| sddl_to_bytes(black_box(text), &parse)));
    group.throughput(Throughput::Bytes(u64::try_from(bytes.len()).unwrap_or_default()));
    group.bench_function("binary->model", |b| b.iter(|| SecurityDescriptor::from_bytes(black_box(&bytes))));
    group.bench_function("binary->text", |b| {
        b.iter(|| DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(&print)));
    });
    group.bench_function("validate", |b| b.iter(|| DescriptorRef::parse(black_box(&bytes)).is_ok()));
    group.finish();
    Ok(())
}

/// About 3 KB, as on an object of a directory: rights on properties and classes for groups of the domain.
fn directory() -> String {
    let guid = |n: u32| format!("{:08x}-5bd1-4c27-9e0f-{:012x}", n.wrapping_mul(0x9e37_79b9), u64::from(n) << 20);
    let trustees = ["DA", "PS", "ED", "AU", "S-1-5-32-560", "RU", "CA"].into_iter().cycle();
    let ace = |(n, trustee)| match n % 3 {
        0 => format!("(OA;;CR;{};;{trustee})", guid(n)),
        1 => format!("(OA;CIIO;RPWP;{};{};{trustee})", guid(n), guid(n % 5)),
        _ => format!("(OA;CIID;RPLCLORC;;{};S-1-5-21-1004336348-1177238915-682003330-11{n:02})", guid(n % 7)),
    };
    let aces: Vec<String> = (0..35).zip(trustees).map(ace).collect();
    let head = "O:DAG:DAD:AI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)(A;CI;RPLCLORC;;;AU)";
    let sacl = "S:AI(OU;CIIOIDSA;WP;5bd15bd1-0000-4c27-9e0f-000000000001;5bd15bd1-0000-4c27-9e0f-000000000002;WD)";
    [head, &aces.concat(), sacl].concat()
}

/// 1,000 ACEs for accounts of one domain.
fn thousand() -> String {
    let ace = |rid| format!("(A;OICI;0x1200a9;;;S-1-5-21-1004336348-1177238915-682003330-{rid})");
    let aces: Vec<String> = (1001..=2000).map(ace).collect();
    ["D:PAI", &aces.concat()].concat()
}
