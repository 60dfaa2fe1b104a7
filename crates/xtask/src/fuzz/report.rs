//! The report of a campaign.

use std::collections::BTreeSet;
use std::fmt::Write;

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
    let file = folder().join("REPORT.md");
    files::write(&file, text(&campaign).map_err(|error| error.to_string())?)?;
    println!("{}", file.display());
    Ok(())
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
