//! Conditional expressions: text, exact bytes, canonical text.

use aclavis::{Condition, Leniency, ParseOptions, PrintOptions};

use crate::rows::{Row, check, good, same};
use crate::{hex, unhex};

const FILE: &str = "conditions.jsonl";

#[test]
fn every_condition_has_its_bytes() {
    check(FILE, |row| {
        let condition = good("text", Condition::parse(row.text("condition"), &ParseOptions::windows()))?;
        same("bytes", &&*hex(condition.as_bytes()), &row.text("hex"))
    });
}

#[test]
fn every_condition_has_its_canonical_text() {
    check(FILE, |row| {
        let condition = good("bytes", Condition::from_bytes(&unhex(row.text("hex"))))?;
        let printed = good("printing", condition.to_sddl_with(&PrintOptions::new()))?;
        same("text", &&*printed, &row.text("canonical"))?;
        let again = good("canonical text", Condition::parse(&printed, &ParseOptions::strict()))?;
        same("bytes of the canonical text", &again, &condition)
    });
}

#[test]
fn every_condition_is_read_strictly_unless_it_deviates() {
    check(FILE, strictly);
}

fn strictly(row: &Row) -> Result<(), String> {
    let text = row.text("condition");
    let result = Condition::parse(text, &ParseOptions::strict());
    let Some(code) = row.get("leniency") else { return good("strictly", result).map(drop) };
    same("code", &result.err().map(|error| error.kind().code()), &Some(code))?;
    let leniency = Leniency::ALL.iter().find(|leniency| leniency.code() == code).ok_or("unknown leniency")?;
    good("with its leniency", Condition::parse(text, &ParseOptions::strict().allow(*leniency))).map(drop)
}
