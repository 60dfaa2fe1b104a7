//! The fuzz targets: what each reads, which dictionaries it uses.

use std::ffi::OsStr;
use std::path::PathBuf;

use crate::command::{Outcome, root};

/// What the inputs of a target are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    /// Texts of descriptors.
    Text,
    /// Binary forms of descriptors.
    Binary,
    /// Conditions and attributes, as text and as bytes.
    Condition,
    /// What cards and help desks write: base64, hexadecimal and decimal digits.
    CardText,
    /// Bytes that something is made of, whatever they are.
    Noise,
    /// Bytes with a form of their own, of which there are seeds only.
    Other,
}

/// A fuzz target.
pub(super) struct Target {
    pub(super) name: &'static str,
    pub(super) input: Input,
    /// Names of files in `fuzz/dictionaries`.
    pub(super) dictionaries: &'static [&'static str],
}

const fn target(name: &'static str, input: Input, dictionaries: &'static [&'static str]) -> Target {
    Target { name, input, dictionaries }
}

/// Every target.
pub(super) const TARGETS: [Target; 16] = [
    target("access_check", Input::Noise, &[]),
    target("apdu", Input::Other, &["apdu"]),
    target("atr", Input::Other, &["atr"]),
    target("binary_parse", Input::Binary, &["binary"]),
    target("binary_round_trip", Input::Binary, &["binary"]),
    target("card_text", Input::CardText, &["card"]),
    target("condition_evaluate", Input::Noise, &[]),
    target("condition_parse", Input::Condition, &["conditions", "binary"]),
    target("descriptor_round_trip", Input::Noise, &[]),
    target("inheritance", Input::Noise, &[]),
    target("near_binary", Input::Noise, &[]),
    target("near_text", Input::Noise, &[]),
    target("pin_policy", Input::Noise, &[]),
    target("tdes_cores", Input::Noise, &[]),
    target("text_parse", Input::Text, &["sddl", "conditions"]),
    target("text_round_trip", Input::Text, &["sddl", "conditions"]),
];

/// The targets of these names, all without any; the table must know every file in `fuzz/fuzz_targets`.
pub(super) fn named(names: &[String]) -> Outcome<Vec<&'static Target>> {
    let folder = folder().join("fuzz_targets");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if !TARGETS.iter().any(|target| path.file_stem() == Some(OsStr::new(target.name))) {
            return Err(format!("{} is not in the table of targets", path.display()));
        }
    }
    if names.is_empty() {
        return Ok(TARGETS.iter().collect());
    }
    let find = |name: &String| {
        let all = || TARGETS.map(|target| target.name).join(", ");
        TARGETS.iter().find(|target| target.name == *name).ok_or_else(|| format!("no target `{name}`; there are {}", all()))
    };
    names.iter().map(find).collect()
}

/// The folder of the fuzz crate.
pub(super) fn folder() -> PathBuf {
    root().join("fuzz")
}

impl Target {
    /// What fuzzers have collected, and seeds.
    pub(super) fn corpus(&self) -> PathBuf {
        folder().join("corpus").join(self.name)
    }

    /// Where finds go.
    pub(super) fn artifacts(&self) -> PathBuf {
        folder().join("artifacts").join(self.name)
    }
}
