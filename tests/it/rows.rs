//! Reads the project's own rows, one JSON object a line.

use std::fs;
use std::path::Path;

use aclavis::{ParseOptions, PrintOptions};
use serde_json::Value;

/// A row: what it says, and where it stands.
pub(crate) struct Row {
    value: Value,
    place: String,
}

impl Row {
    /// The text of a member that must be there.
    pub(crate) fn text(&self, member: &str) -> &str {
        self.get(member).unwrap_or_else(|| panic!("{}: no text `{member}`", self.place))
    }

    /// The text of a member, if it is there.
    pub(crate) fn get(&self, member: &str) -> Option<&str> {
        self.value.get(member)?.as_str()
    }

    /// The number of a member that must be there.
    pub(crate) fn number(&self, member: &str) -> u64 {
        self.value[member].as_u64().unwrap_or_else(|| panic!("{}: no number `{member}`", self.place))
    }

    /// Whether the row speaks of relative aliases.
    fn has_domains(&self) -> bool {
        self.value["domains"].as_bool().unwrap_or_default()
    }

    /// What Windows accepts.
    pub(crate) fn windows(&self) -> ParseOptions {
        if self.has_domains() { crate::windows() } else { ParseOptions::windows() }
    }

    /// The canonical spelling only.
    pub(crate) fn strict(&self) -> ParseOptions {
        if self.has_domains() { crate::strict() } else { ParseOptions::strict() }
    }

    /// How the row's text is printed.
    pub(crate) fn printing(&self) -> PrintOptions {
        if self.has_domains() { PrintOptions::new().with_domains(crate::domains()) } else { PrintOptions::new() }
    }
}

/// The rows of a file, at least one.
pub(crate) fn read(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/sddl").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Vec<Row> = text.lines().enumerate().map(|(number, line)| row(file, number + 1, line)).collect();
    assert!(!rows.is_empty(), "{file} has no rows");
    rows
}

fn row(file: &str, number: usize, line: &str) -> Row {
    let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}:{number}: {error}"));
    let rule = value["rule"].as_str().unwrap_or_else(|| panic!("{file}:{number}: no rule"));
    let place = format!("{file}:{number}: {rule}");
    Row { value, place }
}

/// Checks every row of a file, and fails with the names of all that fail.
pub(crate) fn check(file: &str, check: impl Fn(&Row) -> Result<(), String>) {
    let rows = read(file);
    let failures: Vec<String> =
        rows.iter().filter_map(|row| check(row).err().map(|reason| format!("{}: {reason}", row.place))).collect();
    assert!(failures.is_empty(), "{} of {} rows fail:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

/// Two values that must be equal.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?} instead of {expected:?}")) }
}

/// A value that must be there.
pub(crate) fn good<T>(what: &str, result: Result<T, aclavis::Error>) -> Result<T, String> {
    result.map_err(|error| format!("{what}: {error:#}"))
}
