//! Tables of instructions.

use crate::command::Outcome;
use crate::figures::{Counts, Figures};
use crate::markdown::{count, table};
use crate::operations::{BARS, CARDS, OF_CARDS, OF_VALUES, VALUES};

/// The descriptors in the order of the page: file and what it is.
pub(super) const DESCRIPTORS: [(&str, &str); 5] = [
    ("request.sddl", "request (9 ACEs, 575 bytes)"),
    ("file.sddl", "file (5 ACEs, 107 bytes)"),
    ("conditional.sddl", "conditional (3 ACEs, 189 bytes)"),
    ("directory-user.sddl", "directory user (24 ACEs, 1,113 bytes)"),
    ("directory-domain.sddl", "directory domain (51 ACEs, 2,869 bytes)"),
];

/// Columns of a table: head and operation.
type Columns = [(&'static str, &'static str)];

const CONVERSIONS: &Columns = &[
    ("text → model", "text->model"),
    ("text → binary", "text->binary"),
    ("text → tree", "text->tree"),
    ("binary → model", "binary->model"),
    ("binary → text", "binary->text"),
    ("model → text", "model->text"),
    ("model → binary", "model->binary"),
    ("validate", "validate"),
];
const ACCESS: &Columns = &[
    ("5 groups", "access"),
    ("50 groups", "access-50-groups"),
    ("1,000 groups", "access-1000-groups"),
    ("list of objects", "access-objects"),
    ("conditions", "access-condition"),
];
const MORE: &Columns = &[
    ("explain", "explain"),
    ("explanation → text", "explain->text"),
    ("explanation → JSON", "explain->JSON"),
    ("inherit", "inherit"),
    ("re-inherit", "reinherit"),
    ("model → JSON", "model->JSON"),
    ("JSON → model", "JSON->model"),
];

/// A table by its name.
pub(super) fn named(name: &str, figures: &Figures) -> Outcome<String> {
    let counts = &figures.instructions.counts;
    match name {
        "conversions" => of_descriptors(CONVERSIONS, counts),
        "access" => of_descriptors(ACCESS, counts),
        "more" => of_descriptors(MORE, counts),
        "values" => list(VALUES, OF_VALUES, counts),
        "cards" => list(CARDS, OF_CARDS, counts),
        "bars" => bars(counts),
        _ => Err(format!("no table is called `{name}`")),
    }
}

fn of_descriptors(columns: &Columns, counts: &Counts) -> Outcome<String> {
    let row = |(file, label): (&str, &str)| {
        let cells = columns.iter().map(|(_, operation)| one(file, operation, counts).map(count));
        let cells = [Ok(label.to_owned())].into_iter().chain(cells);
        cells.collect::<Outcome<Vec<_>>>()
    };
    let heads: Vec<&str> = [""].into_iter().chain(columns.iter().map(|(head, _)| *head)).collect();
    Ok(table(&heads, DESCRIPTORS.into_iter().map(row).collect::<Outcome<Vec<_>>>()?))
}

/// Operations of one subject, two beside each other.
fn list(subject: &str, operations: &[&str], counts: &Counts) -> Outcome<String> {
    let half = operations.len().div_ceil(2);
    let cell = |operation: Option<&&str>| -> Outcome<[String; 2]> {
        match operation {
            Some(operation) => Ok([spelled(operation), count(one(subject, operation, counts)?)]),
            None => Ok([String::new(), String::new()]),
        }
    };
    let rows = (0..half).map(|n| Ok([cell(operations.get(n))?, cell(operations.get(n.saturating_add(half)))?].concat()));
    let rows = rows.collect::<Outcome<Vec<_>>>()?;
    Ok(table(&["", "instructions", "", "instructions"], rows))
}

/// The name of an operation for people.
pub(super) fn spelled(operation: &str) -> String {
    const WORDS: [(&str, &str); 11] = [
        ("->", " → "),
        ("tdes3", "3DES"),
        ("3des", "3DES"),
        ("aes", "AES-"),
        ("cmac-", "CMAC with "),
        ("hmac-sha256", "HMAC-SHA-256"),
        ("an10922", "AN10922"),
        ("atr", "ATR"),
        ("gids-", "GIDS "),
        ("piv-", "PIV "),
        ("-groups", " groups"),
    ];
    WORDS.iter().fold(operation.to_owned(), |spelled, (word, for_people)| spelled.replace(word, for_people))
}

fn bars(counts: &Counts) -> Outcome<String> {
    let row = |(subject, operation, bar): &(&str, &str, u64)| {
        let subject_name = subject.trim_end_matches(".sddl").replace('-', " ");
        Ok(vec![format!("{subject_name}: {}", spelled(operation)), count(one(subject, operation, counts)?), count(*bar)])
    };
    Ok(table(&["", "instructions", "bar"], BARS.iter().map(row).collect::<Outcome<Vec<_>>>()?))
}

/// One figure.
pub(super) fn one(subject: &str, operation: &str, counts: &Counts) -> Outcome<u64> {
    let count = counts.get(subject).and_then(|counts| counts.get(operation));
    count.copied().ok_or_else(|| format!("{subject}: {operation} has no figure: cargo xtask instructions --bless"))
}
