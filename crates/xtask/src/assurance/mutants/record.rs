//! The results of the sample, in a file of the repository.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::laboratory::Instruments;
use super::results::{Fate, Results};
use super::sample::Mutant;
use super::survivors::Reasons;
use crate::assurance::{DEPENDS_ON, committed, folder, percent, rate};
use crate::command::Outcome;
use crate::{files, state};

/// Of the mutants that compile so many hundredths of a per cent are found.
const BAR: u64 = 9_000;

/// What the sample gave.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::assurance) struct Record {
    #[serde(flatten)]
    instruments: Instruments,
    /// The commit for which all results hold; empty where the tree had other changes.
    commit: String,
    /// How many mutants were run at which commit.
    tested: BTreeMap<String, u64>,
    pub(in crate::assurance) folders: BTreeMap<String, Counts>,
    /// Keys of those that were missed.
    pub(in crate::assurance) survivors: Vec<String>,
}

/// The counts of a folder.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(in crate::assurance) struct Counts {
    /// All that there are.
    pub(in crate::assurance) mutants: u64,
    pub(in crate::assurance) caught: u64,
    pub(in crate::assurance) timeout: u64,
    pub(in crate::assurance) missed: u64,
    pub(in crate::assurance) unviable: u64,
}

impl Counts {
    /// Those that compile.
    pub(in crate::assurance) fn viable(self) -> u64 {
        self.found().saturating_add(self.missed)
    }

    fn found(self) -> u64 {
        self.caught.saturating_add(self.timeout)
    }

    /// Those that were run.
    pub(in crate::assurance) fn sample(self) -> u64 {
        self.viable().saturating_add(self.unviable)
    }

    pub(in crate::assurance) fn rate(self) -> u64 {
        rate(self.found(), self.viable())
    }

    fn count(&mut self, fate: Fate) {
        let count = match fate {
            Fate::Caught => &mut self.caught,
            Fate::Missed | Fate::Suspect => &mut self.missed,
            Fate::Timeout => &mut self.timeout,
            Fate::Unviable => &mut self.unviable,
        };
        *count = count.saturating_add(1);
    }

    fn plus(self, other: Self) -> Self {
        Self {
            mutants: self.mutants.saturating_add(other.mutants),
            caught: self.caught.saturating_add(other.caught),
            timeout: self.timeout.saturating_add(other.timeout),
            missed: self.missed.saturating_add(other.missed),
            unviable: self.unviable.saturating_add(other.unviable),
        }
    }
}

impl Record {
    pub(in crate::assurance) fn load() -> Outcome<Self> {
        files::read_json(&committed("mutants.json"))
    }

    /// Makes it of the results, of which every mutant of the sample must have one.
    pub(super) fn new(instruments: &Instruments, all: &[Mutant], sample: &[Mutant], results: &Results) -> Outcome<Self> {
        let mut record = Self { instruments: instruments.clone(), commit: state::commit(&DEPENDS_ON)?, ..Self::default() };
        for mutant in all {
            let counts = record.folders.entry(folder(&mutant.file).to_owned()).or_default();
            counts.mutants = counts.mutants.saturating_add(1);
        }
        for mutant in sample {
            let finding = results.fate(mutant).ok_or_else(|| format!("no result: {}", mutant.key))?;
            record.folders.entry(folder(&mutant.file).to_owned()).or_default().count(finding.fate);
            let tested = record.tested.entry(state::shown(&finding.commit).to_owned()).or_default();
            *tested = tested.saturating_add(1);
            if finding.fate == Fate::Missed {
                record.survivors.push(mutant.key.clone());
            }
        }
        Ok(record)
    }

    pub(super) fn store(&self) -> Outcome {
        files::write_json(&committed("mutants.json"), self)
    }

    pub(in crate::assurance) fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }

    /// All folders together.
    pub(in crate::assurance) fn total(&self) -> Counts {
        self.folders.values().fold(Counts::default(), |sum, counts| sum.plus(*counts))
    }

    /// With what, and of which commits.
    pub(in crate::assurance) fn provenance(&self) -> String {
        let tested: Vec<String> = self.tested.iter().map(|(commit, count)| format!("{count} at {commit}")).collect();
        let Instruments { tool, toolchain } = &self.instruments;
        format!("{tool}, {toolchain}; the results hold for {}, mutants run: {}", state::shown(&self.commit), tested.join(", "))
    }

    pub(super) fn summary(&self) -> String {
        let total = self.total();
        format!(
            "{} mutants: {} caught, {} timed out, {} missed, {} unviable; {} of those that compile are found",
            total.sample(),
            total.caught,
            total.timeout,
            total.missed,
            total.unviable,
            percent(total.rate())
        )
    }

    /// Whether it is of the files as they are now.
    pub(super) fn is_current(&self) -> bool {
        !self.is_empty() && state::is_unchanged(&self.commit, &DEPENDS_ON)
    }

    /// What is not as it should be.
    pub(super) fn shortcomings(&self, reasons: &Reasons) -> Vec<String> {
        let rate = self.total().rate();
        let low = (rate < BAR).then(|| format!("only {} of the mutants are found, the bar is {}", percent(rate), percent(BAR)));
        let unexplained = self.survivors.iter().filter(|key| reasons.of(key).is_none());
        low.into_iter().chain(unexplained.map(|key| format!("survives, and nobody says why it may: {key}"))).collect()
    }

    /// An error where it falls short, or where a reason is given that nothing needs.
    pub(super) fn judge(&self, reasons: &Reasons, results: &Results) -> Outcome {
        let mut wrong = self.shortcomings(reasons);
        wrong.extend(reasons.needless(results).map(|key| format!("is caught, and needs no reason: {key}")));
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(caught: u64, timeout: u64, missed: u64) -> Record {
        let counts = Counts { mutants: 400, caught, timeout, missed, unviable: 50 };
        Record { folders: [("sid".to_owned(), counts)].into(), ..Record::default() }
    }

    #[test]
    fn timeouts_are_finds_and_what_does_not_compile_does_not_count() {
        assert_eq!(record(80, 10, 10).total().rate(), 9_000);
        assert_eq!(record(80, 10, 10).total().sample(), 150);
        assert_eq!(record(80, 10, 10).shortcomings(&Reasons::default()), Vec::<String>::new());
    }

    #[test]
    fn too_few_finds_are_a_shortcoming() {
        let wrong = record(80, 9, 10).shortcomings(&Reasons::default());
        assert_eq!(wrong, ["only 89.89 % of the mutants are found, the bar is 90.00 %"]);
    }

    #[test]
    fn a_survivor_without_a_reason_is_a_shortcoming() {
        let record = Record { survivors: vec!["src/a.rs: replace + with -".to_owned()], ..record(99, 0, 1) };
        let wrong = record.shortcomings(&Reasons::default());
        assert_eq!(wrong, ["survives, and nobody says why it may: src/a.rs: replace + with -"]);
    }
}
