//! Profile templates.

use std::sync::LazyLock;

use aclavis::card::Prf;

use super::statement;
use crate::object::{PinSettings, ProfileTemplate, StoredDescriptor, UserPinOption};
use crate::store::{Row, StoreError, Value};

/// The columns, the key first.
const COLUMNS: &str = "uuid, name, description, is_smartcard, is_virtual_smartcard, version, security_descriptor, \
    security_descriptor_nuls, request_security_descriptor, auto_approve, admin_key_algorithm, diversify_admin_key, \
    user_pin_option, pin_length, pin_charset, pin_prf, pin_allow_weak, pin_digits, data_items, default_admin_key, master_version";

/// All of them.
pub(crate) static ALL: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {COLUMNS} FROM profile_templates ORDER BY name, uuid"));
/// The template with an identifier.
pub(crate) static BY_ID: LazyLock<String> = LazyLock::new(|| format!("SELECT {COLUMNS} FROM profile_templates WHERE uuid = $1"));
/// A new one.
pub(crate) static INSERT: LazyLock<String> = LazyLock::new(|| statement::insert("profile_templates", COLUMNS, 1));
/// A changed one.
pub(crate) static UPDATE: LazyLock<String> = LazyLock::new(|| statement::update("profile_templates", COLUMNS, "uuid = $1"));

/// The values of the columns.
pub(crate) fn values(template: &ProfileTemplate) -> Vec<Value> {
    vec![
        template.uuid.into(),
        template.name.as_str().into(),
        template.description.as_str().into(),
        template.is_smartcard.into(),
        template.is_virtual_smartcard.into(),
        template.version.into(),
        template.security_descriptor.text().into(),
        template.security_descriptor.nuls().into(),
        template.request_security_descriptor.as_str().into(),
        template.auto_approve.into(),
        template.admin_key_algorithm.name().into(),
        template.diversify_admin_key.into(),
        template.user_pin_option.number().into(),
        template.pin.length.into(),
        template.pin.charset.as_str().into(),
        template.pin.prf.map(Prf::name).unwrap_or_default().into(),
        template.pin.allow_weak.into(),
        template.pin.digits.into(),
        serde_json::to_string(&template.data_items).unwrap_or_default().into(),
        template.default_admin_key.clone().into(),
        template.master_version.into(),
    ]
}

/// The template in a row.
pub(crate) fn read(row: &Row) -> Result<ProfileTemplate, StoreError> {
    let foreign = |_| StoreError::Foreign("the name of an algorithm");
    let prf = row.text(15)?;
    Ok(ProfileTemplate {
        uuid: row.id(0)?,
        name: row.text(1)?,
        description: row.text(2)?,
        is_smartcard: row.flag(3)?,
        is_virtual_smartcard: row.flag(4)?,
        version: row.integer(5)?,
        security_descriptor: StoredDescriptor::stored(row.text(6)?, row.numbered(7, |nuls| u32::try_from(nuls).ok())?),
        request_security_descriptor: row.text(8)?,
        auto_approve: row.flag(9)?,
        admin_key_algorithm: row.text(10)?.parse().map_err(foreign)?,
        diversify_admin_key: row.flag(11)?,
        user_pin_option: row.numbered(12, UserPinOption::numbered)?,
        pin: PinSettings {
            length: row.integer(13)?,
            charset: row.text(14)?,
            prf: if prf.is_empty() { None } else { Some(prf.parse().map_err(foreign)?) },
            allow_weak: row.flag(16)?,
            digits: row.integer(17)?,
        },
        data_items: row.document(18)?,
        default_admin_key: row.bytes(19)?,
        master_version: row.integer(20)?,
    })
}
