//! Instructions of each operation: against the bars, and against the committed figures.

use std::path::PathBuf;

use crate::baseline;
use crate::command::{Outcome, verdict};
use crate::figures::{Figures, Instructions, Toolchain};
use crate::operations::{self, BARS};
use crate::report;
use crate::valgrind;

/// Counts, and prints every figure. Of files that are named only the bars are checked; all else is held against the committed
/// figures, or becomes them.
pub(crate) fn run(files: &[PathBuf], check: bool, bless: bool) -> Outcome {
    let counted = count(files)?;
    println!("{}", counted.toolchain);
    for (subject, counts) in &counted.counts {
        println!("{subject}");
        counts.iter().for_each(|(operation, count)| println!("{operation} {count}"));
    }
    let mut wrong = above(&counted);
    if files.is_empty() {
        let mut figures = Figures::read()?;
        let comparison = baseline::compare(&figures.instructions, &counted);
        let report = comparison.report();
        if bless {
            println!("{report}");
            figures.instructions.keep(counted);
            figures.write()?;
            report::render()?;
        } else if !comparison.holds() {
            wrong.push(report);
        } else if !report.is_empty() {
            println!("{report}");
        }
    }
    verdict(&wrong, check)
}

/// Counts the operations on these files, or the usual ones.
pub(crate) fn count(files: &[PathBuf]) -> Outcome<Instructions> {
    let operations = operations::counted(files, &valgrind::programs()?)?;
    let (names, probes): (Vec<_>, Vec<_>) =
        operations.into_iter().map(|counted| ((counted.subject, counted.operation), counted.probe)).unzip();
    let mut counted = Instructions { toolchain: Toolchain::of_now()?, ..Instructions::default() };
    for ((subject, operation), count) in names.into_iter().zip(valgrind::instructions(&probes)?) {
        counted.counts.entry(subject).or_default().insert(operation.to_owned(), count);
    }
    Ok(counted)
}

/// What is above its bar.
fn above(counted: &Instructions) -> Vec<String> {
    let figures = BARS.iter().filter_map(|(subject, operation, bar)| {
        let count = *counted.counts.get(*subject)?.get(*operation)?;
        (count >= *bar).then(|| format!("{subject}: {operation} takes {count} instructions, the bar is {bar}"))
    });
    figures.collect()
}

impl Instructions {
    /// Takes over what was counted. Subjects that were not counted, for their files are not there, stay.
    pub(crate) fn keep(&mut self, counted: Self) {
        self.toolchain = counted.toolchain;
        self.counts.extend(counted.counts);
    }
}
