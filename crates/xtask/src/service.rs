//! The service from outside: under load, and against its OpenAPI document.

use std::process::Command;

use crate::command::{Outcome, cargo, run, target_folder};
use crate::{packages, tools};

/// The version of schemathesis: what it finds changes from one to the next.
const SCHEMATHESIS: &str = "4.32.5";

/// The service under load, beside bare servers.
pub(crate) fn load(seconds: u32, rounds: usize, check: bool) -> Outcome {
    packages::install("measuring the service under load", &["wrk"]);
    run(&mut cargo(&["build", "--release", "--package", "aclavis-cli", "--package", "aclavis-load"]))?;
    let built = target_folder().join("release");
    let mut load = Command::new(built.join("aclavis-load"));
    load.arg("measure").arg("--program").arg(built.join("aclavis"));
    load.args(["--seconds", &seconds.to_string(), "--rounds", &rounds.to_string()]);
    if check {
        load.arg("--check");
    }
    run(&mut load)
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
