//! Files with names for SIDs: CSV or JSON.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use aclavis::{ParseOptions, Sid};
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::text;
use crate::problem::Problem;
use crate::source::Source;

/// A JSON file: an object of names by SID, or a list of objects.
#[derive(Deserialize)]
#[serde(untagged)]
enum Document {
    BySid(BTreeMap<String, String>),
    List(Vec<Entry>),
}

#[derive(Deserialize)]
struct Entry {
    #[serde(alias = "SID", alias = "Sid")]
    sid: String,
    #[serde(alias = "Name")]
    name: String,
}

/// Reads the names of a file; aliases may stand for SIDs.
pub(crate) fn read(path: &Path, options: &ParseOptions) -> Result<HashMap<Sid, String>, Failure> {
    let source = Source::of_file(path)?;
    let names = entries(&source.bytes).and_then(|entries| {
        let sid = |Entry { sid, name }: Entry| match Sid::parse(sid.trim(), options) {
            Ok(parsed) => Ok((parsed, name.trim().to_owned())),
            Err(error) => Err(Problem::in_text(&error, &sid)),
        };
        entries.into_iter().map(sid).collect()
    });
    names.map_err(Failure::input(source.name))
}

fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Problem> {
    let text = text::of_bytes(bytes)?;
    if text.trim_start().starts_with(['{', '[']) {
        return match serde_json::from_str(&text) {
            Ok(Document::BySid(names)) => Ok(names.into_iter().map(|(sid, name)| Entry { sid, name }).collect()),
            Ok(Document::List(entries)) => Ok(entries),
            Err(error) => Err(bad(format!("malformed file of names: {error}"))),
        };
    }
    let mut sid = 0;
    let mut name = 1;
    let mut entries = Vec::new();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    for (number, row) in reader.records().enumerate() {
        let row = row.map_err(|error| bad(format!("malformed file of names: {error}")))?;
        let column = |title: &str| row.iter().position(|field| field.eq_ignore_ascii_case(title));
        match (column("sid"), column("name")) {
            (Some(sids), Some(names)) if number == 0 => (sid, name) = (sids, names),
            _ => match (row.get(sid), row.get(name)) {
                (Some(sid), Some(name)) => entries.push(Entry { sid: sid.to_owned(), name: name.to_owned() }),
                _ => return Err(bad(format!("row {} of the file of names has no name", number.saturating_add(1)))),
            },
        }
    }
    Ok(entries)
}

fn bad(message: String) -> Problem {
    Problem::new("bad-names", message).expecting("CSV with the columns sid and name, or JSON")
}
