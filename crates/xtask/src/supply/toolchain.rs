//! One version of Rust: the one that is tested is the one that manifests and documents promise.

use std::fs;
use std::process::Command;

use crate::command::{Outcome, root, said};
use crate::metadata;

/// Where documents name a version, and the words before it.
const NAMED: [(&str, &str); 2] = [("README.md", "Rust "), ("deploy/Containerfile", "library/rust:")];

/// Holds `rust-version` of all packages, and what documents say, against the compiler that runs here.
pub(crate) fn check() -> Outcome {
    let said = said(Command::new("rustc").arg("-V").current_dir(root()))?;
    let tested = said.strip_prefix("rustc ").and_then(version).ok_or_else(|| format!("rustc says `{}`", said.trim()))?;
    let mut wrong = Vec::new();
    let members = metadata::members()?;
    for member in &members {
        let promised = member.rust_version.as_deref();
        if promised != Some(&tested) {
            wrong.push(format!("{}: rust-version is {}", member.name, promised.unwrap_or("missing")));
        }
    }
    for (file, before) in NAMED {
        let text = fs::read_to_string(root().join(file)).map_err(|error| format!("{file}: {error}"))?;
        let versions = versions_after(&text, before);
        if versions.is_empty() {
            wrong.push(format!("{file} names no version"));
        }
        wrong.extend(versions.iter().filter(|version| **version != tested).map(|version| format!("{file} says {version}")));
    }
    if wrong.is_empty() {
        println!(
            "Rust {tested} is tested, and promised by {} packages, {}",
            members.len(),
            NAMED.map(|(file, _)| file).join(", ")
        );
        return Ok(());
    }
    Err(format!(
        "{}\nbut Rust {tested} is what runs here: run the jobs with the version that is promised, or promise this one",
        wrong.join("\n")
    ))
}

/// The versions that a text names after these words.
fn versions_after(text: &str, before: &str) -> Vec<String> {
    text.split(before).skip(1).filter_map(version).collect()
}

/// Major and minor version at the beginning of a text.
fn version(text: &str) -> Option<String> {
    let (major, rest) = number(text)?;
    let (minor, _) = number(rest.strip_prefix('.')?)?;
    Some(format!("{major}.{minor}"))
}

fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{version, versions_after};

    #[test]
    fn a_version_is_two_numbers() {
        assert_eq!(version("1.95.0 (59807616e 2026-04-14)").as_deref(), Some("1.95"));
        assert_eq!(version("1.100-bookworm").as_deref(), Some("1.100"));
        assert_eq!(version("1"), None);
        assert_eq!(version("library"), None);
    }

    #[test]
    fn every_version_that_a_text_names_is_found() {
        assert_eq!(versions_after("Rust 1.95 or later, a Rust library, Rust 1.9", "Rust "), ["1.95", "1.9"]);
    }
}
