//! The service from outside: under load, and against its OpenAPI document.

use std::process::{Command, Stdio};

use crate::command::{Outcome, cargo, run, said, target_folder};
use crate::figures::Service;
use crate::{packages, state, tools};

/// The version of schemathesis: what it finds changes from one to the next.
const SCHEMATHESIS: &str = "4.32.5";

/// The service under load, beside bare servers.
pub(crate) fn load(seconds: u32, rounds: usize, check: bool) -> Outcome {
    let mut load = measuring(seconds, rounds)?;
    if check {
        load.arg("--check");
    }
    run(&mut load)
}

/// The same as figures of this commit.
pub(crate) fn figures(seconds: u32, rounds: usize) -> Outcome<Service> {
    let commit = state::commit(&["src", "crates", "Cargo.toml", "Cargo.lock"])?;
    // The table goes to standard error, where it is seen while the figures are read.
    let figures = said(measuring(seconds, rounds)?.arg("--json").stderr(Stdio::inherit()))?;
    let figures: Service = serde_json::from_str(&figures).map_err(|error| format!("aclavis-load said `{figures}`: {error}"))?;
    Ok(Service { commit: state::shown(&commit).to_owned(), ..figures })
}

/// The program that measures, built.
fn measuring(seconds: u32, rounds: usize) -> Outcome<Command> {
    packages::install("measuring the service under load", &["wrk"]);
    run(&mut cargo(&["build", "--release", "--package", "aclavis-cli", "--package", "aclavis-load"]))?;
    let built = target_folder().join("release");
    let mut load = Command::new(built.join("aclavis-load"));
    load.arg("measure").arg("--program").arg(built.join("aclavis"));
    load.args(["--seconds", &seconds.to_string(), "--rounds", &rounds.to_string()]);
    Ok(load)
}

/// The service against its OpenAPI document: schemathesis makes calls that fit it and calls that do not.
pub(crate) fn contract(seconds: u32) -> Outcome {
    let program = tools::from_pypi("schemathesis", SCHEMATHESIS, "st")?;
    // With the features with which tests are built, those of their own dependencies too, so that nothing is compiled again.
    run(&mut cargo(&["build", "--workspace", "--all-features", "--bins", "--tests"]))?;
    let built = target_folder().join("debug");
    let mut contract = Command::new(built.join("aclavis-load"));
    contract.arg("contract").arg("--program").arg(built.join("aclavis")).arg("--schemathesis").arg(&program);
    run(contract.args(["--seconds", &seconds.to_string()]))
}
