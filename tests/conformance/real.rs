//! Descriptors of real systems.

use aclavis::oracle::{binary_round_trip, expressible, text_parse, text_round_trip};
use aclavis::{DomainSids, Layout, ParseOptions, PrintOptions, SecurityDescriptor, sddl_to_bytes};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::report::{Exception, Report, same};
use crate::rows::{Row, Vectors, hex};

/// Self-relative descriptors from volumes and registry hives.
pub(crate) fn binary(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    for (number, row) in vectors.rows("sddl/real-binary.jsonl.gz").iter().enumerate() {
        report.row(&format!("line {}", number + 1), true, check(row));
    }
    report
}

fn check(row: &Row) -> Result<(), String> {
    let bytes = BASE64_STANDARD.decode(row.text("b64")).map_err(|error| error.to_string())?;
    let descriptor = SecurityDescriptor::from_bytes(&bytes).map_err(|error| format!("{error:#}"))?;
    let again = descriptor.to_bytes_with(Layout::AsRead).map_err(|error| error.to_string())?;
    same("untouched bytes", &hex(&again), &hex(&bytes))?;
    let text = descriptor.to_sddl().map_err(|error| error.to_string())?;
    let read: SecurityDescriptor = text.parse().map_err(|error| format!("{error:#}: {text}"))?;
    if read != expressible(&descriptor) {
        return Err(format!("the model read from the text says something else: {text}"));
    }
    binary_round_trip(&bytes).map_err(|violation| violation.to_string())?;
    same("text, printed again", &read.to_sddl().map_err(|error| error.to_string())?, &text)
}

/// Strings that are no descriptors, and why.
const NO_DESCRIPTORS: &[Exception] = &[
    Exception { id: "line 298", reason: "`%s` stands where a program puts a SID" },
    Exception { id: "line 374", reason: "backslashes of a documentation page's markup before `#`" },
    Exception { id: "line 375", reason: "backslashes of a documentation page's markup before `#`" },
    Exception { id: "line 376", reason: "a condition in an ordinary ACE, in a syntax that never shipped" },
    Exception { id: "line 377", reason: "a condition in an ordinary ACE, in a syntax that never shipped" },
    Exception { id: "line 378", reason: "a semicolon too many before the rights: `FA` stands where a GUID belongs" },
    Exception { id: "line 379", reason: "backslashes of a documentation page's markup before `_`" },
    Exception { id: "line 380", reason: "backslashes of a documentation page's markup before `_`" },
    Exception { id: "line 384", reason: "`SIDforUserGroupAccount` stands where a SID belongs" },
    Exception { id: "line 385", reason: "`$SIDofSecureUserGroup` stands where a SID belongs" },
    Exception { id: "line 386", reason: "`$SIDofSecureComputerGroup` stands where a SID belongs" },
    Exception { id: "line 450", reason: "`{token.User.Sid}` and `{condition_sddl}` are placeholders" },
    Exception { id: "line 455", reason: "`2FA_GROUP_1` stands where a SID belongs, and an XA has no condition" },
];

/// Texts found in public material.
pub(crate) fn text(vectors: &Vectors) -> Report {
    let mut report = Report::with_exceptions(NO_DESCRIPTORS);
    for (number, row) in vectors.rows("sddl/real-text.jsonl.gz").iter().enumerate() {
        let options = row.parse_options();
        let outcome = SecurityDescriptor::parse(row.text("sddl"), &options).map(drop);
        let outcome = outcome.map_err(|error| format!("{error:#}: {}", row.text("sddl")));
        let consistent = text_parse(row.text("sddl")).and_then(|()| text_round_trip(row.text("sddl")));
        report.row(&format!("line {}", number + 1), true, outcome);
        if let Err(violation) = consistent {
            report.row(&format!("line {}, consistency", number + 1), true, Err(violation.to_string()));
        }
    }
    report
}

/// Random valid texts: all parse, both ways to bytes agree, and the text stays what it means.
pub(crate) fn random(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    let options = ParseOptions::windows().with_domains(DomainSids::all("S-1-5-21-1111-2222-3333".parse().expect("a SID")));
    for (number, text) in vectors.text("bench/mix.txt.gz").lines().enumerate() {
        let outcome = sddl_to_bytes(text, &options).map_err(|error| format!("{error:#}: {text}"));
        let outcome = outcome.and_then(|bytes| {
            text_parse(text).and_then(|()| text_round_trip(text)).map_err(|violation| violation.to_string())?;
            binary_round_trip(&bytes).map_err(|violation| violation.to_string())
        });
        report.row(&format!("line {}", number + 1), true, outcome);
    }
    report
}

/// The documented request with its trailing NULs.
pub(crate) fn request(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    let request: serde_json::Value = serde_json::from_str(&vectors.text("rest/request-completed.json")).expect("JSON");
    let text = request["SecurityDescriptor"].as_str().expect("a descriptor");
    let outcome = SecurityDescriptor::parse_text(text, &ParseOptions::windows()).map_err(|error| error.to_string());
    let outcome = outcome.and_then(|parsed| {
        same("trailing NULs", &parsed.trailing_nuls, &9)?;
        let print = PrintOptions::new().with_trailing_nuls(parsed.trailing_nuls);
        same("text", &*parsed.descriptor.to_sddl_with(&print).map_err(|error| error.to_string())?, text)
    });
    report.row("request-completed.json", true, outcome);
    report
}
