//! Smart cards, with what the API does not show of them.

use std::sync::LazyLock;

use aclavis::card::Algorithm;

use super::statement;
use crate::object::{Id, Smartcard, SmartcardStatus};
use crate::store::{Row, StoreError, Value};

/// A smart card with its key versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CardRecord {
    /// What the API shows.
    pub(crate) card: Smartcard,
    /// The algorithm of its admin key, from its template when it was bound; without one, whatever its template says.
    pub(crate) algorithm: Option<Algorithm>,
    /// The key that it has for sure.
    pub(crate) confirmed: KeyVersion,
    /// The key that it has been given, and perhaps has.
    pub(crate) pending: KeyVersion,
    /// The request under which the pending key was handed out last, or the empty identifier.
    pub(crate) pending_request: Id,
}

/// A version of a card's admin key, and the version of the master secret that it comes from. Zero is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct KeyVersion {
    /// The version, which enters the key.
    pub(crate) version: u32,
    /// The version of the master secret, which chooses it.
    pub(crate) master: u32,
}

impl KeyVersion {
    /// None.
    pub(crate) const NONE: Self = Self { version: 0, master: 0 };

    /// Whether there is one.
    pub(crate) const fn is_some(self) -> bool {
        self.version != 0
    }
}

impl CardRecord {
    /// A card of which only the object is known.
    pub(crate) const fn new(card: Smartcard) -> Self {
        Self { card, algorithm: None, confirmed: KeyVersion::NONE, pending: KeyVersion::NONE, pending_request: Id::EMPTY }
    }
}

/// The columns, the key first and the status second.
const COLUMNS: &str = "uuid, status, flags, parent_smartcard_uuid, primary_smartcard_uuid, permanent_smartcard_uuid, \
    assigned_user_uuid, profile_template_uuid, profile_template_version, comment, serial_number, middleware, atr, card_id, \
    admin_key_algorithm, confirmed_version, confirmed_master, pending_version, pending_master, pending_request";

/// Selects cards; a condition belongs behind it.
pub(crate) fn select(condition: &str) -> String {
    format!("SELECT {COLUMNS} FROM smartcards WHERE {condition}")
}

/// The card with an identifier.
pub(crate) static BY_ID: LazyLock<String> = LazyLock::new(|| select("uuid = $1"));
/// The cards that were ever claimed to have a card id, those that are not retired first.
pub(crate) static BY_CARD_ID: LazyLock<String> =
    LazyLock::new(|| select("card_id = $1 ORDER BY CASE WHEN status = 6 THEN 1 ELSE 0 END, uuid"));
/// A new one.
pub(crate) static INSERT: LazyLock<String> = LazyLock::new(|| statement::insert("smartcards", COLUMNS, 1));
/// A changed one, if its status and its keys are still the last values.
pub(crate) static UPDATE: LazyLock<String> = LazyLock::new(|| {
    statement::update("smartcards", COLUMNS, "uuid = $1 AND status = $21 AND confirmed_version = $22 AND pending_version = $23")
});

/// The values of the columns.
pub(crate) fn values(record: &CardRecord) -> Vec<Value> {
    let card = &record.card;
    vec![
        card.uuid.into(),
        card.status.number().into(),
        card.flags.into(),
        card.parent_smartcard_uuid.into(),
        card.primary_smartcard_uuid.into(),
        card.permanent_smartcard_uuid.into(),
        card.assigned_user_uuid.into(),
        card.profile_template_uuid.into(),
        card.profile_template_version.into(),
        card.comment.as_str().into(),
        card.serial_number.as_str().into(),
        card.middleware.as_str().into(),
        card.atr.as_str().into(),
        card.card_id().map(|id| id.to_string()).unwrap_or_default().into(),
        record.algorithm.map(Algorithm::name).unwrap_or_default().into(),
        record.confirmed.version.into(),
        record.confirmed.master.into(),
        record.pending.version.into(),
        record.pending.master.into(),
        record.pending_request.into(),
    ]
}

/// The card in a row.
pub(crate) fn read(row: &Row) -> Result<CardRecord, StoreError> {
    let number = |at| row.numbered(at, |number| u32::try_from(number).ok());
    let algorithm = match row.text(14)?.as_str() {
        "" => None,
        name => Some(name.parse().map_err(|_| StoreError::Foreign("the name of an algorithm"))?),
    };
    Ok(CardRecord {
        card: Smartcard {
            uuid: row.id(0)?,
            status: row.numbered(1, SmartcardStatus::numbered)?,
            flags: row.integer(2)?,
            parent_smartcard_uuid: row.id(3)?,
            primary_smartcard_uuid: row.id(4)?,
            permanent_smartcard_uuid: row.id(5)?,
            assigned_user_uuid: row.id(6)?,
            profile_template_uuid: row.id(7)?,
            profile_template_version: row.integer(8)?,
            comment: row.text(9)?,
            serial_number: row.text(10)?,
            middleware: row.text(11)?,
            atr: row.text(12)?,
        },
        algorithm,
        confirmed: KeyVersion { version: number(15)?, master: number(16)? },
        pending: KeyVersion { version: number(17)?, master: number(18)? },
        pending_request: row.id(19)?,
    })
}
