//! The report of a campaign.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::files;
use super::record::Campaign;
use super::targets::{TARGETS, folder};
use crate::command::Outcome;

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
        let commit = if run.commit.is_empty() { "changed files" } else { run.commit.get(..10).unwrap_or(&run.commit) };
        writeln!(
            out,
            "| `{name}` | {} | {} | {} | {} | {} | {} files, {} bytes | {} | {commit} |",
            grouped(run.seconds.into()),
            grouped(run.executions),
            grouped(run.executions_per_second),
            grouped(run.edges),
            grouped(run.features),
            grouped(run.corpus_files),
            grouped(run.corpus_bytes),
            run.finds.len(),
        )?;
        seconds = seconds.saturating_add(run.seconds.into());
        executions = executions.saturating_add(run.executions);
        finds = finds.saturating_add(run.finds.len());
    }
    let targets = campaign.targets.len();
    writeln!(
        out,
        "\n{} inputs in {} s, {targets} targets of {}, {finds} finds.",
        grouped(executions),
        grouped(seconds),
        TARGETS.len()
    )?;
    let toolchains: BTreeSet<&str> = campaign.targets.values().map(|run| run.toolchain.as_str()).collect();
    writeln!(out, "\n{}.", toolchains.into_iter().collect::<Vec<_>>().join("; "))?;
    out.push_str("\n```sh\ncargo xtask fuzz --seconds 600     # goes on where it was left\ncargo xtask fuzz-report\n```\n");
    Ok(out)
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
