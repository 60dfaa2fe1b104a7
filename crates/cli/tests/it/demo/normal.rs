//! An output without what is different in each run.

use std::fmt::Write;

/// Characters of a GUID.
const GUID: usize = 36;
/// The documented challenge, which is the same in each run.
const DOCUMENTED: &str = "1hFD%2Bcz%2F0so%3D";

/// The output with names in the place of what is different in each run: identifiers in the order in which they come, challenges,
/// responses, times.
pub(super) fn normal(text: &str) -> String {
    let mut ids = Vec::new();
    let mut normal = String::new();
    for line in text.lines() {
        let _ = writeln!(normal, "{}", of_line(&with_ids(line, &mut ids)));
    }
    normal
}

/// A line with the numbers of identifiers in their place. Those that are the same in each run stay.
fn with_ids(line: &str, ids: &mut Vec<String>) -> String {
    let mut rest = line;
    let mut numbered = String::new();
    while !rest.is_empty() {
        let id = rest.get(..GUID).filter(|id| is_random(id));
        let Some(id) = id else {
            let first = rest.chars().next().unwrap();
            numbered.push(first);
            rest = rest.strip_prefix(first).unwrap();
            continue;
        };
        let number = ids.iter().position(|known| known == id).unwrap_or(ids.len());
        if number == ids.len() {
            ids.push(id.to_owned());
        }
        let _ = write!(numbered, "<id {number}>");
        rest = rest.strip_prefix(id).unwrap();
    }
    numbered
}

fn is_random(id: &str) -> bool {
    let is_guid = id.char_indices().all(|(at, c)| match at {
        8 | 13 | 18 | 23 => c == '-',
        _ => c.is_ascii_hexdigit(),
    });
    let fixed = ["00000000-0000-", "0a11ce00-1104-", "0b0b0000-1105-", "0ca50100-1106-", "7e4f0000-de40-"];
    is_guid && !fixed.iter().any(|fixed| id.starts_with(fixed))
}

fn of_line(line: &str) -> String {
    let mut line = line.to_owned();
    for (before, after, name) in [
        ("http://127.0.0.1:", ",", "<port>"),
        ("&challenge=", "&", "<challenge>"),
        ("9000  challenge ", "", "<challenge>"),
        ("a key of 24 bytes, check value ", ";", "<check value>"),
        ("\"Submitted\":\"", "\"", "<time>"),
        ("\"Completed\":\"20", "\"", "<time>"),
        ("commands to the card, ", " s", "<time>"),
        ("    head     17:", "", "<head>"),
    ] {
        line = replaced(&line, before, after, name);
    }
    match line.strip_prefix("    200      \"").and_then(|rest| rest.strip_suffix('"')) {
        Some(key) if key.ends_with("...") => "    200      \"<key>...\"".to_owned(),
        Some(response) if response.ends_with('=') => "    200      \"<response>\"".to_owned(),
        _ => line,
    }
}

/// The line with a name in the place of what stands between two texts; without the second it ends with the line.
fn replaced(line: &str, before: &str, after: &str, name: &str) -> String {
    let Some((front, rest)) = line.split_once(before) else { return line.to_owned() };
    let (value, end) = if after.is_empty() { (rest, "") } else { rest.split_once(after).unwrap_or((rest, "")) };
    if matches!(value, "8ca64d" | DOCUMENTED) {
        return line.to_owned();
    }
    let after = if rest == value { "" } else { after };
    format!("{front}{before}{name}{after}{end}")
}
