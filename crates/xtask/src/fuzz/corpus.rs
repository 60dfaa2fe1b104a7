//! Making corpora smaller.

use std::fs;

use super::program::Programs;
use super::targets::{Target, named};
use crate::command::{Outcome, run};
use crate::files;

/// Keeps of each target's corpus the smallest files that take the same edges.
pub(crate) fn minimise(names: &[String]) -> Outcome {
    let targets = named(names)?;
    let programs = Programs::build()?;
    targets.into_iter().try_for_each(|target| merge(&programs, target))
}

fn merge(programs: &Programs, target: &Target) -> Outcome {
    let corpus = target.corpus();
    if files::of(&corpus)?.is_empty() {
        println!("{}: no corpus", target.name);
        return Ok(());
    }
    let merged = corpus.with_extension("merged");
    let failed = |error| format!("{}: {error}", merged.display());
    if merged.exists() {
        fs::remove_dir_all(&merged).map_err(failed)?;
    }
    files::create(&merged)?;
    let (files_before, bytes_before) = files::size(&corpus)?;
    run(std::process::Command::new(programs.path(target)).args(["-merge=1", "-verbosity=0"]).args([&merged, &corpus]))?;
    let (files_after, bytes_after) = files::size(&merged)?;
    if files_after == 0 {
        return Err(format!("{}: nothing would be left", target.name));
    }
    fs::remove_dir_all(&corpus).and_then(|()| fs::rename(&merged, &corpus)).map_err(failed)?;
    println!("{}: {files_before} files of {bytes_before} bytes, now {files_after} of {bytes_after}", target.name);
    Ok(())
}
