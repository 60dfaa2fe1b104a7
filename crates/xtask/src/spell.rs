//! Spelling, by typos: what `typos.toml` says.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::command::{Outcome, root, run, said};
use crate::tools;

/// The version of typos: its list of words changes from one to the next.
const TYPOS: &str = "1.52.0";

/// Every text of the repository, and a misspelt word as a control.
pub(crate) fn check() -> Outcome {
    let program = tools::from_pypi("typos", TYPOS, "typos")?;
    let typos = || {
        let mut typos = Command::new(&program);
        typos.current_dir(root());
        typos
    };
    if finds_nothing(&mut typos(), &["rec", "ieve"].concat())? {
        return Err("typos does not find a misspelt word: its configuration is not what it should be".to_owned());
    }
    run(&mut typos())?;
    println!("{} files, no misspelt word", said(typos().arg("--files"))?.lines().count());
    Ok(())
}

fn finds_nothing(typos: &mut Command, word: &str) -> Outcome<bool> {
    let mut typos =
        typos.arg("-").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(|error| format!("typos: {error}"))?;
    if let Some(mut input) = typos.stdin.take() {
        input.write_all(word.as_bytes()).map_err(|error| format!("typos: {error}"))?;
    }
    typos.wait().map(|status| status.success()).map_err(|error| format!("typos: {error}"))
}
