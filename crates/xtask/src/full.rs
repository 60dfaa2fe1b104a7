//! The long runs, one after another. A part that has a good result for the files as they are is not run again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::assurance;
use crate::command::{Outcome, cargo, said, target_folder};
use crate::{features, files, fuzz, packages, state, supply};

/// What the parts without a record of their own depend on: all but the records of the others.
const DEPENDS_ON: [&str; 5] =
    [".", ":(exclude)docs/assurance", ":(exclude)docs/assurance.md", ":(exclude)fuzz/campaign.json", ":(exclude)fuzz/REPORT.md"];

/// What became of a part.
enum Part {
    StillGood,
    Passed,
    Failed(String),
}

/// Runs them all, whatever fails, and says in the end what became of each.
pub(crate) fn run(seconds: u32, sequences: u32) -> Outcome {
    let mut parts = Vec::new();
    let mut part = |name: &'static str, is_good: Outcome<bool>, run: &dyn Fn() -> Outcome| {
        eprintln!("\n== {name}");
        let outcome = match is_good {
            Ok(true) => Part::StillGood,
            Ok(false) => run().map_or_else(Part::Failed, |()| Part::Passed),
            Err(error) => Part::Failed(error),
        };
        parts.push((name, outcome));
    };
    part("mutants", assurance::mutants_are_good(), &|| {
        assurance::mutants(&assurance::Options { only: None, again: false, jobs: 2 })
    });
    part("coverage", assurance::coverage_is_good(), &assurance::coverage);
    part("fuzz", fuzz::is_good(seconds), &|| {
        let found = fuzz::run(&fuzz::Options { targets: &[], seconds, jobs: 1, again: false });
        // The results so far, whatever was found.
        fuzz::report().and(found)
    });
    part("features", Kept::is_good("features"), &|| Kept::keep("features", || features::check(true)));
    let model = format!("model, {sequences} sequences");
    part("model", Kept::is_good(&model), &|| Kept::keep(&model, || random_operations(sequences)));
    part("release", Kept::is_good("release"), &|| Kept::keep("release", supply::release));
    summary(&parts)
}

/// The tests of the service against its model.
const OF_THE_MODEL: [&str; 4] = [
    "sqlite::model::random_operations_go_as_the_model_says",
    "postgres::model::random_operations_go_as_the_model_says",
    "sqlite::model::random_operations_leave_the_same_on_both_engines",
    "postgres::model::random_operations_leave_the_same_on_both_engines",
];

/// The service against its model, in sequences of random operations.
fn random_operations(sequences: u32) -> Outcome {
    packages::install_for_tests();
    let mut test = cargo(&["test", "--package", "aclavis-server", "--all-features", "--test", "it", "--", "model"]);
    let said = said(test.env("ACLAVIS_MODEL_SEQUENCES", sequences.to_string()))?;
    println!("{said}");
    missing(&said).map_or(Ok(()), |test| Err(format!("{test} has not passed; half of them need PostgreSQL")))
}

/// A test of the model that what the tests said does not name as passed.
fn missing(said: &str) -> Option<&'static str> {
    let has_passed = |test: &str| {
        said.lines().any(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.first() == Some(&"test") && words.contains(&test) && words.last() == Some(&"ok")
        })
    };
    OF_THE_MODEL.into_iter().find(|test| !has_passed(test))
}

fn summary(parts: &[(&str, Part)]) -> Outcome {
    println!();
    for (name, outcome) in parts {
        match outcome {
            Part::StillGood => println!("{name}: not run, its result is still good"),
            Part::Passed => println!("{name}: passed"),
            Part::Failed(error) => println!("{name}: FAILED\n  {}", error.replace('\n', "\n  ")),
        }
    }
    let failed: Vec<&str> =
        parts.iter().filter(|(_, outcome)| matches!(outcome, Part::Failed(_))).map(|(name, _)| *name).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// The commits at which parts without a record of their own have passed, below `target/`.
struct Kept;

impl Kept {
    fn file() -> PathBuf {
        target_folder().join("full.json")
    }

    fn is_good(part: &str) -> Outcome<bool> {
        let kept: BTreeMap<String, String> = files::read_json(&Self::file())?;
        Ok(kept.get(part).is_some_and(|commit| state::is_unchanged(commit, &DEPENDS_ON)))
    }

    /// Runs a part and keeps that it has passed; with changed files it does not count next time.
    fn keep(part: &str, run: impl FnOnce() -> Outcome) -> Outcome {
        let commit = state::commit(&DEPENDS_ON)?;
        run()?;
        let mut kept: BTreeMap<String, String> = files::read_json(&Self::file())?;
        kept.insert(part.to_owned(), commit);
        files::write_json(&Self::file(), &kept)
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_THE_MODEL, Part, missing, summary};

    #[test]
    fn a_test_of_the_model_that_was_not_run_has_not_passed() {
        let all = OF_THE_MODEL.map(|test| format!("test {test} ... ok\n")).concat();
        assert_eq!(missing(&all), None);
        assert_eq!(missing(&all.replacen("ok", "ignored", 1)), Some(OF_THE_MODEL[0]));
        assert_eq!(missing("running 0 tests\n"), Some(OF_THE_MODEL[0]));
    }

    #[test]
    fn one_failure_fails_all_and_is_named() {
        let failed = || Part::Failed("a find".to_owned());
        assert_eq!(summary(&[("a", Part::Passed), ("b", Part::StillGood)]), Ok(()));
        let parts = [("a", failed()), ("b", Part::Passed), ("c", failed())];
        assert_eq!(summary(&parts), Err("failed: a, c".to_owned()));
    }
}
