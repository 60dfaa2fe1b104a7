//! Requests.

use std::sync::LazyLock;

use super::statement;
use crate::object::{Request, RequestFlags, RequestStatus, RequestType, StoredDescriptor};
use crate::store::{Row, StoreError, Value};

/// The columns, the key first and the status third.
const COLUMNS: &str = "uuid, request_type, status, flags, data_collection, data_collection_flags, originator_user_uuid, \
    target_user_uuid, submitted, completed, new_profile_uuid, old_profile_uuid, new_smartcard_uuid, old_smartcard_uuid, priority, \
    comment, profile_template_uuid, security_descriptor, security_descriptor_nuls, is_smartcard, is_enrollment_agent, \
    is_data_collection_complete";

/// Selects requests; a condition belongs behind it.
pub(crate) fn select(condition: &str) -> String {
    format!("SELECT {COLUMNS} FROM requests WHERE {condition}")
}

/// The request with an identifier.
pub(crate) static BY_ID: LazyLock<String> = LazyLock::new(|| select("uuid = $1"));
/// The requests that name a card, the latest first.
pub(crate) static BY_CARD: LazyLock<String> =
    LazyLock::new(|| select("new_smartcard_uuid = $1 OR old_smartcard_uuid = $1 ORDER BY submitted DESC, uuid DESC"));
/// A new one.
pub(crate) static INSERT: LazyLock<String> = LazyLock::new(|| statement::insert("requests", COLUMNS, 1));
/// A changed one, if its status is still the last value.
pub(crate) static UPDATE: LazyLock<String> =
    LazyLock::new(|| statement::update("requests", COLUMNS, "uuid = $1 AND status = $23"));

/// The values of the columns.
pub(crate) fn values(request: &Request) -> Vec<Value> {
    vec![
        request.uuid.into(),
        request.request_type.number().into(),
        request.status.number().into(),
        request.flags.0.into(),
        serde_json::to_string(&request.data_collection).unwrap_or_default().into(),
        request.data_collection_flags.into(),
        request.originator_user_uuid.into(),
        request.target_user_uuid.into(),
        request.submitted.into(),
        request.completed.into(),
        request.new_profile_uuid.into(),
        request.old_profile_uuid.into(),
        request.new_smartcard_uuid.into(),
        request.old_smartcard_uuid.into(),
        request.priority.into(),
        request.comment.as_str().into(),
        request.profile_template_uuid.into(),
        request.security_descriptor.text().into(),
        request.security_descriptor.nuls().into(),
        request.is_smartcard.into(),
        request.is_enrollment_agent.into(),
        request.is_data_collection_complete.into(),
    ]
}

/// The request in a row.
pub(crate) fn read(row: &Row) -> Result<Request, StoreError> {
    Ok(Request {
        uuid: row.id(0)?,
        request_type: row.numbered(1, RequestType::numbered)?,
        status: row.numbered(2, RequestStatus::numbered)?,
        flags: RequestFlags(row.integer(3)?),
        data_collection: row.document(4)?,
        data_collection_flags: row.integer(5)?,
        originator_user_uuid: row.id(6)?,
        target_user_uuid: row.id(7)?,
        submitted: row.ticks(8)?,
        completed: row.ticks(9)?,
        new_profile_uuid: row.id(10)?,
        old_profile_uuid: row.id(11)?,
        new_smartcard_uuid: row.id(12)?,
        old_smartcard_uuid: row.id(13)?,
        priority: row.integer(14)?,
        comment: row.text(15)?,
        profile_template_uuid: row.id(16)?,
        security_descriptor: StoredDescriptor::stored(row.text(17)?, row.numbered(18, |nuls| u32::try_from(nuls).ok())?),
        is_smartcard: row.flag(19)?,
        is_enrollment_agent: row.flag(20)?,
        is_data_collection_complete: row.flag(21)?,
    })
}
