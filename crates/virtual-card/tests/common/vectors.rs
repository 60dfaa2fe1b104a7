//! The folder of recorded rows.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

/// The rows of a file, without the one that says where it comes from; none where there is no folder of rows.
///
/// The folder is the one that `ACLAVIS_VECTORS` names, else `../shared/vectors` beside the project.
pub(crate) fn rows(file: &str) -> Option<Vec<Value>> {
    let named = env::var_os("ACLAVIS_VECTORS").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/vectors"));
    let path = named.clone().unwrap_or(beside).join(file);
    if named.is_none() && !path.exists() {
        return None;
    }
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    Some(rows.filter(|row| row.get("_meta").is_none()).collect())
}
