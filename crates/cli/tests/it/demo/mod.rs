//! `demo`.

mod normal;
mod output;
#[cfg(unix)]
mod stay;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::{command, file};

/// A directory for temporary files that is empty; runs put theirs into it.
fn temporary(name: &str) -> PathBuf {
    let marker = file(name, "");
    let folder = Path::new(&marker).parent().unwrap().to_owned();
    std::fs::remove_file(marker).unwrap();
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
