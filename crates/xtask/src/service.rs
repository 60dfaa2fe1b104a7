//! The service from outside: under load, and against its OpenAPI document.

use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, cargo, is_there, run, target_folder};
use crate::packages;

/// The version of schemathesis: what it finds changes from one to the next.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

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
    let environment = target_folder().join("schemathesis");
    let program = environment.join("bin/st");
    if !is_installed(&program) {
        packages::install("holding the service against its document", &["python3", "python3-venv"]);
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let mut install = Command::new(environment.join("bin/pip"));
        run(install.args(["install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS]))?;
    }
    // With the features with which tests are built, those of their own dependencies too, so that nothing is compiled again.
    run(&mut cargo(&["build", "--workspace", "--all-features", "--bins", "--tests"]))?;
    let built = target_folder().join("debug");
    let mut contract = Command::new(built.join("aclavis-load"));
    contract.arg("contract").arg("--program").arg(built.join("aclavis")).arg("--schemathesis").arg(&program);
    run(contract.args(["--seconds", &seconds.to_string()]))
}

fn is_installed(program: &Path) -> bool {
    program.to_str().is_some_and(|program| is_there(program, &["--version"]))
}
