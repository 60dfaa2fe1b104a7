//! The results of a campaign, in a file of the repository.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::targets::folder;
use crate::command::Outcome;
use crate::{files, state};

/// The results by target.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Campaign {
    pub(super) targets: BTreeMap<String, Run>,
}

/// What a run of a target gave.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Run {
    /// The commit that was fuzzed; empty where the tree had other changes.
    pub(super) commit: String,
    /// The time that the fuzzer was given.
    pub(super) seconds: u32,
    pub(super) executions: u64,
    pub(super) executions_per_second: u64,
    /// Edges of the program that the corpus takes.
    pub(super) edges: u64,
    /// What libFuzzer tells inputs apart by.
    pub(super) features: u64,
    pub(super) corpus_files: u64,
    pub(super) corpus_bytes: u64,
    /// Names of artifacts.
    pub(super) finds: Vec<String>,
    pub(super) toolchain: String,
}

/// What a result depends on: a change there makes it an old one. Results themselves and prose do not count.
const DEPENDS_ON: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "fuzz",
    "crates/virtual-card",
    ":(exclude)fuzz/campaign.json",
    ":(exclude)fuzz/*.md",
    ":(exclude)fuzz/corpus",
];

fn file() -> PathBuf {
    folder().join("campaign.json")
}

impl Campaign {
    /// The results so far; none where there is no file.
    pub(super) fn load() -> Outcome<Self> {
        files::read_json(&file())
    }

    /// Writes the results, in the place of the old ones only when they are complete.
    pub(super) fn store(&self) -> Outcome {
        files::write_json(&file(), self)
    }

    /// Whether a target has a result of at least so many seconds, without a find, for what it depends on as it is now.
    pub(super) fn is_good(&self, target: &str, seconds: u32) -> bool {
        let is_good = |run: &Run| {
            run.seconds >= seconds && run.executions > 0 && run.finds.is_empty() && state::is_unchanged(&run.commit, &DEPENDS_ON)
        };
        self.targets.get(target).is_some_and(is_good)
    }
}

/// The commit that is fuzzed; empty where files differ from it.
pub(super) fn commit() -> Outcome<String> {
    state::commit(&DEPENDS_ON)
}
