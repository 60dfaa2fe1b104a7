//! Whether the version says what has changed in the library's interface, by cargo-semver-checks.

use std::process::Command;

use crate::command::{Outcome, root, run, said};
use crate::tools;

/// The version of cargo-semver-checks: it reads the documentation of certain compilers only.
const CARGO_SEMVER_CHECKS: &str = "0.51.0";

/// Compares the library with that of a revision, by default the latest release.
pub(crate) fn check(baseline: Option<&str>) -> Outcome {
    let baseline = match baseline {
        Some(revision) => revision.to_owned(),
        None => latest_release()?.ok_or("there is no release yet to compare with: name a commit with `--baseline REV`")?,
    };
    let program = tools::from_crates("cargo-semver-checks", CARGO_SEMVER_CHECKS)?;
    let mut semver = Command::new(program);
    semver.current_dir(root()).args(["semver-checks", "--package", "aclavis", "--all-features", "--baseline-rev", &baseline]);
    run(&mut semver)
}

/// The latest tag of a version below this commit.
pub(crate) fn latest_release() -> Outcome<Option<String>> {
    let tags = said(Command::new("git").current_dir(root()).args([
        "tag",
        "--merged",
        "HEAD",
        "--sort=-version:refname",
        "--list",
        "v[0-9]*",
    ]))?;
    Ok(tags.lines().next().map(str::to_owned))
}
