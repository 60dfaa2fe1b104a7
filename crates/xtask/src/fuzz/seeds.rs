//! Seeds of the fuzz targets, and their dictionaries: from the repository's files and from the generators, always the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::generated;
use super::targets::{Target, folder, named};
use super::vectors;
use crate::command::{Outcome, root};
use crate::files;

/// Fills a folder for each target in `into`, by default the corpus, and writes its dictionary beside it.
pub(crate) fn fill(into: Option<PathBuf>) -> Outcome {
    let into = into.unwrap_or_else(|| folder().join("corpus"));
    for target in named(&[])? {
        let count = fill_target(target, &into)?;
        dictionary(target, &into)?;
        println!("{}: {count} seeds", target.name);
    }
    println!("in {}", into.display());
    Ok(())
}

/// Writes the seeds of a target; says how many there are.
pub(super) fn fill_target(target: &Target, into: &Path) -> Outcome<usize> {
    let into = into.join(target.name);
    files::create(&into)?;
    let mut seeds: Vec<(String, Vec<u8>)> = Vec::new();
    for (origin, from) in [("seed", "fuzz/seeds"), ("regression", "tests/fuzz_regressions")] {
        for file in files::of(&root().join(from).join(target.name))? {
            seeds.push((format!("{origin}-{}", files::name(&file)), files::read(&file)?));
        }
    }
    seeds.extend(numbered("vector", vectors::inputs(target.input)?));
    seeds.extend(numbered("valid", generated::valid(target.input)));
    seeds.extend(numbered("nearly", generated::nearly_valid(target.input)));
    let mut seen = BTreeSet::new();
    seeds.retain(|(_, content)| seen.insert(content.clone()));
    for (name, content) in &seeds {
        files::write(&into.join(name), content)?;
    }
    Ok(seeds.len())
}

fn numbered(origin: &str, inputs: Vec<Vec<u8>>) -> impl Iterator<Item = (String, Vec<u8>)> {
    inputs.into_iter().enumerate().map(move |(number, input)| (format!("{origin}-{number:04}"), input))
}

/// Writes the dictionaries of a target into one file, as every engine takes it; none where it uses none.
pub(super) fn dictionary(target: &Target, into: &Path) -> Outcome<Option<PathBuf>> {
    if target.dictionaries.is_empty() {
        return Ok(None);
    }
    let mut words = String::new();
    for name in target.dictionaries {
        words.push_str(&files::read_text(&folder().join("dictionaries").join(format!("{name}.dict")))?);
    }
    files::create(into)?;
    let file = into.join(format!("{}.dict", target.name));
    files::write(&file, words)?;
    Ok(Some(file))
}
