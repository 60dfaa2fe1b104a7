//! Fuzz targets without cargo-fuzz: libFuzzer is a library.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, cargo, is_there, root, run};

/// What cargo-fuzz passes to the compiler, but for the sanitizer.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Builds every target and runs each for so many seconds, with the address sanitizer where a nightly compiler is there.
pub(crate) fn smoke(seconds: u32) -> Outcome {
    let host = host()?;
    let nightly = is_there("rustup", &["run", "nightly", "rustc", "--version"]);
    let mut build = if nightly {
        eprintln!("fuzzing on the nightly compiler, with the address sanitizer");
        let mut rustup = Command::new("rustup");
        rustup.args(["run", "nightly", "cargo"]).current_dir(root());
        // This process runs under another toolchain's cargo.
        rustup.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("RUSTC");
        rustup
    } else {
        eprintln!("fuzzing on this compiler, without a sanitizer: there is no nightly one");
        cargo(&[])
    };
    let flags = if nightly { format!("{COVERAGE} -Zsanitizer=address") } else { COVERAGE.to_owned() };
    run(build
        .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target-dir", "fuzz/target", "--target", &host])
        .env("RUSTFLAGS", flags))?;

    let fuzz = root().join("fuzz");
    for target in targets(&fuzz)? {
        let corpus = fuzz.join("corpus").join(&target);
        let artifacts = fuzz.join("artifacts").join(&target).join("");
        for folder in [&corpus, &artifacts] {
            std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let program = fuzz.join("target").join(&host).join("release").join(&target);
        let mut fuzzer = Command::new(program);
        fuzzer.args([&corpus, &fuzz.join("seeds").join(&target)]);
        fuzzer.arg(format!("-dict={}", fuzz.join("sddl.dict").display()));
        fuzzer.arg(format!("-artifact_prefix={}", artifacts.display()));
        fuzzer.args([&format!("-max_total_time={seconds}"), "-max_len=65536", "-print_final_stats=1", "-verbosity=0"]);
        let output = fuzzer.output().map_err(|error| format!("{target}: {error}"))?;
        let report = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{report}\n{target} found something: {}", artifacts.display()));
        }
        println!("{target}: {} inputs, nothing found", figure(&report, "stat::number_of_executed_units:").unwrap_or("?"));
    }
    Ok(())
}

/// A figure of libFuzzer's report.
fn figure<'a>(report: &'a str, name: &str) -> Option<&'a str> {
    report.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

/// The names of the targets; none is an error.
fn targets(fuzz: &Path) -> Outcome<Vec<String>> {
    let folder = fuzz.join("fuzz_targets");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let sources = paths.filter(|path| path.extension() == Some(OsStr::new("rs")));
    let mut names: Vec<String> = sources.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    if names.is_empty() { Err(format!("{} has no target", folder.display())) } else { Ok(names) }
}

/// The platform that we run on, which a sanitizer's build must name.
fn host() -> Outcome<String> {
    let version = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc names no host".to_owned())
}
