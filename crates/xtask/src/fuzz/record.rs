//! The results of a campaign, in a file of the repository.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::files;
use super::targets::folder;
use crate::command::{Outcome, root};

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
        if !file().exists() {
            return Ok(Self::default());
        }
        serde_json::from_str(&files::read_text(&file())?).map_err(|error| format!("{}: {error}", file().display()))
    }

    /// Writes the results, in the place of the old ones only when they are complete.
    pub(super) fn store(&self) -> Outcome {
        let mut text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        text.push('\n');
        let new = file().with_extension("json.new");
        files::write(&new, text)?;
        std::fs::rename(&new, file()).map_err(|error| format!("{}: {error}", file().display()))
    }

    /// Whether a target has a result of at least so many seconds, without a find, for what it depends on as it is now.
    pub(super) fn is_good(&self, target: &str, seconds: u32) -> bool {
        self.targets.get(target).is_some_and(|run| run.seconds >= seconds && run.finds.is_empty() && is_unchanged(&run.commit))
    }
}

/// The commit that is checked out; empty where files differ from it.
pub(super) fn commit() -> Outcome<String> {
    let output = git(&["rev-parse", "HEAD"]).output().map_err(|error| format!("git: {error}"))?;
    let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(if is_unchanged(&commit) { commit } else { String::new() })
}

/// Whether nothing has changed since a commit, in files that git has or that it does not know yet.
fn is_unchanged(commit: &str) -> bool {
    if commit.is_empty() {
        return false;
    }
    let same = git(&["diff", "--quiet", commit, "--"]).args(DEPENDS_ON).status().is_ok_and(|status| status.success());
    let unknown = git(&["ls-files", "--others", "--exclude-standard", "--"]).args(DEPENDS_ON).output();
    same && unknown.is_ok_and(|output| output.status.success() && output.stdout.is_empty())
}

fn git(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(root());
    git
}
