//! A campaign: every target for a while, from where the last one was left.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use super::program::Programs;
use super::record::{Campaign, Run, commit};
use super::targets::{TARGETS, Target, folder, named};
use super::{progress, report, seeds};
use crate::command::Outcome;
use crate::files;

/// What to run.
pub(crate) struct Options<'a> {
    /// Names of targets; all without any.
    pub(crate) targets: &'a [String],
    pub(crate) seconds: u32,
    /// Targets at the same time.
    pub(crate) jobs: usize,
    /// Runs also those that have a good result.
    pub(crate) again: bool,
}

/// Runs the targets that have no good result yet. A find does not stop the others; it is an error in the end.
pub(crate) fn run(options: &Options<'_>) -> Outcome {
    let campaign = Campaign::load()?;
    let (done, due): (Vec<_>, Vec<_>) =
        named(options.targets)?.into_iter().partition(|target| !options.again && campaign.is_good(target.name, options.seconds));
    for target in done {
        println!("{}: has a good result; `--again` runs it nevertheless", target.name);
    }
    if due.is_empty() {
        return Ok(());
    }
    let commit = commit()?;
    if commit.is_empty() {
        eprintln!("files differ from the commit: the results will not count next time");
    }
    let programs = Programs::build()?;
    let count = due.len();
    let queue = Mutex::new(due.into_iter().enumerate());
    let campaign = Mutex::new(campaign);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.clamp(1, count) {
            scope.spawn(|| {
                while let Some((number, target)) = locked(&queue, Iterator::next) {
                    println!("[{}/{count}] {}: {} s", number.saturating_add(1), target.name, options.seconds);
                    let result = run_target(&programs, target, options.seconds, &commit);
                    let stored = result.and_then(|(run, failure)| {
                        locked(&failures, |failures| failures.extend(failure));
                        locked(&campaign, |campaign| {
                            campaign.targets.insert(target.name.to_owned(), run);
                            campaign.store()?;
                            report::keep(campaign)
                        })
                    });
                    locked(&failures, |failures| failures.extend(stored.err()));
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n\n")) }
}

/// Whether all targets have a good result.
pub(crate) fn is_good(seconds: u32) -> Outcome<bool> {
    let campaign = Campaign::load()?;
    Ok(TARGETS.iter().all(|target| campaign.is_good(target.name, seconds)))
}

fn locked<T, R>(mutex: &Mutex<T>, with: impl FnOnce(&mut T) -> R) -> R {
    with(&mut mutex.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Runs one target; its result, and what it found.
fn run_target(programs: &Programs, target: &Target, seconds: u32, commit: &str) -> Outcome<(Run, Option<String>)> {
    seeds::fill_target(target, &folder().join("corpus"))?;
    let before: BTreeSet<_> = files::of(&target.artifacts())?.into_iter().collect();
    let mut fuzzer = programs.fuzzer(target, seconds)?;
    let failed = |error| format!("{}: {error}", target.name);
    let mut child = fuzzer.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let (log, last) = child.stderr.take().map(|output| progress::follow(target.name, seconds, output)).unwrap_or_default();
    let status = child.wait().map_err(failed)?;
    let finds: Vec<_> = files::of(&target.artifacts())?.into_iter().filter(|file| !before.contains(file)).collect();
    let (corpus_files, corpus_bytes) = files::size(&target.corpus())?;
    let (executions, edges) = (log.executions, log.edges);
    println!("{}: {executions} inputs, {edges} edges, corpus of {corpus_files} files", target.name);
    let run = Run {
        commit: commit.to_owned(),
        seconds,
        executions,
        executions_per_second: log.executions_per_second,
        edges,
        features: log.features,
        corpus_files,
        corpus_bytes,
        finds: finds.iter().map(|file| files::name(file)).collect(),
        toolchain: programs.toolchain.clone(),
    };
    if status.success() && finds.is_empty() {
        return Ok((run, None));
    }
    let report = found(programs, target, &finds, &last);
    if run.finds.is_empty() {
        // Killed, or out of memory: there is no artifact, and the result is none.
        return Err(report);
    }
    Ok((run, Some(report)))
}

/// The end of the fuzzer's output, each artifact, and what makes it smaller.
fn found(programs: &Programs, target: &Target, finds: &[PathBuf], last: &[String]) -> String {
    let program = programs.path(target);
    let smaller = |find: &PathBuf| {
        let (find, program) = (find.display(), program.display());
        format!(
            "  {find}\n  make it smaller: {program} -minimize_crash=1 -max_total_time=60 \\\n    \
             -exact_artifact_path={find}.smaller {find}"
        )
    };
    let finds: Vec<String> = finds.iter().map(smaller).collect();
    format!("{}\n{} found something\n{}", last.join("\n"), target.name, finds.join("\n"))
}
