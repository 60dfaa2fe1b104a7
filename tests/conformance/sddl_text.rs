//! Rows of kind `sddl_text`: whether Windows accepts a text, and what it makes of it.

use aclavis::{SecurityDescriptor, sddl_to_bytes};

use crate::report::same;
use crate::rows::Row;

/// Accepted or refused; the canonical text, the Win32 error, the size and the first mask where the row has them.
pub(crate) fn check(row: &Row) -> Result<(), String> {
    let text = row.text("sddl");
    let parsed = SecurityDescriptor::parse(text, &row.parse_options());
    let bytes = sddl_to_bytes(text, &row.parse_options());
    match (row.text("windows_expect"), parsed, bytes) {
        ("ok", Ok(descriptor), Ok(bytes)) => accepted(row, &descriptor, &bytes),
        ("ok", Err(error), _) | ("ok", _, Err(error)) => Err(format!("refused: {error:#}: {text}")),
        (_, Err(error), Err(same)) if error == same => refused(row, error.kind().win32()),
        (_, Err(error), Err(other)) => Err(format!("two errors: {error:#}, {other:#}")),
        (..) => Err(format!("accepted: {text}")),
    }
}

fn accepted(row: &Row, descriptor: &SecurityDescriptor, bytes: &[u8]) -> Result<(), String> {
    if let Some(canonical) = row.get("canonical")
        && !rewritten(row)
    {
        let ours = descriptor.to_sddl_with(&row.print_options()).map_err(|error| error.to_string())?;
        same("canonical text", &*ours, canonical)?;
    }
    if let Some(mask) = row.0["first_ace_mask"].as_u64() {
        let first = descriptor.dacl().aces().first().and_then(|ace| ace.as_ref().mask());
        same("mask", &u64::from(first.ok_or("no ACE")?.bits()), &mask)?;
    }
    if let Some(revision) = row.0["acl_revision"].as_u64() {
        same("revision", &u64::from(descriptor.dacl().list().ok_or("no DACL")?.revision()), &revision)?;
    }
    if let Some(size) = row.0["binary_size"].as_u64() {
        same("size", &(bytes.len() as u64), &size)?;
    }
    Ok(())
}

/// .NET's own editing of a list, which says nothing of the text.
fn rewritten(row: &Row) -> bool {
    row.id().starts_with("nsd-") && !row.text("sddl").eq_ignore_ascii_case(row.text("canonical"))
}

fn refused(row: &Row, win32: u32) -> Result<(), String> {
    let Some(names) = row.0["win32_error"].as_array() else { return Ok(()) };
    let known = |name: &str| match name {
        "ERROR_INVALID_PARAMETER" => 87,
        "ERROR_UNKNOWN_REVISION" => 1305,
        "ERROR_INVALID_ACL" => 1336,
        "ERROR_INVALID_SID" => 1337,
        "ERROR_INVALID_SECURITY_DESCR" => 1338,
        "RPC_S_INVALID_STRING_UUID" => 1705,
        other => panic!("unknown error {other}"),
    };
    let names: Vec<&str> = names.iter().filter_map(|name| name.as_str()).collect();
    if names.iter().any(|name| known(name) == win32) { Ok(()) } else { Err(format!("Win32 error {win32}, not {names:?}")) }
}
