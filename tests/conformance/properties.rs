//! Descriptors of real systems, checked for tokens of several kinds: what must hold for every check holds for these.

use aclavis::{
    AccessMask, AccessToken, AccessTokenBuilder, GenericMapping, IntegrityLevel, Privileges, SecurityDescriptor, Sid, oracle,
};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::report::Report;
use crate::rows::{Row, Vectors};

/// Self-relative descriptors from volumes and registry hives.
pub(crate) fn access(vectors: &Vectors) -> Report {
    let mut report = Report::default();
    let tokens = tokens();
    for (number, row) in vectors.rows("sddl/real-binary.jsonl.gz").iter().enumerate() {
        report.row(&format!("line {}", number + 1), true, check(row, &tokens));
    }
    report
}

fn check(row: &Row, tokens: &[AccessToken]) -> Result<(), String> {
    let bytes = BASE64_STANDARD.decode(row.text("b64")).map_err(|error| error.to_string())?;
    let descriptor = SecurityDescriptor::from_bytes(&bytes).map_err(|error| format!("{error:#}"))?;
    let desired = AccessMask::GENERIC_READ | AccessMask::WRITE_OWNER;
    tokens.iter().try_for_each(|token| {
        oracle::access(&descriptor, token, &GenericMapping::FILE, desired).map_err(|violation| violation.to_string())
    })
}

/// A user, an administrator, a restricted administrator, an AppContainer.
fn tokens() -> Vec<AccessToken> {
    let sid = |text: &str| text.parse::<Sid>().expect("a SID");
    let user = || AccessToken::builder(sid("S-1-5-21-1-2-3-1000")).groups(["WD", "AU", "BU", "IU"].map(sid));
    let tokens: [AccessTokenBuilder; 4] = [
        user(),
        user().group(sid("BA")).privileges(Privileges::all()).integrity(IntegrityLevel::HIGH),
        user().deny_only_group(sid("BA")).group(sid("SY")).restricted(sid("BU")).restricted(sid("WD")),
        user().package(sid("S-1-15-2-7")).capability(sid("S-1-15-3-1")).integrity(IntegrityLevel::LOW),
    ];
    tokens.into_iter().map(AccessTokenBuilder::build).collect()
}
