//! What a result depends on: files of the repository, as a commit has them.

use std::process::Command;

use crate::command::{Outcome, root};

/// The commit that is checked out; empty where files that count differ from it. They are named as git's pathspecs.
pub(crate) fn commit(files: &[&str]) -> Outcome<String> {
    let output = git(&["rev-parse", "HEAD"]).output().map_err(|error| format!("git: {error}"))?;
    let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(if is_unchanged(&commit, files) { commit } else { String::new() })
}

/// Whether nothing has changed since a commit, in files that git has or that it does not know yet.
pub(crate) fn is_unchanged(commit: &str, files: &[&str]) -> bool {
    if commit.is_empty() {
        return false;
    }
    let same = git(&["diff", "--quiet", commit, "--"]).args(files).status().is_ok_and(|status| status.success());
    let unknown = git(&["ls-files", "--others", "--exclude-standard", "--"]).args(files).output();
    same && unknown.is_ok_and(|output| output.status.success() && output.stdout.is_empty())
}

/// A commit in a report.
pub(crate) fn shown(commit: &str) -> &str {
    if commit.is_empty() { "changed files" } else { commit.get(..10).unwrap_or(commit) }
}

fn git(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(root());
    git
}
