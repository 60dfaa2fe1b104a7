//! The structured form of descriptors, tokens and explanations as JSON.

mod inputs;

use std::error::Error;
use std::hint::black_box;

use aclavis::serde_token::TokenForm;
use aclavis::{AccessMask, AccessRequest, AccessToken, ParseOptions, SecurityDescriptor};
use criterion::{Criterion, Throughput};

const TOKEN: &str = r#"{"user":"S-1-5-21-1-2-3-1000","groups":["WD","AU",{"sid":"DA","deny_only":true}],"integrity":"HI"}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("JSON");
    let parse = ParseOptions::windows().with_domains(inputs::domains());
    let request = include_str!("../tests/vectors/bench/request.sddl").to_owned();
    for (name, text) in [("request", request), ("directory", inputs::directory())] {
        let model = SecurityDescriptor::parse(&text, &parse)?;
        let json = serde_json::to_string(&model)?;
        group.throughput(Throughput::Bytes(u64::try_from(json.len())?));
        group.bench_function(format!("{name}, model->JSON"), |b| b.iter(|| serde_json::to_string(black_box(&model))));
        group.bench_function(format!("{name}, JSON->model"), |b| {
            b.iter(|| serde_json::from_str::<SecurityDescriptor>(black_box(&json)));
        });
        let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).build();
        let explanation = AccessRequest::new(AccessMask::LIST_CHILDREN).explain(&token, &model)?;
        group.throughput(Throughput::Bytes(u64::try_from(serde_json::to_string(&explanation)?.len())?));
        group.bench_function(format!("{name}, explanation"), |b| b.iter(|| serde_json::to_string(black_box(&explanation))));
    }
    group.throughput(Throughput::Bytes(u64::try_from(TOKEN.len())?));
    group.bench_function("token", |b| {
        b.iter(|| serde_json::from_str::<TokenForm>(black_box(TOKEN)).map(|form| form.to_token(&inputs::domains())));
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}
