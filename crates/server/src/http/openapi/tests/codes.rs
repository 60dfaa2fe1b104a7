use std::path::Path;

use super::*;

/// Where codes of problems are written down, but for what is done without the API.
const PLACES: [&str; 6] = ["http/body", "http/route", "http/query.rs", "http/problem.rs", "service", "auth/rejected.rs"];
const WITHOUT_API: [&str; 3] = ["approve.rs", "rotate.rs", "tests.rs"];
/// What a code stands behind.
const CALLS: [&str; 7] = [
    "Problem::bad_request(",
    "Refusal::bad(",
    "Refusal::conflict(",
    "Refusal::forbidden(",
    "StatusCode::[A-Z_]+,",
    "RefusalKind::Locked(until.since(now)),",
    "Self::[A-Za-z]+ => ",
];

/// The codes in a source text.
fn codes(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices('"') {
        let before = source[..at].trim_end();
        let is_code = CALLS.iter().any(|call| ends_with(before, call.trim_end()));
        let literal = source[at + 1..].split('"').next().unwrap();
        if is_code && literal.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            found.push(literal.to_owned());
        }
    }
    found
}

/// Whether a text ends with a pattern, in which `[..]+` stands for letters.
fn ends_with(text: &str, pattern: &str) -> bool {
    match (pattern.find('['), pattern.find("]+")) {
        (Some(start), Some(end)) => {
            let Some(text) = text.strip_suffix(&pattern[end + 2..]) else { return false };
            text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_').ends_with(&pattern[..start])
        }
        _ => text.ends_with(pattern),
    }
}

fn look(path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            look(&entry.unwrap().path(), found);
        }
    } else if !WITHOUT_API.iter().any(|name| path.ends_with(name)) {
        found.extend(codes(&std::fs::read_to_string(path).unwrap()));
    }
}

#[test]
fn every_code_of_the_sources_is_in_the_document() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    PLACES.iter().for_each(|place| look(&source.join(place), &mut found));
    found.sort();
    found.dedup();
    assert!(found.len() > 40, "{found:?}");
    let document = read().to_string();
    found.retain(|code| !document.contains(&format!("| `{code}` |")));
    assert_eq!(found, [""; 0], "these codes are in no table of the document");
}

#[test]
fn every_operation_has_the_problems_of_all() {
    for operation in operations() {
        let statuses = operation.statuses();
        for status in ["400", "401", "403", "404", "405", "429", "500", "503"] {
            assert!(statuses.contains(&status), "{} lacks {status}", operation.path);
        }
        for status in ["413", "415"] {
            assert_eq!(statuses.contains(&status), operation.body().is_some(), "{} {status}", operation.path);
        }
    }
}
