//! Building the targets for libFuzzer, without cargo-fuzz: libFuzzer is a library.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::seeds;
use super::targets::{Target, folder};
use crate::command::{Outcome, cargo, is_there, root, run};
use crate::files;

/// What cargo-fuzz passes to the compiler, but for the sanitizer.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// The programs of all targets.
pub(super) struct Programs {
    folder: PathBuf,
    /// The compiler, and the sanitizer where there is one.
    pub(super) toolchain: String,
}

impl Programs {
    /// Builds every target, with the address sanitizer where a nightly compiler is there.
    pub(super) fn build() -> Outcome<Self> {
        let host = host()?;
        let nightly = is_there("rustup", &["run", "nightly", "rustc", "--version"]);
        let mut build = if nightly {
            eprintln!("fuzzing on the nightly compiler, with the address sanitizer");
            rustup(&["run", "nightly", "cargo"])
        } else {
            eprintln!("fuzzing on this compiler, without a sanitizer: there is no nightly one");
            cargo(&[])
        };
        let flags = if nightly { format!("{COVERAGE} -Zsanitizer=address") } else { COVERAGE.to_owned() };
        run(build
            .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target-dir", "fuzz/target", "--target", &host])
            .env("RUSTFLAGS", flags))?;
        let mut compiler = if nightly { rustup(&["run", "nightly", "rustc"]) } else { Command::new("rustc") };
        let version = compiler.arg("-V").output().map_err(|error| format!("rustc: {error}"))?;
        let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
        let sanitizer = if nightly { "address sanitizer" } else { "no sanitizer" };
        Ok(Self { folder: folder().join("target").join(host).join("release"), toolchain: format!("{version}, {sanitizer}") })
    }

    /// Where the programs are.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The program of a target.
    pub(super) fn path(&self, target: &Target) -> PathBuf {
        self.folder.join(target.name)
    }

    /// A run of a target on its corpus and its seeds with its dictionary, for so many seconds; finds go to its artifacts.
    pub(super) fn fuzzer(&self, target: &Target, seconds: u32) -> Outcome<Command> {
        let (corpus, artifacts) = (target.corpus(), target.artifacts().join(""));
        files::create(&corpus)?;
        files::create(&artifacts)?;
        let mut fuzzer = Command::new(self.path(target));
        fuzzer.current_dir(root()).arg(corpus);
        let seeds = folder().join("seeds").join(target.name);
        if seeds.is_dir() {
            fuzzer.arg(seeds);
        }
        if let Some(dictionary) = seeds::dictionary(target, &folder().join("corpus"))? {
            fuzzer.arg(format!("-dict={}", dictionary.display()));
        }
        fuzzer.arg(format!("-artifact_prefix={}", artifacts.display()));
        fuzzer.args([&format!("-max_total_time={seconds}"), "-max_len=65536", "-print_final_stats=1"]);
        Ok(fuzzer)
    }
}

/// A program of another toolchain; this process runs under the cargo of its own.
fn rustup(arguments: &[&str]) -> Command {
    let mut rustup = Command::new("rustup");
    rustup.args(arguments).current_dir(root());
    rustup.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("RUSTC");
    rustup
}

/// The platform that we run on, which a sanitizer's build must name.
fn host() -> Outcome<String> {
    let version = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc names no host".to_owned())
}
