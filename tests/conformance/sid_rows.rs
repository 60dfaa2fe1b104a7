//! Rows about SIDs, and the rows of Wine.

use aclavis::{AccessMask, Ace, AceBody, AceFlags, AceType, Control, SecurityDescriptor, Sid};
use serde_json::Value;

use crate::report::{Exception, Report, same};
use crate::rows::{Row, Vectors, hex};
use crate::sddl_text;

/// Rows that we answer in another way.
const EXCEPTIONS: &[Exception] = &[Exception {
    id: "win-00030",
    reason: "Windows XP prints a NULL DACL as `D:`, which grants nobody anything; its successors print NO_ACCESS_CONTROL",
}];

/// The rows of Samba about SIDs.
pub(crate) fn samba(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for row in vectors.rows("sddl/samba_sid_text.jsonl") {
        report.row(row.id(), row.counts(), sid_text(&row));
    }
    report
}

/// All rows of Wine.
pub(crate) fn wine(vectors: &Vectors) -> Report {
    let rows = vectors.rows("sddl/wine_sddl_sid.jsonl");
    let mut report = Report::with_exceptions(EXCEPTIONS);
    for row in rows {
        let outcome = match row.kind() {
            "sddl_text" => sddl_text::check(&row),
            "sid_text" => sid_text(&row),
            "sid_bytes" | "well_known_sid" => sid_bytes(&row),
            "sd_to_sddl" => printed(&row),
            // The revision is an argument of a Windows call, not a part of the text.
            "sddl_revision" => continue,
            other => Err(format!("unknown kind {other}")),
        };
        report.row(row.id(), row.counts(), outcome);
    }
    report
}

/// A SID's text, compared by value.
fn sid_text(row: &Row) -> Result<(), String> {
    let parsed = Sid::parse(row.text("input"), &row.parse_options());
    match (row.text("expect"), parsed) {
        ("ok", Ok(sid)) => match row.get("sid") {
            None => Ok(()),
            Some(pattern) if pattern.contains('*') => {
                let (before, after) = pattern.split_once("*-*-*").ok_or("another pattern")?;
                let text = sid.to_string();
                if text.starts_with(before) && text.ends_with(after) { Ok(()) } else { Err(text) }
            }
            Some(text) => {
                let domain = row.domains().domain.ok_or("no domain")?.to_string();
                let expected: Sid = text.replace("{domain_sid}", &domain).parse().map_err(|error| format!("{error}"))?;
                same("SID", &sid, &expected)
            }
        },
        ("ok", Err(error)) => Err(format!("refused: {error:#}")),
        (_, Ok(sid)) => Err(format!("accepted as {sid}")),
        (_, Err(error)) => match row.0["win32_error"].as_array() {
            Some(_) if error.kind().win32() != 1337 => Err(format!("Win32 error {}", error.kind().win32())),
            _ => Ok(()),
        },
    }
}

/// A SID's parts, its text and its bytes. `S-1-5` has no sub-authorities: there is a SID, but no text that is read.
fn sid_bytes(row: &Row) -> Result<(), String> {
    let numbers = row.text("sid").split('-').skip(2).map(str::parse::<u64>).collect::<Result<Vec<_>, _>>();
    let numbers = numbers.map_err(|error| error.to_string())?;
    let (authority, rest) = numbers.split_first().ok_or("no authority")?;
    let rest: Vec<u32> = rest.iter().map(|number| *number as u32).collect();
    let sid = Sid::new(*authority, &rest).ok_or("no SID")?;
    same("text", &*sid.to_string(), row.text("sid"))?;
    if !rest.is_empty() {
        same("SID", &row.text("sid").parse::<Sid>().map_err(|error| error.to_string())?, &sid)?;
    }
    if let Some(bytes) = row.get("binary") {
        same("bytes", &*hex(sid.as_bytes()), bytes)?;
    }
    let again = Sid::from_bytes(sid.as_bytes()).ok_or("its bytes are refused")?;
    same("SID from bytes", &again, &sid)
}

/// A descriptor made of a row's parts, printed.
fn printed(row: &Row) -> Result<(), String> {
    let parts = &row.0["sd"];
    let sid = |field: &str| parts[field].as_str().map(|sid| sid.parse::<Sid>().expect("a SID"));
    let only_group = parts["security_information"] == "GROUP";
    let mut builder = SecurityDescriptor::builder();
    if let Some(owner) = sid("owner").filter(|_| !only_group) {
        builder = builder.owner(owner);
    }
    if let Some(group) = sid("group") {
        builder = builder.group(group);
    }
    if parts["owner_defaulted"] == true {
        builder = builder.control(Control::OWNER_DEFAULTED);
    }
    if let Some(aces) = parts["dacl"].as_array() {
        builder = builder.dacl(aces.iter().map(ace).collect::<Vec<_>>());
    } else if parts["dacl_present"] == true {
        builder = builder.null_dacl();
    }
    if let Some(aces) = parts["sacl"].as_array() {
        builder = builder.sacl(aces.iter().map(ace).collect::<Vec<_>>());
    }
    let text = builder.build().to_sddl_with(&row.print_options()).map_err(|error| error.to_string())?;
    same("text", &*text, row.text("sddl"))
}

fn ace(ace: &Value) -> Ace {
    let number = |field: &str| ace[field].as_u64().expect("a number");
    let body = AceBody::Standard {
        mask: AccessMask::from_bits_retain(number("mask") as u32),
        trustee: ace["sid"].as_str().expect("a SID").parse().expect("a SID"),
        object: None,
        data: Vec::new(),
    };
    Ace::new(AceType(number("type") as u8), AceFlags::from_bits_retain(number("flags") as u8), body).expect("an ACE")
}
