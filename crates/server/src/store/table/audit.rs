//! Audit records, and the head of their chain.

use std::sync::LazyLock;

use super::statement;
use crate::audit::{Chained, Record};
use crate::store::{Row, StoreError, Value};

/// Takes the head: no other transaction passes until this one has ended.
pub(crate) const TAKE_HEAD: &str =
    "UPDATE store_state SET sequence = sequence WHERE id = 1 RETURNING sequence, mac, master_version";
/// Looks at the head.
pub(crate) const HEAD: &str = "SELECT sequence, mac, master_version FROM store_state WHERE id = 1";
/// Moves the head.
pub(crate) const MOVE_HEAD: &str = "UPDATE store_state SET sequence = $1, mac = $2 WHERE id = 1";

const COLUMNS: &str = "sequence, recorded, master_version, actor, action, outcome, request_uuid, smartcard_uuid, correlation_uuid, \
    detail, mac";

/// Records from a number on, in their order, so many at the most.
pub(crate) static FROM: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {COLUMNS} FROM audit_records WHERE sequence >= $1 ORDER BY sequence LIMIT $2"));

/// A record that is numbered before the first one, or not at all, as SQLite would take it.
pub(crate) const BEFORE: &str = "SELECT actor FROM audit_records WHERE sequence < 1 OR sequence IS NULL LIMIT 1";

/// So many new records.
pub(crate) fn insert(rows: usize) -> String {
    statement::insert("audit_records", COLUMNS, rows)
}

/// The values of the columns.
pub(crate) fn values(chained: Chained) -> Vec<Value> {
    let Chained { sequence, master, record, mac } = chained;
    vec![
        sequence.into(),
        record.time.into(),
        master.into(),
        record.actor.into(),
        record.action.into(),
        record.outcome.into(),
        record.request.into(),
        record.card.into(),
        record.correlation.into(),
        record.detail.into(),
        mac.to_vec().into(),
    ]
}

/// The record in a row.
pub(crate) fn read(row: &Row) -> Result<Chained, StoreError> {
    Ok(Chained {
        sequence: row.integer(0)?,
        master: row.numbered(2, |number| u32::try_from(number).ok())?,
        record: Record {
            time: row.ticks(1)?,
            actor: row.text(3)?,
            action: row.text(4)?,
            outcome: row.text(5)?,
            request: row.id(6)?,
            card: row.id(7)?,
            correlation: row.id(8)?,
            detail: row.text(9)?,
        },
        mac: mac(row, 10)?,
    })
}

/// The authentication code in a column; of the head before the first record it is empty.
pub(crate) fn mac(row: &Row, at: usize) -> Result<[u8; 32], StoreError> {
    let bytes = row.bytes(at)?;
    if bytes.is_empty() { Ok([0; 32]) } else { bytes.try_into().map_err(|_| StoreError::Foreign("an authentication code")) }
}
