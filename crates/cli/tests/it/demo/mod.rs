//! `demo`.

mod normal;
mod output;
#[cfg(unix)]
mod stay;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::command;

/// A directory for temporary files that is empty, whatever earlier runs have left; runs put theirs into it.
fn temporary(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It may not be there yet.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn demo(arguments: &[&str], temporary: &Path) -> Command {
    let mut command = command(&[&["demo"], arguments].concat());
    command.env("TMPDIR", temporary).env("TMP", temporary).env("TEMP", temporary);
    command
}

/// What is in a directory.
fn left(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
