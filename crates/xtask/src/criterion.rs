//! Times of the library's calls, by criterion.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::command::{Outcome, cargo, run, target_folder};
use crate::figures::{Criterion, Time, Toolchain};

/// Seconds of each measurement are few, for there are many: medians settle long before.
const SETTINGS: [&str; 7] = ["--noplot", "--warm-up-time", "0.3", "--measurement-time", "1", "--nresamples", "5000"];

/// What a benchmark is, as criterion writes it down.
#[derive(Deserialize)]
struct Benchmark {
    group_id: String,
    function_id: Option<String>,
    throughput: Option<Throughput>,
}

#[derive(Deserialize)]
struct Throughput {
    #[serde(rename = "Bytes")]
    bytes: Option<u64>,
}

/// What it has found.
#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// Runs all benchmarks and reads what criterion has written.
pub(crate) fn measure() -> Outcome<Criterion> {
    let home = target_folder().join("criterion-report");
    // What is there from another run may be of benchmarks that are no more.
    if home.exists() {
        fs::remove_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    }
    let mut bench = cargo(&["bench", "--package", "aclavis", "--features", "serde", "--benches", "--"]);
    run(bench.args(SETTINGS).env("CRITERION_HOME", &home))?;
    let mut figures = Criterion { toolchain: Toolchain::of_now()?, ..Criterion::default() };
    for group in folders(&home)? {
        for function in folders(&group)? {
            add(&mut figures.groups, &function.join("new"))?;
        }
    }
    Ok(figures)
}

fn add(groups: &mut BTreeMap<String, BTreeMap<String, Time>>, folder: &Path) -> Outcome {
    if !folder.is_dir() {
        return Ok(());
    }
    let benchmark: Benchmark = read(&folder.join("benchmark.json"))?;
    let estimates: Estimates = read(&folder.join("estimates.json"))?;
    // A tenth of a nanosecond is far more than can be told apart.
    let median = (estimates.median.point_estimate * 10.0).round() / 10.0;
    let bytes = benchmark.throughput.and_then(|throughput| throughput.bytes);
    let function = benchmark.function_id.unwrap_or_default();
    groups.entry(benchmark.group_id).or_default().insert(function, Time { median, bytes });
    Ok(())
}

fn read<T: for<'de> Deserialize<'de>>(file: &Path) -> Outcome<T> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

fn folders(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}
