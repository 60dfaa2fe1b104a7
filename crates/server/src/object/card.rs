//! Smart cards.

use aclavis::card::Atr;
use serde::{Deserialize, Serialize};

use super::{Id, SmartcardStatus};

/// A smart card. The members stand in the documented order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Smartcard {
    /// Its identifier, which is not the card id.
    pub uuid: Id,
    /// Its state.
    pub status: SmartcardStatus,
    /// 1 for a primary card; unknown ones are kept.
    pub flags: i64,
    /// The card that it belongs to.
    pub parent_smartcard_uuid: Id,
    /// The primary card.
    pub primary_smartcard_uuid: Id,
    /// The card that it stands in for.
    pub permanent_smartcard_uuid: Id,
    /// Whose it is.
    pub assigned_user_uuid: Id,
    /// The template that it was made after.
    pub profile_template_uuid: Id,
    /// The version of that template.
    pub profile_template_version: i64,
    /// What somebody has said about it.
    pub comment: String,
    /// The card id in braces, or empty.
    pub serial_number: String,
    /// What talks to it.
    pub middleware: String,
    /// Its answer to reset in hexadecimal digits, or empty.
    pub atr: String,
}

impl Smartcard {
    /// The flag of a primary card.
    pub const PRIMARY: i64 = 1;
    /// The middleware of every card that is bound.
    pub const MIDDLEWARE: &'static str = "MSBaseCSP";

    /// The serial number of a card with this card id.
    #[must_use]
    pub fn serial(card_id: Id) -> String {
        format!("{{{card_id}}}")
    }

    /// The card id, where the serial number is one.
    #[must_use]
    pub fn card_id(&self) -> Option<Id> {
        self.serial_number.strip_prefix('{')?.strip_suffix('}')?.parse().ok()
    }

    /// The answer to reset, where there is one.
    #[must_use]
    pub fn answer_to_reset(&self) -> Option<Atr> {
        Atr::from_hex(&self.atr).ok()
    }
}
