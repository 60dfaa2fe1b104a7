//! Texts that are refused, and the error.

use aclavis::{ParseOptions, SecurityDescriptor, sddl_to_bytes};

use crate::rows::{Row, check, same};

#[test]
fn every_text_is_refused_with_its_error_at_its_place() {
    check("rejected.jsonl", refusal);
}

fn refusal(row: &Row) -> Result<(), String> {
    let text = row.text("sddl");
    let error = match SecurityDescriptor::parse(text, &ParseOptions::windows()) {
        Ok(descriptor) => return Err(format!("accepted: {descriptor:?}")),
        Err(error) => error,
    };
    same("code", &error.kind().code(), &row.text("code"))?;
    let span = error.span();
    same("place", &(span.start as u64, span.end as u64), &(row.number("start"), row.number("end")))?;
    same("Win32 code", &u64::from(error.kind().win32()), &row.number("win32"))?;
    same("error without a model", &sddl_to_bytes(text, &ParseOptions::windows()), &Err(error))?;
    let strictly = SecurityDescriptor::parse(text, &ParseOptions::strict());
    same("accepted strictly", &strictly.is_ok(), &false)
}
