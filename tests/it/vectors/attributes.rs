//! Resource attributes: text, exact bytes, canonical text.

use aclavis::{Leniency, ParseOptions, ResourceAttribute, SecurityDescriptor};

use crate::rows::{Row, check, good, same};
use crate::{hex, unhex};

const FILE: &str = "attributes.jsonl";

/// The text of a descriptor with such an attribute.
fn sddl(attribute: &str) -> String {
    format!("S:(RA;;;;;WD;{attribute})")
}

#[test]
fn every_attribute_has_its_bytes_and_its_canonical_text() {
    check(FILE, |row| {
        let descriptor = good("text", SecurityDescriptor::parse(&sddl(row.text("attribute")), &ParseOptions::windows()))?;
        let ace = descriptor.sacl().aces().first().ok_or("no ACE")?;
        same("bytes", &&*hex(ace.as_ref().data()), &row.text("hex"))?;
        same("text", &good("printing", descriptor.to_sddl())?, &sddl(row.text("canonical")))?;
        let attribute = good("bytes", ResourceAttribute::from_bytes(&unhex(row.text("hex"))))?;
        same("bytes, written again", &&*hex(&good("writing", attribute.to_bytes())?), &row.text("hex"))
    });
}

#[test]
fn every_attribute_is_read_strictly_unless_it_deviates() {
    check(FILE, strictly);
}

fn strictly(row: &Row) -> Result<(), String> {
    let text = sddl(row.text("attribute"));
    let result = SecurityDescriptor::parse(&text, &ParseOptions::strict());
    let Some(code) = row.get("leniency") else { return good("strictly", result).map(drop) };
    same("code", &result.err().map(|error| error.kind().code()), &Some(code))?;
    let leniency = Leniency::ALL.iter().find(|leniency| leniency.code() == code).ok_or("unknown leniency")?;
    good("with its leniency", SecurityDescriptor::parse(&text, &ParseOptions::strict().allow(*leniency))).map(drop)
}
