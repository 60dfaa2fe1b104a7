//! Counted instructions against the committed ones.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::figures::{Counts, Instructions};

/// By how many parts of a hundred a figure may rise. Machines and allocators change figures by less; a change in the code that
/// costs more needs a reason, and `--bless`.
const RISE: u64 = 5;

/// What differs from the committed figures.
#[derive(Default)]
pub(crate) struct Comparison {
    /// Figures that have risen by more than may be: subject, operation, before, after.
    pub(crate) risen: Vec<(String, String, u64, u64)>,
    /// Figures that have fallen by as much.
    pub(crate) fallen: Vec<(String, String, u64, u64)>,
    /// Operations that were counted and are not committed.
    pub(crate) new: Vec<(String, String)>,
    /// Operations that are committed and were not counted, though others of their subject were.
    pub(crate) gone: Vec<(String, String)>,
    /// Subjects that are committed and were not counted at all: their files are not there.
    pub(crate) absent: BTreeSet<String>,
    /// The toolchains, where they are not the same: before, after.
    pub(crate) toolchains: Option<(String, String)>,
}

/// Compares what was counted with what is committed.
pub(crate) fn compare(before: &Instructions, after: &Instructions) -> Comparison {
    let mut comparison = Comparison::default();
    if before.toolchain != after.toolchain {
        comparison.toolchains = Some((before.toolchain.to_string(), after.toolchain.to_string()));
    }
    for (subject, operation, now) in rows(&after.counts) {
        let names = (subject.to_owned(), operation.to_owned());
        match of(&before.counts, subject, operation) {
            Some(then) if exceeds(now, then) => comparison.risen.push((names.0, names.1, then, now)),
            Some(then) if exceeds(then, now) => comparison.fallen.push((names.0, names.1, then, now)),
            Some(_) => {}
            None => comparison.new.push(names),
        }
    }
    for (subject, operation, _) in rows(&before.counts) {
        match after.counts.get(subject) {
            None => _ = comparison.absent.insert(subject.to_owned()),
            Some(counts) if !counts.contains_key(operation) => comparison.gone.push((subject.to_owned(), operation.to_owned())),
            Some(_) => {}
        }
    }
    comparison
}

fn rows(counts: &Counts) -> impl Iterator<Item = (&str, &str, u64)> {
    let rows = counts.iter().map(|(subject, counts)| counts.iter().map(move |(operation, count)| (subject, operation, count)));
    rows.flatten().map(|(subject, operation, count)| (subject.as_str(), operation.as_str(), *count))
}

fn of(counts: &Counts, subject: &str, operation: &str) -> Option<u64> {
    counts.get(subject)?.get(operation).copied()
}

/// Whether a figure is more than so many parts of a hundred above another.
fn exceeds(figure: u64, other: u64) -> bool {
    figure.saturating_mul(100) > other.saturating_mul(100_u64.saturating_add(RISE))
}

impl Comparison {
    /// Whether it may stand: nothing has risen, nothing was counted that nobody has committed, nothing left out.
    pub(crate) fn holds(&self) -> bool {
        self.risen.is_empty() && self.new.is_empty() && self.gone.is_empty()
    }

    /// What to say of it; nothing where all is as it was.
    pub(crate) fn report(&self) -> String {
        let mut text = String::new();
        let mut line = |line: std::fmt::Arguments<'_>| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{line}");
        };
        for (what, rows) in [("more", &self.risen), ("fewer", &self.fallen)] {
            if !rows.is_empty() {
                line(format_args!("more than {RISE} % {what} instructions than committed: operation, before, after, percent"));
            }
            for (subject, operation, before, after) in rows {
                line(format_args!("  {subject}: {operation}  {before}  {after}  {:+.1} %", percent(*before, *after)));
            }
        }
        for (subject, operation) in &self.new {
            line(format_args!("  {subject}: {operation} has no committed figure"));
        }
        for (subject, operation) in &self.gone {
            line(format_args!("  {subject}: {operation} is committed and was not counted"));
        }
        for subject in &self.absent {
            line(format_args!("  {subject}: not counted, neither checked, its file is not there"));
        }
        if let Some((before, after)) = &self.toolchains {
            line(format_args!("the committed figures are of {before}"));
            line(format_args!("these are of {after}: what differs may be the compiler's doing"));
        }
        if !self.holds() {
            line(format_args!("where the new figures are right: cargo xtask instructions --bless"));
        }
        text
    }
}

#[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "counts of one call are far below 2^53")]
fn percent(before: u64, after: u64) -> f64 {
    (after as f64 / before as f64 - 1.0) * 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Toolchain;

    fn counted(rustc: &str, counts: &[(&str, &str, u64)]) -> Instructions {
        let mut all = Counts::new();
        for (subject, operation, count) in counts {
            all.entry((*subject).to_owned()).or_default().insert((*operation).to_owned(), *count);
        }
        Instructions { toolchain: Toolchain { rustc: rustc.to_owned(), target: "default x86_64".to_owned() }, counts: all }
    }

    #[test]
    fn a_figure_that_rises_by_more_than_five_percent_fails() {
        let before = counted("rustc 1", &[("file", "validate", 1000), ("file", "text->model", 1000)]);
        let after = counted("rustc 1", &[("file", "validate", 1050), ("file", "text->model", 1051)]);
        let comparison = compare(&before, &after);
        assert!(!comparison.holds());
        assert_eq!(comparison.risen, [("file".to_owned(), "text->model".to_owned(), 1000, 1051)]);
        assert!(comparison.report().contains("  file: text->model  1000  1051  +5.1 %\n"));
    }

    #[test]
    fn what_stays_or_falls_holds() {
        let before = counted("rustc 1", &[("file", "validate", 1000), ("directory-user", "validate", 7)]);
        let after = counted("rustc 1", &[("file", "validate", 900)]);
        let comparison = compare(&before, &after);
        assert!(comparison.holds());
        assert_eq!(comparison.fallen, [("file".to_owned(), "validate".to_owned(), 1000, 900)]);
        assert!(comparison.report().contains("  directory-user: not counted, neither checked"));
    }

    #[test]
    fn an_operation_that_is_counted_no_more_fails() {
        let before = counted("rustc 1", &[("file", "validate", 1000), ("file", "gone", 7)]);
        let comparison = compare(&before, &counted("rustc 1", &[("file", "validate", 1000)]));
        assert!(!comparison.holds());
        assert!(comparison.report().contains("  file: gone is committed and was not counted\n"));
    }

    #[test]
    fn an_operation_without_a_committed_figure_fails() {
        let comparison = compare(&counted("rustc 1", &[]), &counted("rustc 1", &[("file", "new", 1)]));
        assert!(!comparison.holds());
        assert!(comparison.report().contains("file: new has no committed figure"));
    }

    #[test]
    fn another_compiler_is_named_and_excuses_nothing() {
        let before = counted("rustc 1", &[("file", "validate", 1000)]);
        let comparison = compare(&before, &counted("rustc 2", &[("file", "validate", 1100)]));
        assert!(!comparison.holds());
        let report = comparison.report();
        assert!(report.contains("committed figures are of rustc 1") && report.contains("these are of rustc 2"));
    }
}
