//! Texts and their exact bytes.

use aclavis::{DescriptorRef, Layout, Leniency, ParseOptions, PrintOptions, SecurityDescriptor, sddl_to_bytes};

use crate::rows::{Row, check, good, same};
use crate::{hex, unhex};

#[test]
fn every_text_has_its_bytes() {
    check("binary.jsonl", to_bytes);
}

fn to_bytes(row: &Row) -> Result<(), String> {
    let text = row.text("sddl");
    let options = ParseOptions::windows();
    same("bytes, straight", &&*hex(&good("text", sddl_to_bytes(text, &options))?), &row.text("hex"))?;
    let descriptor = good("text", SecurityDescriptor::parse(text, &options))?;
    same("bytes of the model", &&*hex(&good("bytes", descriptor.to_bytes())?), &row.text("hex"))
}

#[test]
fn every_binary_has_its_text() {
    check("binary.jsonl", to_text);
}

fn to_text(row: &Row) -> Result<(), String> {
    let bytes = unhex(row.text("hex"));
    let expected = row.get("canonical").unwrap_or(row.text("sddl"));
    let descriptor = good("bytes", SecurityDescriptor::from_bytes(&bytes))?;
    same("text", &&*good("printing", descriptor.to_sddl())?, &expected)?;
    let view = good("view", DescriptorRef::parse(&bytes))?;
    same("text, straight", &&*good("printing", view.to_sddl_with(&PrintOptions::new()))?, &expected)?;
    same("model", &descriptor, &good("text", SecurityDescriptor::parse(row.text("sddl"), &ParseOptions::windows()))?)?;
    same("untouched", &hex(&good("bytes", descriptor.to_bytes_with(Layout::AsRead))?), &row.text("hex").to_owned())
}

#[test]
fn every_guidless_object_ace_needs_its_leniency() {
    let options = ParseOptions::windows().deny(Leniency::GuidlessObjects);
    check("binary.jsonl", |row| {
        let code = sddl_to_bytes(row.text("sddl"), &options).err().map(|error| error.kind().code());
        same("code", &code, &row.get("leniency"))
    });
}
