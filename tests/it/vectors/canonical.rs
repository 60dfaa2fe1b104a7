//! Texts and their canonical form.

use aclavis::{DescriptorRef, SecurityDescriptor};

use crate::rows::{Row, check, good, same};

#[test]
fn every_text_has_its_canonical_form() {
    check("canonical.jsonl", text);
}

fn text(row: &Row) -> Result<(), String> {
    let expected = row.text("canonical");
    let descriptor = good("text", SecurityDescriptor::parse(row.text("sddl"), &row.windows()))?;
    let printed = good("printing", descriptor.to_sddl_with(&row.printing()))?;
    same("canonical text", &&*printed, &expected)?;
    let bytes = good("bytes", descriptor.to_bytes())?;
    let view = good("reading the bytes", DescriptorRef::parse(&bytes))?;
    same("text of the bytes", &good("printing the bytes", view.to_sddl_with(&row.printing()))?, &printed)?;
    let again = good("canonical text, read strictly", SecurityDescriptor::parse(expected, &row.strict()))?;
    same("canonical text, printed again", &good("printing again", again.to_sddl_with(&row.printing()))?, &printed)
}
