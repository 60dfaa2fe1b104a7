//! cargo-mutants, its list of mutants and its runs.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::sample::{Mutant, digest};
use crate::assurance::PACKAGE;
use crate::command::{Outcome, cargo_program, root, said, target_folder};
use crate::figures::Toolchain;
use crate::{files, tools};

/// The version of cargo-mutants: which mutants there are changes from one to the next.
const CARGO_MUTANTS: &str = "27.1.0";
/// Cargo with limits for its children: KiB of addresses, for what a mutant collects without end must not fill the machine, and seconds
/// of a processor for a test program, which ends what has no end however busy the machine is; all tests together take 7.
const LIMITED: &str = r#"#!/bin/sh
ulimit -v 8388608
case " $* " in *" --no-run "*) ;; *) ulimit -t 60 ;; esac
exec "$ACLAVIS_CARGO" "$@"
"#;
/// What cargo-mutants says by its status: all caught, some missed, some timed out. The others are failures of its own.
const STATUSES: [i32; 3] = [0, 2, 3];

/// What results depend on besides the code.
#[derive(Clone, Default, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Instruments {
    pub(super) tool: String,
    pub(super) toolchain: String,
}

/// Tests that a mutant has to pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Round {
    /// Those that take no time, compiled quickly: most mutants are caught by them.
    #[default]
    Quick,
    /// All, compiled to run fast.
    Thorough,
}

/// Modules of tests that take most of the time.
const SLOW: [&str; 3] = ["properties::", "hostile::changes", "evaluation::hostile"];

/// cargo-mutants, ready to run.
pub(super) struct Laboratory {
    program: PathBuf,
    pub(super) instruments: Instruments,
}

/// A mutant as cargo-mutants lists it.
#[derive(Deserialize)]
struct Listed {
    name: String,
    file: String,
    function: Option<Place>,
    span: Lines,
}

#[derive(Deserialize)]
struct Place {
    span: Lines,
}

#[derive(Deserialize)]
struct Lines {
    start: Line,
    end: Line,
}

#[derive(Deserialize)]
struct Line {
    line: usize,
}

/// Where runs leave what they do.
pub(super) fn folder() -> PathBuf {
    target_folder().join("mutation")
}

impl Laboratory {
    pub(super) fn equip() -> Outcome<Self> {
        let program = tools::from_crates("cargo-mutants", CARGO_MUTANTS)?;
        let instruments = Instruments { tool: format!("cargo-mutants {CARGO_MUTANTS}"), toolchain: Toolchain::of_now()?.rustc };
        Ok(Self { program, instruments })
    }

    /// All mutants of the folders that `.cargo/mutants.toml` names.
    pub(super) fn mutants(&self) -> Outcome<Vec<Mutant>> {
        let mut list = Command::new(&self.program);
        list.current_dir(root()).args(["mutants", "--list", "--json", "--package", PACKAGE]);
        let listed: Vec<Listed> = serde_json::from_str(&said(&mut list)?).map_err(|error| format!("cargo-mutants: {error}"))?;
        let mut texts = BTreeMap::new();
        for listed in &listed {
            if !texts.contains_key(&listed.file) {
                texts.insert(listed.file.clone(), files::read_text(&root().join(&listed.file))?);
            }
        }
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        let mutant = |listed: Listed| {
            let lines = listed.function.as_ref().map_or(&listed.span, |function| &function.span);
            let body = texts.get(&listed.file).map(|text| body(text, lines)).unwrap_or_default();
            let what = listed.name.split_once(": ").map_or(listed.name.as_str(), |(_, what)| what);
            let mut key = format!("{}: {what}", listed.file);
            let number = alike.entry(key.clone()).and_modify(|number| *number = number.saturating_add(1)).or_insert(1);
            if *number > 1 {
                key = format!("{key} ({number})");
            }
            Mutant { name: listed.name, key, file: listed.file, body }
        };
        Ok(listed.into_iter().map(mutant).collect())
    }

    /// Runs the tests with each of these mutants, in copies of the repository.
    pub(super) fn run(&self, mutants: &[Mutant], round: Round, jobs: usize) -> Outcome {
        let copies = folder().join("copies");
        if copies.exists() {
            std::fs::remove_dir_all(&copies).map_err(|error| format!("{}: {error}", copies.display()))?;
        }
        files::create(&copies)?;
        let cargo = folder().join("cargo");
        files::write(&cargo, LIMITED)?;
        std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).map_err(|error| error.to_string())?;
        let mut run = Command::new(&self.program);
        run.current_dir(root()).env_remove("CARGO_TARGET_DIR").env("TMPDIR", &copies);
        run.env("ACLAVIS_CARGO", cargo_program()).env("CARGO", &cargo);
        // In no order: what an interrupted run has found out is of all folders.
        run.args(["mutants", "--shuffle", "--package", PACKAGE, "--colors", "never", "--jobs", &jobs.to_string(), "--output"]);
        run.arg(folder());
        // Deleted fields of structures come along whatever the expressions say; what was not asked for is not counted.
        for mutant in mutants {
            run.args(["--re", &format!("^{}$", escaped(&mutant.name))]);
        }
        run.arg(format!("--profile={}", round.profile()));
        if round == Round::Quick {
            run.arg("--cargo-test-arg=--");
            run.args(SLOW.iter().flat_map(|module| ["--cargo-test-arg=--skip".to_owned(), format!("--cargo-test-arg={module}")]));
        }
        let status = run.status().map_err(|error| format!("cargo-mutants: {error}"))?;
        match status.code() {
            Some(code) if STATUSES.contains(&code) => Ok(()),
            _ => Err(format!("cargo-mutants failed ({status})")),
        }
    }
}

impl Round {
    fn profile(self) -> &'static str {
        match self {
            Self::Quick => "mutants",
            Self::Thorough => "mutants-thorough",
        }
    }
}

/// The digest of these lines.
fn body(text: &str, lines: &Lines) -> String {
    let count = lines.end.line.saturating_sub(lines.start.line).saturating_add(1);
    let lines: Vec<&str> = text.lines().skip(lines.start.line.saturating_sub(1)).take(count).collect();
    format!("{:016x}", digest(&lines.join("\n")))
}

/// A text as a regular expression that means it alone.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        // The others may be escaped into something else: `\<` is the beginning of a word.
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines, body, digest, escaped};

    #[test]
    fn an_expression_means_the_text_alone() {
        assert_eq!(escaped("a.rs:1:2: replace <= with > in f -> u8"), r"a\.rs:1:2: replace <= with > in f \-> u8");
    }

    #[test]
    fn a_body_is_its_lines() {
        let lines = Lines { start: Line { line: 2 }, end: Line { line: 3 } };
        assert_eq!(body("a\nb\nc\nd\n", &lines), format!("{:016x}", digest("b\nc")));
    }
}
