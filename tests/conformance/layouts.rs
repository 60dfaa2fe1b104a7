//! Binary forms in other layouts, and the official examples.

use aclavis::{DescriptorRef, Layout, SecurityDescriptor, sddl_to_bytes};

use crate::report::{Report, same};
use crate::rows::{Row, Vectors, hex};
use crate::{condition_rows, sd_bytes, sddl_text};

/// The rows of Mono about .NET's layout, owner first.
pub(crate) fn mono(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/mono_raw_sd.jsonl") {
        let outcome = match row.kind() {
            "sddl_to_binary_dotnet_layout" => owner_first(&row),
            "binary_to_sddl" => binary_to_text(&row),
            "sddl_text" => sddl_text::check(&row),
            other => Err(format!("unknown kind {other}")),
        };
        report.row(row.id(), row.counts(), outcome);
    }
    report
}

fn owner_first(row: &Row) -> Result<(), String> {
    let descriptor = SecurityDescriptor::parse(row.text("sddl"), &row.parse_options()).map_err(|error| error.to_string())?;
    let bytes = descriptor.to_bytes_with(Layout::OwnerFirst).map_err(|error| error.to_string())?;
    same("binary", &*hex(&bytes), row.text("binary"))
}

fn binary_to_text(row: &Row) -> Result<(), String> {
    let descriptor = SecurityDescriptor::from_bytes(&row.bytes("binary")).map_err(|error| format!("{error:#}"))?;
    let text = descriptor.to_sddl_with(&row.print_options()).map_err(|error| error.to_string())?;
    same("text", &*text, row.text("sddl"))?;
    let again = descriptor.to_bytes_with(Layout::AsRead).map_err(|error| error.to_string())?;
    same("untouched bytes", &*hex(&again), row.text("binary"))
}

/// The official examples, and what mORMot2 has collected.
pub(crate) fn misc(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/msdtyp_mormot_misc.jsonl") {
        let outcome = match row.kind() {
            "sd_bytes" => sd_bytes::check(&row),
            "cond_bytes" => condition_rows::bytes(&row),
            "sddl_text" => sddl_text::check(&row),
            "sddl_text_domain_alias" => canonical(&row).map(drop),
            "sddl_text_rewrite" => rewrite(&row),
            other => Err(format!("unknown kind {other}")),
        };
        report.row(row.id(), row.counts(), outcome);
    }
    report
}

fn canonical(row: &Row) -> Result<SecurityDescriptor, String> {
    let descriptor = SecurityDescriptor::parse(row.text("sddl"), &row.parse_options()).map_err(|error| format!("{error:#}"))?;
    let text = descriptor.to_sddl_with(&row.print_options()).map_err(|error| error.to_string())?;
    same("canonical text", &*text, row.text("canonical"))?;
    Ok(descriptor)
}

fn rewrite(row: &Row) -> Result<(), String> {
    let descriptor = canonical(row)?;
    let list = descriptor.dacl().list().ok_or("no DACL")?;
    same("revision", &u64::from(list.revision()), &row.0["expect_acl_revision"].as_u64().ok_or("no revision")?)?;
    same("slack", &(list.slack().len() as u64), &row.0["expect_acl_slack"].as_u64().ok_or("no slack")?)?;
    let bytes = sddl_to_bytes(row.text("sddl"), &row.parse_options()).map_err(|error| error.to_string())?;
    same("binary", &hex(&descriptor.to_bytes().map_err(|error| error.to_string())?), &hex(&bytes))
}

/// Binaries of several producers. Some of the rows are dumps of another structure: they are opinions and must be refused.
pub(crate) fn binaries(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/misc_sd_binaries.jsonl") {
        let bytes = row.bytes("binary");
        let outcome = match DescriptorRef::parse(&bytes) {
            Err(_) if !row.counts() => Ok(()),
            Err(error) => Err(format!("{error:#}")),
            Ok(_) if row.get("sddl").is_none() => round_trip(&bytes),
            Ok(_) => binary_to_text(&row).and_then(|()| round_trip(&bytes)),
        };
        report.row(row.id(), row.counts(), outcome);
    }
    report
}

fn round_trip(bytes: &[u8]) -> Result<(), String> {
    let descriptor = SecurityDescriptor::from_bytes(bytes).map_err(|error| format!("{error:#}"))?;
    let again = descriptor.to_bytes_with(Layout::AsRead).map_err(|error| error.to_string())?;
    same("untouched bytes", &hex(&again), &hex(bytes))
}
