//! Runs one operation of the library so many times. `cargo xtask instructions` and `cargo xtask growth` count what that costs.
//!
//! `measure SUBJECT OPERATION INPUT CALLS`: the input is a file for `descriptor` and `limit`, nothing for `value`, a size for `growth`.

mod access;
mod descriptor;
mod growth;
mod limit;
mod value;

use std::hint::black_box;
use std::process::ExitCode;

use aclavis::{AccessToken, AccessTokenBuilder, Creator, DomainSids, ParseOptions, PrintOptions, Sid};

/// The domain of the measurements, passed as machine, domain and forest.
const DOMAIN: &[u32] = &[21, 2_848_215_498, 2_472_035_911, 1_947_525_656];

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [subject, operation, input, calls] = arguments.as_slice() else {
        eprintln!("usage: measure SUBJECT OPERATION INPUT CALLS");
        return ExitCode::from(2);
    };
    match run(subject, operation, input, calls) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{subject} {operation} {input}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(subject: &str, operation: &str, input: &str, calls: &str) -> Outcome {
    let calls = calls.parse()?;
    match subject {
        "descriptor" => descriptor::run(operation, input, calls),
        "value" => value::run(operation, calls),
        "growth" => growth::run(operation, input.parse()?, calls),
        "limit" => limit::run(operation, input, calls),
        _ => Err("unknown subject".into()),
    }
}

/// What every operation is told: the domain, how to read and how to print.
struct Site {
    domain: Sid,
    parse: ParseOptions,
    print: PrintOptions,
}

impl Site {
    fn new() -> Outcome<Self> {
        let domain = Sid::new(5, DOMAIN).ok_or("the domain is no SID")?;
        let all = DomainSids::all(domain);
        Ok(Self { domain, parse: ParseOptions::windows().with_domains(all), print: PrintOptions::new().with_domains(all) })
    }

    /// An account of the domain.
    fn account(&self, rid: u32) -> Outcome<Sid> {
        Ok(self.domain.child(rid).ok_or("the domain has no accounts")?)
    }

    /// An account of the domain, in so many of its groups.
    fn member(&self, groups: u32) -> Outcome<AccessTokenBuilder> {
        let groups = (0..groups).map(|n| self.account(n.wrapping_add(20_000))).collect::<Result<Vec<_>, _>>()?;
        Ok(AccessToken::builder(self.account(10_000)?).groups(groups))
    }

    /// The same account as somebody who creates an object.
    fn creator(&self) -> Outcome<Creator> {
        Ok(Creator::new(self.account(10_000)?, self.account(513)?))
    }
}

/// Repeats an operation, which says whether it has succeeded.
#[inline(never)]
fn repeat(times: usize, mut operation: impl FnMut() -> bool) -> Outcome {
    for _ in 0..times {
        if !black_box(operation()) {
            return Err("the operation failed".into());
        }
    }
    Ok(())
}
