//! The directory.

use crate::object::Principal;
use crate::store::{Row, StoreError, Value};

/// The user with an identifier.
pub(crate) const BY_ID: &str = "SELECT uuid, sid, name, groups_, enabled FROM principals WHERE uuid = $1";
/// The user with a SID.
pub(crate) const BY_SID: &str = "SELECT uuid, sid, name, groups_, enabled FROM principals WHERE sid = $1";
/// The user with a name, which is kept in lower case.
pub(crate) const BY_NAME: &str = "SELECT uuid, sid, name, groups_, enabled FROM principals WHERE name = $1";
/// The user of a certificate.
pub(crate) const BY_CERTIFICATE: &str = "SELECT p.uuid, p.sid, p.name, p.groups_, p.enabled FROM principals p \
    JOIN certificates c ON c.principal = p.uuid WHERE c.fingerprint = $1";
/// The certificates of a user.
pub(crate) const CERTIFICATES: &str = "SELECT fingerprint FROM certificates WHERE principal = $1 ORDER BY fingerprint";
/// A new or changed user.
pub(crate) const PUT: &str = "INSERT INTO principals (uuid, sid, name, groups_, enabled) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (uuid) DO UPDATE SET sid = excluded.sid, name = excluded.name, groups_ = excluded.groups_, enabled = excluded.enabled";
/// Forgets the certificates of a user.
pub(crate) const FORGET_CERTIFICATES: &str = "DELETE FROM certificates WHERE principal = $1";
/// A certificate of a user.
pub(crate) const PUT_CERTIFICATE: &str = "INSERT INTO certificates (fingerprint, principal) VALUES ($1, $2)";

/// The values of the columns.
pub(crate) fn values(principal: &Principal) -> Vec<Value> {
    let groups: Vec<String> = principal.groups.iter().map(ToString::to_string).collect();
    vec![
        principal.uuid.into(),
        principal.sid.to_string().into(),
        principal.name.to_lowercase().into(),
        groups.join(" ").into(),
        principal.enabled.into(),
    ]
}

/// The user in a row, without certificates.
pub(crate) fn read(row: &Row) -> Result<Principal, StoreError> {
    let foreign = |_| StoreError::Foreign("a SID");
    Ok(Principal {
        uuid: row.id(0)?,
        sid: row.text(1)?.parse().map_err(foreign)?,
        name: row.text(2)?,
        groups: row.text(3)?.split_whitespace().map(str::parse).collect::<Result<_, _>>().map_err(foreign)?,
        certificates: Vec::new(),
        enabled: row.flag(4)?,
    })
}
