//! Inputs from the repository's test vectors.

use serde_json::Value;

use super::targets::Input;
use crate::command::{Outcome, root};
use crate::files;

/// The inputs of a kind, in the order of the files.
pub(super) fn inputs(input: Input) -> Outcome<Vec<Vec<u8>>> {
    match input {
        Input::Text => {
            let mut texts = members(&["accepted", "rejected", "binary", "canonical"], &["sddl", "same", "canonical"])?;
            for file in files::of(&root().join("tests/vectors/bench"))? {
                texts.push(files::read(&file)?);
            }
            texts.extend(documents()?);
            Ok(texts)
        }
        Input::Binary => Ok(members(&["binary"], &["hex"])?.iter().filter_map(|digits| bytes(digits)).collect()),
        Input::Condition => {
            let mut inputs = members(&["conditions", "attributes"], &["condition", "attribute", "canonical"])?;
            inputs.extend(members(&["conditions", "attributes"], &["hex"])?.iter().filter_map(|digits| bytes(digits)));
            Ok(inputs)
        }
        Input::CardText => rows("card/construction-v1", |row| {
            row.values().filter_map(Value::as_str).map(|text| text.as_bytes().to_vec()).collect()
        }),
        Input::Noise | Input::Other => Ok(Vec::new()),
    }
}

/// The texts of these members of the rows of these files.
fn members(names: &[&str], members: &[&str]) -> Outcome<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for name in names {
        found.extend(rows(&format!("sddl/{name}"), |row| {
            let texts = members.iter().filter_map(|member| row.get(*member)?.as_str());
            texts.map(|text| text.as_bytes().to_vec()).collect()
        })?);
    }
    Ok(found)
}

/// What each row of a file gives.
fn rows(name: &str, of_row: impl Fn(&serde_json::Map<String, Value>) -> Vec<Vec<u8>>) -> Outcome<Vec<Vec<u8>>> {
    let file = root().join("tests/vectors").join(format!("{name}.jsonl"));
    let mut found = Vec::new();
    for line in files::read_text(&file)?.lines() {
        let row: Value = serde_json::from_str(line).map_err(|error| format!("{}: {error}", file.display()))?;
        found.extend(row.as_object().map(&of_row).unwrap_or_default());
    }
    Ok(found)
}

/// The descriptors of the documented answers.
fn documents() -> Outcome<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for file in files::of(&root().join("tests/vectors/rest"))? {
        let document: Value =
            serde_json::from_str(&files::read_text(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
        found.extend(document.get("SecurityDescriptor").and_then(Value::as_str).map(|text| text.as_bytes().to_vec()));
    }
    Ok(found)
}

/// Pairs of digits as bytes.
fn bytes(digits: &[u8]) -> Option<Vec<u8>> {
    let pair = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let (pairs, odd) = digits.as_chunks::<2>();
    if odd.is_empty() { pairs.iter().map(pair).collect() } else { None }
}
