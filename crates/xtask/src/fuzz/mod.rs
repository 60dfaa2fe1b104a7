//! Fuzzing: smoke tests, campaigns and their report, seeds, corpora.

mod campaign;
mod corpus;
mod generated;
mod log;
mod program;
mod progress;
mod record;
mod report;
mod seeds;
mod smoke;
mod targets;
mod vectors;

pub(crate) use campaign::{Options, is_good, run};
pub(crate) use corpus::minimise;
pub(crate) use report::write as report;
pub(crate) use seeds::fill as seeds;
pub(crate) use smoke::smoke;

use crate::command::Outcome;

/// Builds every target for libFuzzer and says where they are.
pub(crate) fn build() -> Outcome {
    println!("{}", program::Programs::build()?.folder().display());
    Ok(())
}
