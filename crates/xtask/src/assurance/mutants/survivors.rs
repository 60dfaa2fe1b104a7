//! Mutants that all tests pass, and why each may live.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::results::{Fate, Results};
use crate::assurance::committed;
use crate::command::Outcome;
use crate::files;

/// Reasons by the mutants' keys: what keeps the mutant from being told apart, or why nobody has to.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(in crate::assurance) struct Reasons(BTreeMap<String, String>);

impl Reasons {
    pub(in crate::assurance) fn load() -> Outcome<Self> {
        files::read_json(&committed("survivors.json"))
    }

    pub(in crate::assurance) fn of(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Those of mutants that are known to be caught.
    pub(super) fn needless<'a>(&'a self, results: &'a Results) -> impl Iterator<Item = &'a str> {
        let is_caught = |key: &&String| results.mutants.get(*key).is_some_and(|finding| finding.fate == Fate::Caught);
        self.0.keys().filter(is_caught).map(String::as_str)
    }
}
