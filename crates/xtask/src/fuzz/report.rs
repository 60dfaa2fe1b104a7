//! The report of a campaign.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use super::record::Campaign;
use super::targets::{TARGETS, folder};
use crate::command::Outcome;
use crate::files;
use crate::markdown::count;
use crate::state::shown;

/// Writes `fuzz/REPORT.md` from the results of the campaign.
pub(crate) fn write() -> Outcome {
    let campaign = Campaign::load()?;
    if campaign.targets.is_empty() {
        return Err("there is no result yet: `cargo xtask fuzz` makes some".to_owned());
    }
    keep(&campaign)?;
    println!("{}", file().display());
    Ok(())
}

/// The same of results that are at hand.
pub(super) fn keep(campaign: &Campaign) -> Outcome {
    files::write(&file(), text(campaign).map_err(|error| error.to_string())?)
}

fn file() -> PathBuf {
    folder().join("REPORT.md")
}

fn text(campaign: &Campaign) -> Result<String, std::fmt::Error> {
    let mut out = String::from(
        "# Fuzzing campaign\n\nWritten by `cargo xtask fuzz-report` from [campaign.json](campaign.json), which `cargo xtask fuzz` keeps. Edges and \
         features are libFuzzer's `cov` and `ft`.\n\n\
         | target | seconds | inputs | inputs/s | edges | features | corpus | finds | commit |\n|---|--:|--:|--:|--:|--:|--:|--:|---|\n",
    );
    let (mut seconds, mut executions, mut finds) = (0_u64, 0_u64, 0_usize);
    for (name, run) in &campaign.targets {
        writeln!(
            out,
            "| `{name}` | {} | {} | {} | {} | {} | {} files, {} bytes | {} | {} |",
            count(run.seconds.into()),
            count(run.executions),
            count(run.executions_per_second),
            count(run.edges),
            count(run.features),
            count(run.corpus_files),
            count(run.corpus_bytes),
            run.finds.len(),
            shown(&run.commit),
        )?;
        seconds = seconds.saturating_add(run.seconds.into());
        executions = executions.saturating_add(run.executions);
        finds = finds.saturating_add(run.finds.len());
    }
    let targets = campaign.targets.len();
    writeln!(
        out,
        "\n{} inputs in {} s, {targets} targets of {}, {finds} finds.",
        count(executions),
        count(seconds),
        TARGETS.len()
    )?;
    let toolchains: BTreeSet<&str> = campaign.targets.values().map(|run| run.toolchain.as_str()).collect();
    writeln!(out, "\n{}.", toolchains.into_iter().collect::<Vec<_>>().join("; "))?;
    out.push_str("\n```sh\ncargo xtask fuzz --seconds 600     # goes on where it was left\ncargo xtask fuzz-report\n```\n");
    Ok(out)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::{Campaign, file, text};

    #[test]
    fn the_committed_report_is_what_the_committed_results_render() {
        let report = std::fs::read_to_string(file()).unwrap();
        assert_eq!(report, text(&Campaign::load().unwrap()).unwrap());
    }
}
