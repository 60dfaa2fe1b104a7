use std::path::Path;

use super::*;

/// Where codes of problems are written down, but for what is done without the API.
const PLACES: [&str; 6] = ["http/body", "http/route", "http/query.rs", "http/problem.rs", "service", "auth/rejected.rs"];
const WITHOUT_API: [&str; 3] = ["approve.rs", "rotate.rs", "tests.rs"];
/// Calls whose first argument is a code.
const CALLS: [&str; 4] = ["Problem::bad_request(", "Refusal::bad(", "Refusal::conflict(", "Refusal::forbidden("];

/// The codes in a source text.
fn codes(source: &str) -> Vec<String> {
    let literal = |(at, _): (usize, &str)| {
        let literal = source[at + 1..].split('"').next().unwrap();
        let is_plain = literal.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        (is_plain && is_code_behind(&source[..at])).then(|| literal.to_owned())
    };
    source.match_indices('"').filter_map(literal).collect()
}

/// Whether a literal behind this text is a code: an argument of a call, behind a status or a kind, or what a value stands for.
fn is_code_behind(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let (last, previous) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    CALLS.iter().any(|call| last.ends_with(call))
        || ["StatusCode::", "RefusalKind::"].iter().any(|kind| last.contains(kind) && last.ends_with(','))
        || last == "=>" && previous.starts_with("Self::")
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
