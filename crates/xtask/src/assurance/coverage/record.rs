//! How many lines are reached, in a file of the repository.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::report::File;
use crate::assurance::{DEPENDS_ON, committed, folder, percent, rate};
use crate::command::Outcome;
use crate::{files, state};

/// Of all lines so many hundredths of a per cent are reached.
const BAR: u64 = 9_500;

/// What the tests reach.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::assurance) struct Record {
    tool: String,
    toolchain: String,
    /// The commit that was tested; empty where the tree had other changes.
    commit: String,
    pub(in crate::assurance) folders: BTreeMap<String, Lines>,
}

/// The lines of a folder.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub(in crate::assurance) struct Lines {
    /// Those that are compiled to something.
    pub(in crate::assurance) lines: u64,
    pub(in crate::assurance) covered: u64,
}

impl Lines {
    pub(in crate::assurance) fn rate(self) -> u64 {
        rate(self.covered, self.lines)
    }

    fn plus(self, other: Self) -> Self {
        Self { lines: self.lines.saturating_add(other.lines), covered: self.covered.saturating_add(other.covered) }
    }
}

impl Record {
    pub(in crate::assurance) fn load() -> Outcome<Self> {
        files::read_json(&committed("coverage.json"))
    }

    pub(super) fn new(tool: String, toolchain: String, commit: String, files: &[File]) -> Self {
        let mut folders: BTreeMap<String, Lines> = BTreeMap::new();
        for file in files.iter().filter(|file| file.lines > 0) {
            let unreached = u64::try_from(file.unreached.len()).unwrap_or(u64::MAX);
            let lines = Lines { lines: file.lines, covered: file.lines.saturating_sub(unreached) };
            let folder = folders.entry(folder(&file.name).to_owned()).or_default();
            *folder = folder.plus(lines);
        }
        Self { tool, toolchain, commit, folders }
    }

    pub(super) fn store(&self) -> Outcome {
        files::write_json(&committed("coverage.json"), self)
    }

    pub(in crate::assurance) fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }

    /// All folders together.
    pub(in crate::assurance) fn total(&self) -> Lines {
        self.folders.values().fold(Lines::default(), |sum, lines| sum.plus(*lines))
    }

    /// With what, and of which commit.
    pub(in crate::assurance) fn provenance(&self) -> String {
        format!("{}, {}, at {}", self.tool, self.toolchain, state::shown(&self.commit))
    }

    pub(super) fn summary(&self) -> String {
        let total = self.total();
        format!("{} of {} lines are reached: {}", total.covered, total.lines, percent(total.rate()))
    }

    /// Whether it is of the files as they are now.
    pub(super) fn is_current(&self) -> bool {
        !self.is_empty() && state::is_unchanged(&self.commit, &DEPENDS_ON)
    }

    pub(super) fn judge(&self) -> Outcome {
        let rate = self.total().rate();
        if rate >= BAR {
            return Ok(());
        }
        Err(format!("only {} of the lines are reached, the bar is {}", percent(rate), percent(BAR)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(lines: &[(&str, u64, u64)]) -> Record {
        let file = |&(name, lines, unreached): &(&str, u64, u64)| File {
            name: name.to_owned(),
            lines,
            unreached: (0..unreached).collect(),
        };
        let files: Vec<File> = lines.iter().map(file).collect();
        Record::new(String::new(), String::new(), String::new(), &files)
    }

    #[test]
    fn files_of_a_folder_count_together() {
        let record = record(&[("src/sid/mod.rs", 10, 1), ("src/sid/set.rs", 30, 0), ("src/guid.rs", 60, 2)]);
        let folders: Vec<_> = record.folders.iter().map(|(name, lines)| (name.as_str(), lines.lines, lines.covered)).collect();
        assert_eq!(folders, [("guid", 60, 58), ("sid", 40, 39)]);
        assert_eq!(record.summary(), "97 of 100 lines are reached: 97.00 %");
    }

    #[test]
    fn the_bar_is_95_of_100() {
        assert_eq!(record(&[("src/guid.rs", 100, 5)]).judge(), Ok(()));
        let low = record(&[("src/guid.rs", 1_000, 51)]).judge();
        assert_eq!(low, Err("only 94.90 % of the lines are reached, the bar is 95.00 %".to_owned()));
    }
}
