//! Texts that Windows accepts, and the strict spelling of the same descriptor.

use aclavis::{Leniency, SecurityDescriptor, sddl_to_bytes};

use crate::rows::{Row, check, good, same};

#[test]
fn every_spelling_is_accepted_and_means_the_same_as_the_strict_one() {
    check("accepted.jsonl", meaning);
}

fn meaning(row: &Row) -> Result<(), String> {
    let text = row.text("sddl");
    let descriptor = good("text", SecurityDescriptor::parse(text, &row.windows()))?;
    let strictly = good("strict spelling", SecurityDescriptor::parse(row.text("same"), &row.strict()))?;
    same("descriptor", &descriptor, &strictly)?;
    let bytes = good("bytes", sddl_to_bytes(text, &row.windows()))?;
    same("bytes", &bytes, &good("bytes of the strict spelling", strictly.to_bytes())?)
}

#[test]
fn every_deviation_is_refused_strictly_and_under_its_own_leniency() {
    check("accepted.jsonl", deviation);
}

fn deviation(row: &Row) -> Result<(), String> {
    let text = row.text("sddl");
    let strictly = SecurityDescriptor::parse(text, &row.strict());
    let Some(code) = row.get("leniency") else { return good("strictly", strictly).map(drop) };
    let leniency = Leniency::ALL.iter().find(|leniency| leniency.code() == code).ok_or("unknown leniency")?;
    match SecurityDescriptor::parse(text, &row.windows().deny(*leniency)) {
        Ok(_) => return Err(format!("accepted without the leniency {code}")),
        Err(error) => same("code", &error.kind().code(), &code)?,
    }
    same("accepted strictly", &strictly.is_ok(), &false)
}
