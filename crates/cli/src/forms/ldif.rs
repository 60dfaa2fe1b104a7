//! Values of LDIF files: `nTSecurityDescriptor:: AQAE...` and its folded lines (RFC 2849).

use super::{Values, base64};
use crate::problem::Problem;

/// The binary values and their attributes; `None` when there is none.
pub(crate) fn values(text: &str) -> Option<Result<Values, Problem>> {
    let lines = unfolded(text);
    let found: Vec<_> = lines.iter().filter_map(|line| value(line)).collect();
    let decode = |(name, digits): (&str, &str)| match base64::decode(digits) {
        Ok(bytes) => Ok((name.to_owned(), bytes)),
        Err(malformed) => Err(malformed.problem(digits)),
    };
    (!found.is_empty()).then(|| found.into_iter().map(decode).collect())
}

/// The lines, those that start with a blank joined with the one before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix(' '), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The attribute and the digits of a line `attribute:: digits`.
fn value(line: &str) -> Option<(&str, &str)> {
    let (name, digits) = line.split_once("::")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ';' | '.'));
    is_name.then(|| (name, digits.trim()))
}
