//! Stored PINs, sealed.

use crate::object::Id;
use crate::store::{Row, StoreError, Value};

/// The PIN of a request and its card.
pub(crate) const OF_REQUEST: &str =
    "SELECT request_uuid, smartcard_uuid, key_version, master_version, nonce, sealed FROM stored_pins WHERE request_uuid = $1";
/// All of them.
pub(crate) const ALL: &str = "SELECT request_uuid, smartcard_uuid, key_version, master_version, nonce, sealed FROM stored_pins";
/// A new PIN, or another.
pub(crate) const PUT: &str = "INSERT INTO stored_pins (request_uuid, smartcard_uuid, key_version, master_version, nonce, sealed) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (request_uuid, smartcard_uuid) DO UPDATE SET \
    key_version = excluded.key_version, master_version = excluded.master_version, nonce = excluded.nonce, sealed = excluded.sealed";
/// Forgets the PINs of a request that has ended.
pub(crate) const FORGET: &str = "DELETE FROM stored_pins WHERE request_uuid = $1";
/// Forgets the PINs of a card that is used no longer.
pub(crate) const FORGET_CARD: &str = "DELETE FROM stored_pins WHERE smartcard_uuid = $1";

/// A PIN as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredPin {
    /// The request.
    pub(crate) request: Id,
    /// Its card.
    pub(crate) card: Id,
    /// The version of the card's key.
    pub(crate) key_version: u32,
    /// The version of the master secret under which it is sealed.
    pub(crate) master: u32,
    /// The nonce of AES-256-GCM-SIV.
    pub(crate) nonce: Vec<u8>,
    /// What is sealed.
    pub(crate) sealed: Vec<u8>,
}

impl StoredPin {
    /// The values of the columns.
    pub(crate) fn values(self) -> Vec<Value> {
        vec![
            self.request.into(),
            self.card.into(),
            self.key_version.into(),
            self.master.into(),
            self.nonce.into(),
            self.sealed.into(),
        ]
    }

    /// The PIN in a row.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        let number = |at| row.numbered(at, |number| u32::try_from(number).ok());
        Ok(Self {
            request: row.id(0)?,
            card: row.id(1)?,
            key_version: number(2)?,
            master: number(3)?,
            nonce: row.bytes(4)?,
            sealed: row.bytes(5)?,
        })
    }
}
