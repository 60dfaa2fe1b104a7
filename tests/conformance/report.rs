//! What came out of a source's rows.

use std::collections::BTreeMap;

/// A row that we knowingly answer in another way than its source, and why.
pub(crate) struct Exception {
    pub(crate) id: &'static str,
    pub(crate) reason: &'static str,
}

/// Counts a source's rows.
#[derive(Default)]
pub(crate) struct Report {
    counted: usize,
    passed: usize,
    opinions: BTreeMap<bool, usize>,
    failures: Vec<(String, String)>,
    exceptions: &'static [Exception],
    unused: Vec<String>,
    /// Opinions count: every difference needs an explanation.
    counts_opinions: bool,
}

impl Report {
    /// A report in which these rows may differ.
    pub(crate) fn with_exceptions(exceptions: &'static [Exception]) -> Self {
        Self { exceptions, ..Self::default() }
    }

    /// A report of a source that has opinions only: where we differ, it must be [`explained`](Self::explained).
    pub(crate) fn of_opinions() -> Self {
        Self { counts_opinions: true, ..Self::default() }
    }

    /// Notes a row that differs, and what speaks against it.
    pub(crate) fn explained(&mut self, id: &str, how: &str, reason: &str) {
        self.counted += 1;
        self.unused.push(format!("{id}: {how}; {reason}"));
    }

    /// Notes a row: `Err` says how it differs.
    pub(crate) fn row(&mut self, id: &str, counts: bool, outcome: Result<(), String>) {
        if !counts && !self.counts_opinions {
            *self.opinions.entry(outcome.is_ok()).or_default() += 1;
            if let Err(how) = outcome {
                self.unused.push(format!("{id}: {how}"));
            }
            return;
        }
        self.counted += 1;
        match outcome {
            Ok(()) => self.passed += 1,
            Err(how) => self.failures.push((id.to_owned(), how)),
        }
    }

    /// Prints the figures; an error when a row differs that is no exception, or an exception does not differ.
    pub(crate) fn conclude(self, name: &str) -> Result<(), String> {
        let share = 100.0 * self.passed as f64 / self.counted.max(1) as f64;
        println!(
            "conformance {name}: {} of {} rows {} ({share:.2} %)",
            self.passed,
            self.counted,
            if self.counts_opinions { "as their source" } else { "as recorded" }
        );
        for opinion in &self.unused {
            println!("  opinion differs: {opinion}");
        }
        let mut wrong = Vec::new();
        for (id, how) in &self.failures {
            match self.exceptions.iter().find(|exception| exception.id == id) {
                Some(exception) => println!("  exception {id}: {}", exception.reason),
                None => wrong.push(format!("{id}: {how}")),
            }
        }
        for exception in self.exceptions {
            if !self.failures.iter().any(|(id, _)| id == exception.id) {
                wrong.push(format!("{}: is listed as an exception, but passes or is missing", exception.id));
            }
        }
        if self.counted == 0 {
            wrong.push("no row was counted".to_owned());
        }
        if wrong.is_empty() { Ok(()) } else { Err(format!("{} rows differ:\n{}", wrong.len(), wrong.join("\n"))) }
    }
}

/// Fails with both sides where two differ.
pub(crate) fn same<T: PartialEq + std::fmt::Display + ?Sized>(what: &str, ours: &T, theirs: &T) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{what} differs\n  ours   {ours}\n  theirs {theirs}")) }
}
