//! The text rows of conditions.

use aclavis::Condition;

use crate::report::{Report, same};
use crate::rows::{Row, Vectors, hex, unhex};
use crate::sd_bytes;

/// Every row.
pub(crate) fn run(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/samba_cond_text.jsonl") {
        let outcome = match row.kind() {
            "cond_text" => text(&row),
            "cond_bytes" => bytes(&row),
            "sd_bytes" => sd_bytes::check(&row),
            // What a caller of Samba's own function may leave unread; our reader takes whole texts.
            "cond_text_prefix" => continue,
            other => Err(format!("unknown kind {other}")),
        };
        report.row(row.id(), row.counts(), outcome);
    }
    report
}

fn text(row: &Row) -> Result<(), String> {
    match (row.text("expect"), Condition::parse(row.text("cond"), &row.parse_options())) {
        ("ok", Err(error)) => Err(format!("refused: {error:#}: {}", row.text("cond"))),
        ("fail", Ok(condition)) => Err(format!("accepted as {condition}: {}", row.text("cond"))),
        _ => Ok(()),
    }
}

/// Text to bytes, bytes to the canonical text where the row has it.
pub(crate) fn bytes(row: &Row) -> Result<(), String> {
    let condition = Condition::parse(row.text("cond"), &row.parse_options()).map_err(|error| format!("{error:#}"))?;
    let expected = row.get("binary_padded").unwrap_or(row.text("binary"));
    let mut padded = unhex(expected);
    padded.resize(padded.len().next_multiple_of(4), 0);
    same("bytes", &hex(condition.as_bytes()), &hex(&padded))?;
    let read = Condition::from_bytes(&row.bytes("binary")).map_err(|error| format!("{error:#}"))?;
    let text = read.to_sddl_with(&row.print_options()).map_err(|error| error.to_string())?;
    match row.get("canonical") {
        Some(canonical) => same("canonical text", &*text, canonical),
        None => Ok(()),
    }
}
