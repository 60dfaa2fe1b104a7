//! Lines of the core that its tests reach, by cargo-tarpaulin with breakpoints.

mod record;
mod report;

pub(super) use record::{Lines, Record};

use std::process::Command;

use super::{DEPENDS_ON, PACKAGE, TARGETS, page};
use crate::command::{Outcome, root, run as run_command, target_folder};
use crate::figures::Toolchain;
use crate::{files, state, tools};

/// The version of cargo-tarpaulin: what it takes for a line changes from one to the next.
const CARGO_TARPAULIN: &str = "0.37.5";
/// Seconds without a word after which a test counts as hung; breakpoints make some slow.
const PATIENCE: &str = "900";

/// Runs the tests, records how many lines they reach, and says which they do not.
pub(crate) fn run() -> Outcome {
    let program = tools::from_crates("cargo-tarpaulin", CARGO_TARPAULIN)?;
    let folder = target_folder().join("coverage");
    files::create(&folder)?;
    let commit = state::commit(&DEPENDS_ON)?;
    let mut tarpaulin = Command::new(program);
    tarpaulin.current_dir(root()).args(["tarpaulin", "--engine", "ptrace", "--skip-clean", "--timeout", PATIENCE]);
    tarpaulin.args(["--packages", PACKAGE, "--all-features", "--profile", "coverage", "--lib", "--test"]).args(TARGETS);
    tarpaulin.args(["--include-files", "src/*", "--out", "Json", "--output-dir"]).arg(&folder).arg("--target-dir").arg(&folder);
    run_command(&mut tarpaulin)?;
    let files = report::read(&folder.join("tarpaulin-report.json"))?;
    for file in files.iter().filter(|file| !file.unreached.is_empty()) {
        println!("{}: {}", file.name, file.unreached.iter().map(u64::to_string).collect::<Vec<_>>().join(" "));
    }
    let tool = format!("cargo-tarpaulin {CARGO_TARPAULIN}");
    let record = Record::new(tool, Toolchain::of_now()?.rustc, commit, &files);
    record.store()?;
    page::render()?;
    println!("{}", record.summary());
    record.judge()
}

/// Whether what is committed is the result for the files as they are now, and reaches the bar.
pub(crate) fn is_good() -> Outcome<bool> {
    let record = Record::load()?;
    Ok(record.is_current() && record.judge().is_ok())
}
