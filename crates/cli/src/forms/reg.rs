//! Values of registry export files: `"Security"=hex:01,00,04,\` and its continuation lines.

use super::{Values, hex};
use crate::problem::Problem;

/// The binary values and their names; `None` when there is none.
pub(crate) fn values(text: &str) -> Option<Result<Values, Problem>> {
    let lines = joined(text);
    let lists: Vec<_> = lines.iter().filter_map(|line| list(line)).collect();
    let decode = |(name, digits): (String, &str)| match hex::decode(digits) {
        Ok(bytes) => Ok((name, bytes)),
        Err(malformed) => Err(malformed.problem(digits)),
    };
    (!lists.is_empty()).then(|| lists.into_iter().map(decode).collect())
}

/// The lines, those that end in a backslash joined with the next.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        let (body, more) = line.strip_suffix('\\').map_or((line, false), |body| (body, true));
        match lines.last_mut() {
            Some(last) if goes_on => last.push_str(body),
            _ => lines.push(body.to_owned()),
        }
        goes_on = more;
    }
    lines
}

/// The name and the digits of a line `"name"=hex:digits`, `@=hex(3):digits` or `hex:digits`.
fn list(line: &str) -> Option<(String, &str)> {
    let (name, value) = match line.strip_prefix('"') {
        Some(rest) => rest.rsplit_once("\"=")?,
        None => line.strip_prefix("@=").map_or(("", line), |value| ("@", value)),
    };
    let rest = value.strip_prefix("hex")?;
    let digits = match rest.strip_prefix('(') {
        Some(rest) => rest.split_once(')')?.1,
        None => rest,
    };
    Some((name.to_owned(), digits.strip_prefix(':')?))
}
