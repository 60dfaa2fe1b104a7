//! Tests, lints, documentation.

use crate::command::{Outcome, cargo, run};
use crate::packages;

/// All tests, with the programs that some of them talk to.
pub(crate) fn test() -> Outcome {
    packages::install_for_tests();
    run(&mut cargo(&["test", "--workspace", "--all-features"]))
}

/// The crates beside the workspace, and where each is built.
const BESIDE: [(&str, &str); 3] = [
    ("fuzz/Cargo.toml", "fuzz/target"),
    ("tests/hygiene/Cargo.toml", "target/hygiene"),
    ("tests/no_std/Cargo.toml", "target/no-std"),
];

/// Formatting of the workspace and of the crates beside it.
pub(crate) fn fmt() -> Outcome {
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    BESIDE.iter().try_for_each(|(manifest, _)| run(&mut cargo(&["fmt", "--check", "--manifest-path", manifest])))
}

/// The engines of fuzzing that are not the default one.
const ENGINES: [&str; 2] = ["afl", "honggfuzz"];

/// Clippy, with all features; `features` has the other sets of them. The crates beside the workspace as they are built, the fuzz
/// targets for each engine.
pub(crate) fn clippy() -> Outcome {
    run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]))?;
    BESIDE.iter().try_for_each(|(manifest, target)| {
        run(&mut cargo(&["clippy", "--manifest-path", manifest, "--target-dir", target, "--", "-D", "warnings"]))
    })?;
    let [(manifest, target), ..] = BESIDE;
    ENGINES.iter().try_for_each(|engine| {
        let mut lint = cargo(&["clippy", "--manifest-path", manifest, "--target-dir", target]);
        run(lint.args(["--no-default-features", "--features", engine, "--", "-D", "warnings"]))
    })
}

/// Documentation of what is public.
pub(crate) fn doc() -> Outcome {
    run(cargo(&["doc", "--workspace", "--all-features", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The core in a crate that brings its own panic handler, without and with its features.
pub(crate) fn no_std() -> Outcome {
    let build = ["build", "--manifest-path", "tests/no_std/Cargo.toml", "--target-dir", "target/no-std"];
    run(&mut cargo(&build))?;
    run(cargo(&build).args(["--features", "all"]))
}

/// The distribution of proposed PINs.
pub(crate) fn pin_distribution() -> Outcome {
    run(&mut cargo(&["run", "--release", "--quiet", "--package", "xtask", "--bin", "pin_distribution"]))
}

/// Random inputs, given to OpenSSL and to us. Without OpenSSL it fails.
pub(crate) fn openssl() -> Outcome {
    packages::install_for_tests();
    run(cargo(&["test", "--package", "aclavis", "--all-features", "--test", "openssl"]).env("CI", "true"))
}

/// The recorded rows.
pub(crate) fn conformance() -> Outcome {
    run(&mut cargo(&["test", "--package", "aclavis", "--all-features", "--test", "conformance", "--", "--nocapture"]))
}
