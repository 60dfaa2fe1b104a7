//! What is counted of each descriptor, of small values and of card crypto, and the bars that hold whatever was committed.

use std::path::{Path, PathBuf};

use crate::command::{Outcome, root};
use crate::valgrind::Probe;

/// Calls of the shorter run of a probe. What a call costs does not depend on it: only the first of them differs.
const CALLS: u64 = 200;
/// The same where a call is long.
const FEW_CALLS: u64 = 20;

/// Operations on a descriptor.
pub(crate) const OF_DESCRIPTORS: &[&str] = &[
    "text->model",
    "text->binary",
    "text->tree",
    "binary->model",
    "binary->text",
    "model->text",
    "model->binary",
    "model->JSON",
    "JSON->model",
    "validate",
    "access",
    "access-50-groups",
    "access-1000-groups",
    "access-objects",
    "access-condition",
    "explain",
    "explain->text",
    "explain->JSON",
    "inherit",
    "reinherit",
];

/// Operations on small values; the subject of their figures.
pub(crate) const VALUES: &str = "values";
pub(crate) const OF_VALUES: &[&str] = &[
    "SID text->value",
    "SID alias->value",
    "SID value->text",
    "SID binary->value",
    "GUID text->value",
    "GUID value->text",
    "condition text->binary",
    "condition binary->value",
    "condition value->text",
    "condition evaluate",
    "attribute binary->value",
    "attribute value->binary",
    "token build, 5 groups",
    "token build, 50 groups",
    "token build, 1000 groups",
    "token JSON->token",
    "permission",
];

/// Operations of card crypto, by the arguments of `card_times`; the subject of their figures.
pub(crate) const CARDS: &str = "card crypto";
pub(crate) const OF_CARDS: &[&str] = &[
    "respond tdes3",
    "respond aes128",
    "respond aes192",
    "respond aes256",
    "respond-scheduled tdes3",
    "respond-scheduled aes128",
    "respond-scheduled aes192",
    "respond-scheduled aes256",
    "verify tdes3",
    "verify aes128",
    "verify aes192",
    "verify aes256",
    "gids-seal tdes3",
    "gids-open tdes3",
    "piv-witness tdes3",
    "piv-witness aes128",
    "piv-witness aes192",
    "piv-witness aes256",
    "generate tdes3",
    "generate aes256",
    "service-key",
    "admin-key tdes3",
    "admin-key aes128",
    "admin-key aes192",
    "admin-key aes256",
    "an10922 aes128",
    "an10922 tdes3",
    "check-value tdes3",
    "check-value aes256",
    "key-file tdes3",
    "key-file aes256",
    "master-file",
    "challenge base64",
    "challenge hexadecimal",
    "atr",
    "roll-over tdes3",
    "roll-over aes256",
    "pin hmac-sha256",
    "pin cmac-tdes3",
    "pin cmac-aes128",
    "pin cmac-aes192",
    "pin cmac-aes256",
    "pin-ready hmac-sha256",
    "pin-ready cmac-tdes3",
    "pin-ready cmac-aes128",
    "pin-ready cmac-aes192",
    "pin-ready cmac-aes256",
];

/// What a call may cost at the most: subject, operation, instructions. Valgrind's processor has instructions for AES, but none for
/// SHA-256.
pub(crate) const BARS: &[(&str, &str, u64)] = &[
    ("request.sddl", "text->binary", 4_600),
    ("request.sddl", "text->model", 7_500),
    ("request.sddl", "binary->model", 4_500),
    ("request.sddl", "binary->text", 9_000),
    ("request.sddl", "validate", 700),
    ("request.sddl", "access", 700),
    ("request.sddl", "access-50-groups", 700),
    ("request.sddl", "access-1000-groups", 700),
    ("directory-user.sddl", "text->binary", 16_000),
    ("conditional.sddl", "text->binary", 7_000),
    ("file.sddl", "text->binary", 2_700),
    (CARDS, "respond tdes3", 13_000),
    (CARDS, "respond aes128", 1_600),
    (CARDS, "respond aes192", 1_700),
    (CARDS, "respond aes256", 1_800),
    (CARDS, "respond-scheduled tdes3", 9_000),
    (CARDS, "pin hmac-sha256", 30_000),
    (CARDS, "pin cmac-aes256", 16_500),
];

/// An operation whose instructions are counted.
pub(crate) struct Counted {
    pub(crate) subject: String,
    pub(crate) operation: &'static str,
    pub(crate) probe: Probe,
}

/// The operations on these descriptors, or on the usual ones, on values and of card crypto when none is named.
pub(crate) fn counted(files: &[PathBuf], [measure, card_times]: &[PathBuf; 2]) -> Outcome<Vec<Counted>> {
    let of = |subject: &str, operation, arguments: &[&std::ffi::OsStr], program: &Path, calls| Counted {
        subject: subject.to_owned(),
        operation,
        probe: Probe { program: program.to_owned(), arguments: arguments.iter().map(Into::into).collect(), calls },
    };
    let usual = if files.is_empty() { usual_files()? } else { Vec::new() };
    let mut all = Vec::new();
    for file in files.iter().chain(&usual) {
        let subject = file.file_name().unwrap_or_default().to_string_lossy();
        for operation in OF_DESCRIPTORS {
            all.push(of(&subject, operation, &["descriptor".as_ref(), operation.as_ref(), file.as_ref()], measure, CALLS));
        }
    }
    if files.is_empty() {
        for operation in OF_VALUES {
            let calls = if operation.contains("1000") { FEW_CALLS } else { CALLS };
            all.push(of(VALUES, operation, &["value".as_ref(), operation.as_ref(), "-".as_ref()], measure, calls));
        }
        for operation in OF_CARDS {
            let calls = if operation.contains("cmac-tdes3") { FEW_CALLS } else { CALLS };
            all.push(of(CARDS, operation, &[operation.as_ref()], card_times, calls));
        }
    }
    Ok(all)
}

/// The benchmark texts, where they are there, and the project's own that are not among them.
pub(crate) fn usual_files() -> Outcome<Vec<PathBuf>> {
    let shared = std::env::var_os("ACLAVIS_VECTORS").map_or_else(|| root().join("../shared/vectors"), PathBuf::from);
    let mut files = texts(&shared.join("bench"));
    let own = texts(&root().join("tests/vectors/bench"));
    files.extend(own.into_iter().filter(|own| !files.iter().any(|file| file.file_name() == own.file_name())).collect::<Vec<_>>());
    if files.is_empty() { Err("there is no text to measure".to_owned()) } else { Ok(files) }
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "sddl")).collect();
    files.sort();
    files
}
