//! What is known of each mutant, below `target/`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::laboratory::{Instruments, Round, folder};
use super::sample::Mutant;
use crate::command::Outcome;
use crate::files;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fate {
    /// A test failed.
    Caught,
    /// The quick tests passed, the others are to come.
    Suspect,
    /// All tests passed.
    Missed,
    /// The tests, or the compiler, came to no end.
    Timeout,
    /// It does not compile.
    Unviable,
}

/// The result of a mutant.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Finding {
    pub(super) fate: Fate,
    /// A digest of the function in which the mutant was.
    body: String,
    /// The commit that was tested; empty where the tree had other changes.
    pub(super) commit: String,
}

/// All results, by the mutants' keys.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Results {
    instruments: Instruments,
    pub(super) mutants: BTreeMap<String, Finding>,
}

/// The run that is under way, or was when it was interrupted.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct UnderWay {
    instruments: Instruments,
    commit: String,
    round: Round,
    /// Key and body by name.
    mutants: BTreeMap<String, (String, String)>,
}

fn file() -> PathBuf {
    folder().join("results.json")
}

fn under_way() -> PathBuf {
    folder().join("under-way.json")
}

/// What cargo-mutants writes after each mutant.
fn outcomes() -> PathBuf {
    folder().join("mutants.out/outcomes.json")
}

impl Fate {
    /// As cargo-mutants spells it.
    fn read(text: &str) -> Option<Self> {
        match text {
            "CaughtMutant" => Some(Self::Caught),
            "MissedMutant" => Some(Self::Missed),
            "Timeout" => Some(Self::Timeout),
            "Unviable" => Some(Self::Unviable),
            _ => None,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Caught => "caught",
            Self::Suspect => "caught by no quick test",
            Self::Missed => "missed",
            Self::Timeout => "timeout",
            Self::Unviable => "unviable",
        }
    }
}

impl Results {
    /// Those of before; none of another compiler or another version of the tool.
    pub(super) fn load(instruments: &Instruments) -> Outcome<Self> {
        let results: Self = files::read_json(&file())?;
        let are_same = results.instruments == *instruments;
        Ok(if are_same { results } else { Self { instruments: instruments.clone(), mutants: BTreeMap::new() } })
    }

    /// Adds what the run that is under way has found out so far, and stores all.
    pub(super) fn gather(&mut self) -> Outcome {
        let run: UnderWay = files::read_json(&under_way())?;
        if run.instruments != self.instruments {
            return Ok(());
        }
        let found: Value = files::read_json(&outcomes())?;
        for (name, fate) in found.get("outcomes").and_then(Value::as_array).into_iter().flatten().filter_map(found_out) {
            if let Some((key, body)) = run.mutants.get(name) {
                let is_suspect = fate == Fate::Missed && run.round == Round::Quick;
                let fate = if is_suspect { Fate::Suspect } else { fate };
                self.mutants.insert(key.clone(), Finding { fate, body: body.clone(), commit: run.commit.clone() });
            }
        }
        files::write_json(&file(), self)
    }

    /// What became of a mutant, if it still holds: one that was found stays found while its function is the same, for tests are added;
    /// one that was not may be found whenever anything changes.
    pub(super) fn of(&self, mutant: &Mutant, is_unchanged: impl FnOnce(&str) -> bool) -> Option<&Finding> {
        let finding = self.mutants.get(&mutant.key).filter(|finding| finding.body == mutant.body)?;
        let is_open = matches!(finding.fate, Fate::Suspect | Fate::Missed);
        (!is_open || is_unchanged(&finding.commit)).then_some(finding)
    }

    /// Whether only the tests of the thorough round are to come.
    pub(super) fn is_suspect(&self, mutant: &Mutant) -> bool {
        self.mutants.get(&mutant.key).is_some_and(|finding| finding.fate == Fate::Suspect)
    }

    /// What became of a mutant, in the end.
    pub(super) fn fate(&self, mutant: &Mutant) -> Option<&Finding> {
        self.mutants.get(&mutant.key).filter(|finding| finding.fate != Fate::Suspect)
    }
}

impl UnderWay {
    pub(super) fn new(instruments: &Instruments, commit: String, round: Round, mutants: &[Mutant]) -> Self {
        let entry = |mutant: &Mutant| (mutant.name.clone(), (mutant.key.clone(), mutant.body.clone()));
        Self { instruments: instruments.clone(), commit, round, mutants: mutants.iter().map(entry).collect() }
    }

    /// Takes the place of the run before, whose outcomes must not be taken for this one's.
    pub(super) fn store(&self) -> Outcome {
        let outcomes = outcomes();
        if outcomes.exists() {
            std::fs::remove_file(&outcomes).map_err(|error| format!("{}: {error}", outcomes.display()))?;
        }
        files::create(&folder())?;
        files::write_json(&under_way(), self)
    }
}

/// Name and outcome of a mutant; none of what else cargo-mutants has run.
fn found_out(outcome: &Value) -> Option<(&str, Fate)> {
    let name = outcome.get("scenario")?.get("Mutant")?.get("name")?.as_str()?;
    Some((name, Fate::read(outcome.get("summary")?.as_str()?)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mutant(body: &str) -> Mutant {
        Mutant { name: "a.rs:1:1: b".to_owned(), key: "a.rs: b".to_owned(), file: "a.rs".to_owned(), body: body.to_owned() }
    }

    fn results(fate: Fate) -> Results {
        let finding = Finding { fate, body: "1".to_owned(), commit: "c".to_owned() };
        Results { instruments: Instruments::default(), mutants: [("a.rs: b".to_owned(), finding)].into() }
    }

    #[test]
    fn a_caught_mutant_stays_caught_while_its_function_is_the_same() {
        assert!(results(Fate::Caught).of(&mutant("1"), |_| false).is_some());
        assert!(results(Fate::Caught).of(&mutant("2"), |_| true).is_none());
    }

    #[test]
    fn a_missed_mutant_is_run_again_when_anything_changes() {
        for open in [Fate::Missed, Fate::Suspect] {
            assert!(results(open).of(&mutant("1"), |commit| commit == "c").is_some());
            assert!(results(open).of(&mutant("1"), |_| false).is_none());
        }
    }

    #[test]
    fn who_is_a_suspect_has_no_fate_yet() {
        assert!(results(Fate::Suspect).is_suspect(&mutant("1")) && results(Fate::Suspect).fate(&mutant("1")).is_none());
        assert!(!results(Fate::Missed).is_suspect(&mutant("1")) && results(Fate::Missed).fate(&mutant("1")).is_some());
    }

    #[test]
    fn only_outcomes_of_mutants_are_read() {
        let baseline = json!({"scenario": "Baseline", "summary": "Success"});
        let caught = json!({"scenario": {"Mutant": {"name": "a.rs:1:1: b"}}, "summary": "CaughtMutant"});
        assert_eq!(found_out(&baseline), None);
        assert_eq!(found_out(&caught), Some(("a.rs:1:1: b", Fate::Caught)));
    }
}
