//! What cargo-tarpaulin reports.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::assurance::folder;
use crate::command::{Outcome, root};
use crate::files;

/// Folders that are there for tests.
const FOR_TESTS: [&str; 3] = ["arbitrary_impl", "mutation", "oracle"];

/// A file of the core.
pub(super) struct File {
    pub(super) name: String,
    /// Lines that are compiled to something.
    pub(super) lines: u64,
    /// Numbers of those that no test reaches.
    pub(super) unreached: Vec<u64>,
}

#[derive(Deserialize)]
struct Report {
    files: Vec<Reported>,
}

#[derive(Deserialize)]
struct Reported {
    /// The pieces of the path.
    path: Vec<String>,
    traces: Vec<Trace>,
}

#[derive(Deserialize)]
struct Trace {
    line: u64,
    stats: Stats,
}

/// How often a line was reached; there are other statistics, of which it reports none.
#[derive(Deserialize)]
struct Stats {
    #[serde(rename = "Line")]
    line: u64,
}

/// Reads a report; test code is left out.
pub(super) fn read(file: &Path) -> Outcome<Vec<File>> {
    let report = files::read_text(file)?;
    let report: Report = serde_json::from_str(&report).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut files: Vec<File> = report.files.iter().filter_map(|file| of_core(file, &root())).collect();
    if files.is_empty() {
        return Err(format!("{}: not a file of the core", file.display()));
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn of_core(file: &Reported, root: &Path) -> Option<File> {
    let path: PathBuf = file.path.iter().collect();
    let name = path.strip_prefix(root).unwrap_or(&path).to_str()?.to_owned();
    let for_tests = FOR_TESTS.contains(&folder(&name)) || name.ends_with("/tests.rs");
    if for_tests || !name.starts_with("src/") {
        return None;
    }
    let lines = u64::try_from(file.traces.len()).ok()?;
    let unreached = file.traces.iter().filter(|trace| trace.stats.line == 0).map(|trace| trace.line).collect();
    Some(File { name, lines, unreached })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reported(path: &[&str]) -> Reported {
        let traces = [(3, 0), (4, 2), (9, 0)].map(|(line, hits)| Trace { line, stats: Stats { line: hits } });
        Reported { path: path.iter().map(ToString::to_string).collect(), traces: traces.into() }
    }

    #[test]
    fn lines_without_a_hit_are_unreached() {
        let file = of_core(&reported(&["/", "r", "src", "sid", "mod.rs"]), Path::new("/r"));
        let file = file.map(|file| (file.name, file.lines, file.unreached));
        assert_eq!(file, Some(("src/sid/mod.rs".to_owned(), 3, vec![3, 9])));
    }

    #[test]
    fn test_code_and_other_crates_are_left_out() {
        for path in
            [&["/", "r", "src", "oracle", "mod.rs"][..], &["/", "r", "src", "a", "tests.rs"], &["/", "r", "tests", "it.rs"]]
        {
            assert!(of_core(&reported(path), Path::new("/r")).is_none(), "{path:?}");
        }
    }

    #[test]
    fn a_report_has_hits_by_line() {
        let trace = json!({"line": 7, "address": [1], "length": 1, "stats": {"Line": 2}});
        let report = json!({"files": [{"path": ["/", "a"], "content": "", "traces": [trace], "covered": 1, "coverable": 1}]});
        let report: Report = serde_json::from_value(report).ok().unwrap_or(Report { files: Vec::new() });
        let hits: Vec<u64> = report.files.iter().flat_map(|file| &file.traces).map(|trace| trace.stats.line).collect();
        assert_eq!(hits, [2]);
    }
}
