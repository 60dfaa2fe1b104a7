//! Mutation testing: a sample of the core's mutants, by cargo-mutants: `.cargo/mutants.toml`.

mod laboratory;
mod record;
mod results;
mod sample;
mod survivors;

pub(super) use record::{Counts, Record};
pub(super) use survivors::Reasons;

use std::collections::BTreeMap;

use laboratory::{Laboratory, Round};
use results::{Results, UnderWay};
use sample::Mutant;

use super::{DEPENDS_ON, page};
use crate::command::Outcome;
use crate::state;

/// What to run.
pub(crate) struct Options<'a> {
    /// Only mutants that have this in what they are called, even if they have a result; nothing is recorded then.
    pub(crate) only: Option<&'a str>,
    /// Also those that have a result which is still good.
    pub(crate) again: bool,
    /// Mutants at the same time.
    pub(crate) jobs: usize,
}

/// Runs the mutants of the sample that have no good result yet, then records all results and judges them.
pub(crate) fn run(options: &Options<'_>) -> Outcome {
    let laboratory = Laboratory::equip()?;
    let all = laboratory.mutants()?;
    let sample = sample::draw(all.iter().cloned());
    let mut results = Results::load(&laboratory.instruments)?;
    results.gather()?;
    let [due, suspects] = due(&sample, &results, options);
    let all_due = [&due[..], &suspects].concat();
    println!("{} mutants, {} of them in the sample, {} without a good result", all.len(), sample.len(), all_due.len());
    experiment(&laboratory, &mut results, Round::Quick, &due, options.jobs)?;
    let suspects: Vec<Mutant> = all_due.iter().filter(|mutant| results.is_suspect(mutant)).cloned().collect();
    experiment(&laboratory, &mut results, Round::Thorough, &suspects, options.jobs)?;
    if options.only.is_some() {
        for mutant in &all_due {
            println!("{}: {}", results.fate(mutant).map_or("no result", |finding| finding.fate.word()), mutant.key);
        }
        return Ok(());
    }
    let record = Record::new(&laboratory.instruments, &all, &sample, &results)?;
    record.store()?;
    page::render()?;
    println!("{}", record.summary());
    record.judge(&Reasons::load()?, &results)
}

/// Whether what is committed is the result for the files as they are now, and reaches the bar.
pub(crate) fn is_good() -> Outcome<bool> {
    let record = Record::load()?;
    Ok(record.is_current() && record.shortcomings(&Reasons::load()?).is_empty())
}

/// Runs the tests of a round with each of these mutants, and keeps what is found out.
fn experiment(laboratory: &Laboratory, results: &mut Results, round: Round, mutants: &[Mutant], jobs: usize) -> Outcome {
    if mutants.is_empty() {
        return Ok(());
    }
    println!("{round:?} tests with {} mutants", mutants.len());
    UnderWay::new(&laboratory.instruments, state::commit(&DEPENDS_ON)?, round, mutants).store()?;
    for mutant in mutants {
        results.mutants.remove(&mutant.key);
    }
    let ran = laboratory.run(mutants, round, jobs);
    // What was found out before a failure counts.
    results.gather()?;
    ran?;
    let missing = mutants.iter().filter(|mutant| !results.mutants.contains_key(&mutant.key)).count();
    if missing == 0 {
        Ok(())
    } else {
        Err(format!("{missing} mutants have no result: run it again, it goes on where it was left"))
    }
}

/// The mutants that have to be run: from the beginning, and those that only the thorough tests are to come for.
fn due(sample: &[Mutant], results: &Results, options: &Options<'_>) -> [Vec<Mutant>; 2] {
    if let Some(only) = options.only {
        return [sample.iter().filter(|mutant| mutant.key.contains(only)).cloned().collect(), Vec::new()];
    }
    let mut unchanged = BTreeMap::new();
    let mut is_unchanged =
        |commit: &str| *unchanged.entry(commit.to_owned()).or_insert_with(|| state::is_unchanged(commit, &DEPENDS_ON));
    let (mut due, mut suspects) = (Vec::new(), Vec::new());
    for mutant in sample {
        match results.of(mutant, &mut is_unchanged) {
            Some(_) if results.is_suspect(mutant) && !options.again => suspects.push(mutant.clone()),
            Some(_) if !options.again => {}
            _ => due.push(mutant.clone()),
        }
    }
    [due, suspects]
}
