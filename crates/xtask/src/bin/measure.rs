//! Runs one operation of the library on one file so many times. `cargo xtask instructions` counts what that costs.
//!
//! `measure OPERATION FILE TIMES`

use std::hint::black_box;
use std::process::ExitCode;

use aclavis::{
    AccessMask, AccessRequest, AccessToken, DescriptorRef, DomainSids, ParseOptions, PrintOptions, SecurityDescriptor, Sid,
    sddl_to_bytes,
};

/// The domain of the measurements, passed as machine, domain and forest.
const DOMAIN: &[u32] = &[21, 2_848_215_498, 2_472_035_911, 1_947_525_656];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(operation), Some(file), Some(times)) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("usage: measure OPERATION FILE TIMES");
        return ExitCode::from(2);
    };
    match run(&operation, &file, &times) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(operation: &str, file: &str, times: &str) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(file)?;
    let times: usize = times.parse()?;
    let domain = Sid::new(5, DOMAIN).ok_or("the domain is no SID")?;
    let parse = ParseOptions::windows().with_domains(DomainSids::all(domain));
    let print = PrintOptions::new().with_domains(DomainSids::all(domain));
    let bytes = sddl_to_bytes(&text, &parse)?;
    match operation {
        "text->model" => repeat(times, || SecurityDescriptor::parse(black_box(&text), black_box(&parse)).is_ok()),
        "text->binary" => repeat(times, || sddl_to_bytes(black_box(&text), black_box(&parse)).is_ok()),
        "binary->model" => repeat(times, || SecurityDescriptor::from_bytes(black_box(&bytes)).is_ok()),
        "binary->text" => repeat(times, || {
            DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(black_box(&print))).is_ok()
        }),
        "validate" => repeat(times, || DescriptorRef::parse(black_box(&bytes)).is_ok()),
        "access" => access(times, &bytes, domain, 5),
        "access-50-groups" => access(times, &bytes, domain, 50),
        "access-1000-groups" => access(times, &bytes, domain, 1000),
        _ => Err(format!("unknown operation `{operation}`").into()),
    }
}

/// A check for one right by an account of the domain to which no ACE of the benchmark texts gives it, so that every ACE is
/// looked at.
fn access(times: usize, bytes: &[u8], domain: Sid, groups: u32) -> Result<(), Box<dyn std::error::Error>> {
    let account = |rid| domain.child(rid).ok_or("the domain has no accounts");
    let groups = (0..groups).map(|n| account(n.wrapping_add(20_000))).collect::<Result<Vec<_>, _>>()?;
    let token = AccessToken::builder(account(10_000)?).groups(groups).build();
    let mut descriptor = SecurityDescriptor::from_bytes(bytes)?;
    descriptor.set_owner(descriptor.owner().copied().or(Some(domain)));
    let bytes = descriptor.to_bytes()?;
    let view = DescriptorRef::parse(&bytes)?;
    let request = AccessRequest::new(AccessMask::LIST_CHILDREN);
    repeat(times, || !black_box(&request).check(black_box(&token), black_box(&view)).is_ok_and(|outcome| outcome.is_allowed()))
}

#[inline(never)]
fn repeat(times: usize, operation: impl Fn() -> bool) -> Result<(), Box<dyn std::error::Error>> {
    for _ in 0..times {
        if !black_box(operation()) {
            return Err("the operation failed".into());
        }
    }
    Ok(())
}
