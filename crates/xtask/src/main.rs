//! The jobs of the project, one command each: `cargo xtask --help`.

mod assurance;
mod baseline;
mod card_speed;
mod checks;
mod command;
mod criterion;
mod features;
mod figures;
mod files;
mod full;
mod fuzz;
mod growth;
mod hygiene;
mod instructions;
mod limits;
mod markdown;
mod metadata;
mod operations;
mod packages;
mod report;
mod service;
mod spell;
mod state;
mod supply;
mod tools;
mod valgrind;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use command::Outcome;

/// The jobs of the project
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// All tests: unit, integration, conformance, command line, documentation
    Test,
    /// Formatting is as rustfmt makes it
    Fmt,
    /// Clippy with all features, warnings denied
    Clippy,
    /// Documentation, warnings denied
    Doc,
    /// The core and its dependencies do without std
    NoStd,
    /// The recorded rows, with figures; they are in `ACLAVIS_VECTORS` or `../shared/vectors`
    Conformance,
    /// Every fuzz target for some seconds, on its seeds and on what it makes of them
    FuzzSmoke {
        /// Seconds for each target
        #[arg(long, default_value_t = 20)]
        seconds: u32,
    },
    /// Builds the fuzz targets for libFuzzer and prints the folder
    FuzzBuild,
    /// A campaign: every fuzz target that has no good result yet, kept in `fuzz/campaign.json`
    Fuzz {
        /// Targets; all of them without any
        targets: Vec<String>,
        /// Seconds for each target
        #[arg(long, default_value_t = 600)]
        seconds: u32,
        /// Targets at the same time
        #[arg(long, default_value_t = 1)]
        jobs: usize,
        /// Also those that have a result which is still good
        #[arg(long)]
        again: bool,
    },
    /// Writes `fuzz/REPORT.md` from the results of the campaign
    FuzzReport,
    /// Fills the corpora with seeds and joins the dictionaries
    FuzzSeeds {
        /// The folder, in which each target gets one of its own; by default `fuzz/corpus`
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// Keeps of the corpora the smallest files that take the same edges
    FuzzMinimise {
        /// Targets; all of them without any
        targets: Vec<String>,
    },
    /// Instructions of the library's calls, counted by valgrind
    Instructions {
        /// Texts to measure; by default the benchmark texts and the project's own
        files: Vec<PathBuf>,
        /// Fail where a figure is above its bar, or more than 5 % above the committed one
        #[arg(long)]
        check: bool,
        /// Commit to these figures: write them to docs/performance/figures.json
        #[arg(long, conflicts_with = "files")]
        bless: bool,
    },
    /// How instructions grow with the size of the input
    Growth {
        /// Fail where an operation grows faster than its input; only the sizes that show it are measured
        #[arg(long)]
        check: bool,
    },
    /// The page about speed: measures its figures, or some of them, and renders it
    BenchReport {
        /// Measure only these parts
        #[arg(long)]
        only: Vec<report::Part>,
        /// Measure nothing: render what is committed
        #[arg(long, conflicts_with = "only")]
        render: bool,
        /// Measure nothing: fail where the page is not what the committed figures render
        #[arg(long, conflicts_with_all = ["only", "render"])]
        check: bool,
    },
    /// What secrets leave in memory, and what depends on them, with positive controls
    Hygiene,
    /// Two million proposed PINs: no weak one, every other one as likely as each
    PinDistribution,
    /// Random inputs, given to OpenSSL's command line and to us
    Openssl,
    /// Card crypto beside OpenSSL, in nanoseconds and as ratios
    CardSpeed {
        /// Fail where a ratio is clearly above its bar
        #[arg(long)]
        check: bool,
    },
    /// The service under load, beside bare servers, with 32 connections
    Load {
        /// Seconds for each case and round
        #[arg(long, default_value_t = 5)]
        seconds: u32,
        /// Rounds; the median counts
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        /// Fail where a bar is not reached
        #[arg(long)]
        check: bool,
    },
    /// The service against its OpenAPI document, by schemathesis
    Contract {
        /// For so many seconds
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Spelling of code and documents, by typos: `typos.toml`
    Spell,
    /// No feature, each alone, the default ones: lints, and examples in documentation without any
    Features {
        /// Lint and run the library's tests with each set, examples included
        #[arg(long)]
        tests: bool,
    },
    /// The Rust that runs here is the one that manifests and documents promise
    Toolchain,
    /// Licences, bans, sources and advisories of dependencies, by cargo-deny: `deny.toml`
    Deny {
        /// A clone of RustSec's advisory database; by default `ACLAVIS_ADVISORIES`, else advisories are not checked
        #[arg(long)]
        advisories: Option<PathBuf>,
    },
    /// Whether the version says what has changed in the library's interface, by cargo-semver-checks
    Semver {
        /// The revision to compare with; by default the tag of the latest release
        #[arg(long)]
        baseline: Option<String>,
    },
    /// Bills of materials of library, command line and service, by cargo-cyclonedx: `target/sbom`
    Sbom,
    /// What a release waits for: toolchain, deny, sbom and semver
    Release,
    /// Whether tests notice changes to the core: a sample of its mutants, by cargo-mutants; `docs/assurance.md`
    Mutants {
        /// Only mutants of the sample that have this in what they are called, and without recording anything
        #[arg(long)]
        only: Option<String>,
        /// Also those that have a result which is still good
        #[arg(long)]
        again: bool,
        /// Mutants at the same time
        #[arg(long, default_value_t = 2)]
        jobs: usize,
        /// Run nothing: render the page from what is committed
        #[arg(long, conflicts_with_all = ["only", "again"])]
        render: bool,
    },
    /// Lines of the core that its tests reach, by cargo-tarpaulin; `docs/assurance.md`
    Coverage,
    /// The long runs, one after another: mutants, coverage, fuzzing, features, the service's model, a release
    Full {
        /// Seconds for each fuzz target
        #[arg(long, default_value_t = 600)]
        seconds: u32,
        /// Sequences of random operations for each test of the service's model
        #[arg(long, default_value_t = 200)]
        sequences: u32,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse().job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(job: &Job) -> Outcome {
    match job {
        Job::Test => checks::test(),
        Job::Fmt => checks::fmt(),
        Job::Clippy => checks::clippy(),
        Job::Doc => checks::doc(),
        Job::NoStd => checks::no_std(),
        Job::Conformance => checks::conformance(),
        Job::FuzzSmoke { seconds } => fuzz::smoke(*seconds),
        Job::FuzzBuild => fuzz::build(),
        Job::Fuzz { targets, seconds, jobs, again } => {
            fuzz::run(&fuzz::Options { targets, seconds: *seconds, jobs: *jobs, again: *again })
        }
        Job::FuzzReport => fuzz::report(),
        Job::FuzzSeeds { into } => fuzz::seeds(into.clone()),
        Job::FuzzMinimise { targets } => fuzz::minimise(targets),
        Job::Instructions { files, check, bless } => instructions::run(files, *check, *bless),
        Job::Growth { check } => growth::run(*check),
        Job::BenchReport { check: true, .. } => report::check(),
        Job::BenchReport { render: true, .. } => report::render(),
        Job::BenchReport { only, .. } => report::measure(only),
        Job::Hygiene => hygiene::check(),
        Job::PinDistribution => checks::pin_distribution(),
        Job::Openssl => checks::openssl(),
        Job::CardSpeed { check } => card_speed::measure(*check),
        Job::Load { seconds, rounds, check } => service::load(*seconds, *rounds, *check),
        Job::Contract { seconds } => service::contract(*seconds),
        Job::Spell => spell::check(),
        Job::Features { tests } => features::check(*tests),
        Job::Toolchain => supply::toolchain(),
        Job::Deny { advisories } => supply::deny(advisories.as_deref()),
        Job::Semver { baseline } => supply::semver(baseline.as_deref()),
        Job::Sbom => supply::sbom(),
        Job::Release => supply::release(),
        Job::Mutants { render: true, .. } => assurance::render(),
        Job::Mutants { only, again, jobs, .. } => {
            assurance::mutants(&assurance::Options { only: only.as_deref(), again: *again, jobs: *jobs })
        }
        Job::Coverage => assurance::coverage(),
        Job::Full { seconds, sequences } => full::run(*seconds, *sequences),
    }
}
