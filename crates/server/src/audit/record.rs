//! Records.

use serde::Serialize;

use crate::object::{Id, Ticks};

/// What somebody did, or was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// When.
    pub(crate) time: Ticks,
    /// Who: a SID, or where there is none a name.
    pub(crate) actor: String,
    /// What, such as `request.complete`.
    pub(crate) action: String,
    /// How it ended: `done`, or the code of the refusal.
    pub(crate) outcome: String,
    /// The request, or the empty identifier.
    pub(crate) request: Id,
    /// The smart card, or the empty identifier.
    pub(crate) card: Id,
    /// The correlation identifier of the call, or the empty identifier.
    pub(crate) correlation: Id,
    /// A JSON document: what changed, and the whole trace of the access check. No secret is ever in it.
    pub(crate) detail: String,
}

/// A record in its place of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chained {
    /// Its number, from 1.
    pub(crate) sequence: i64,
    /// The version of the master secret from which the chain's key comes.
    pub(crate) master: u32,
    /// The record.
    pub(crate) record: Record,
    /// HMAC-SHA-256 over the record, its place and the previous one.
    pub(crate) mac: [u8; 32],
}

impl Chained {
    /// The bytes that are authenticated: a heading, number, time, version of the master secret, the previous authentication code,
    /// then every part behind its length. Numbers are big-endian; identifiers are 16 bytes in the order of their text.
    pub(super) fn canonical(&self, previous: &[u8; 32]) -> Vec<u8> {
        let Record { time, actor, action, outcome, request, card, correlation, detail } = &self.record;
        let mut bytes = Vec::with_capacity(detail.len().saturating_add(256));
        bytes.extend_from_slice(b"aclavis audit record 1\0");
        bytes.extend_from_slice(&self.sequence.to_be_bytes());
        bytes.extend_from_slice(&time.number().to_be_bytes());
        bytes.extend_from_slice(&self.master.to_be_bytes());
        bytes.extend_from_slice(previous);
        for id in [request, card, correlation] {
            bytes.extend_from_slice(&id.uuid().to_bytes());
        }
        for text in [actor, action, outcome, detail] {
            bytes.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    }
}

/// As a line of an export.
impl Serialize for Chained {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Line<'r> {
            sequence: i64,
            time: Ticks,
            actor: &'r str,
            action: &'r str,
            outcome: &'r str,
            request_uuid: Id,
            smartcard_uuid: Id,
            correlation_id: Id,
            detail: serde_json::Value,
            master_version: u32,
            mac: String,
        }

        let Self { sequence, master, record, mac } = self;
        let line = Line {
            sequence: *sequence,
            time: record.time,
            actor: &record.actor,
            action: &record.action,
            outcome: &record.outcome,
            request_uuid: record.request,
            smartcard_uuid: record.card,
            correlation_id: record.correlation,
            // A record that somebody has edited may hold no document; it is shown all the same.
            detail: serde_json::from_str(&record.detail).unwrap_or_else(|_| record.detail.as_str().into()),
            master_version: *master,
            mac: crate::hex::encode(mac),
        };
        line.serialize(serializer)
    }
}
