//! The page: a template of prose with places for what was found out.

use super::coverage::{Lines, Record as Coverage};
use super::mutants::{Counts, Reasons, Record as Mutants};
use super::{committed, percent};
use crate::command::{Outcome, root};
use crate::files;
use crate::markdown::{count, filled, table};

/// Where a job has not been run.
const NOT_RUN: &str = "Not run yet.";

/// Renders the page from the committed results.
pub(crate) fn render() -> Outcome {
    files::write(&root().join("docs/assurance.md"), page()?)
}

fn page() -> Outcome<String> {
    let template = files::read_text(&committed("template.md"))?;
    let (mutants, coverage, reasons) = (Mutants::load()?, Coverage::load()?, Reasons::load()?);
    filled(&template, |place| match place {
        "mutants" | "survivors" if mutants.is_empty() => Ok(NOT_RUN.to_owned()),
        "mutants" => Ok(of_mutants(&mutants)),
        "survivors" => Ok(survivors(&mutants, &reasons)),
        "coverage" if coverage.is_empty() => Ok(NOT_RUN.to_owned()),
        "coverage" => Ok(of_lines(&coverage)),
        _ => Err(format!("nothing is called `{place}`")),
    })
}

fn of_mutants(record: &Mutants) -> String {
    let row = |name: &str, counts: &Counts| {
        let numbers = [counts.mutants, counts.sample(), counts.caught, counts.timeout, counts.missed, counts.unviable];
        [vec![name.to_owned()], numbers.map(count).to_vec(), vec![percent(counts.rate())]].concat()
    };
    let rows = record.folders.iter().map(|(name, counts)| row(&format!("`{name}`"), counts));
    let rows = rows.chain([row("together", &record.total())]);
    let heads = ["folder", "mutants", "sample", "caught", "timeout", "missed", "unviable", "found"];
    format!("{}\n\n{}.", table(&heads, rows), record.provenance())
}

fn survivors(record: &Mutants, reasons: &Reasons) -> String {
    if record.survivors.is_empty() {
        return "None.".to_owned();
    }
    let line = |key: &String| format!("- `{key}`\n  {}", reasons.of(key).unwrap_or("**no reason given**"));
    record.survivors.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn of_lines(record: &Coverage) -> String {
    let row = |name: &str, lines: &Lines| vec![name.to_owned(), count(lines.lines), count(lines.covered), percent(lines.rate())];
    let rows = record.folders.iter().map(|(name, lines)| row(&format!("`{name}`"), lines));
    let rows = rows.chain([row("together", &record.total())]);
    format!("{}\n\n{}.", table(&["folder", "lines", "reached", "of them"], rows), record.provenance())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_committed_page_is_what_the_committed_results_render() {
        assert_eq!(fs::read_to_string(root().join("docs/assurance.md")).ok(), page().ok());
    }
}
