//! Profile templates in a file for import.

use aclavis::card::{AdminKey, Algorithm, Prf};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::object::{Id, PinSettings, ProfileTemplate, StoredDescriptor, UserPinOption};
use crate::service::{DEFAULT_PATTERN, check_pattern};

/// A profile template, and the admin key that its cards come with.
pub(crate) struct TemplateDocument {
    /// The template, without its key.
    pub(crate) template: ProfileTemplate,
    /// The key.
    pub(crate) key: AdminKey,
}

/// Its members: those that the API shows, and our own.
#[expect(clippy::struct_excessive_bools, reason = "the shape of the document")]
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Members<'a> {
    name: String,
    #[serde(default)]
    description: String,
    uuid: Id,
    is_smartcard_profile_template: bool,
    #[serde(default)]
    is_virtual_smartcard_profile_template: bool,
    #[serde(default = "first")]
    version: i64,
    security_descriptor: StoredDescriptor,
    request_security_descriptor: Option<String>,
    #[serde(default)]
    auto_approve: bool,
    #[serde(borrow)]
    default_admin_key_hex: Option<&'a str>,
    #[serde(default = "tdes3")]
    admin_key_algorithm: String,
    #[serde(default = "yes")]
    diversify_admin_key: bool,
    #[serde(default = "none")]
    user_pin_option: String,
    #[serde(default = "six")]
    pin_length: i64,
    #[serde(default = "digits")]
    pin_charset: String,
    pin_prf: Option<String>,
    #[serde(default)]
    pin_allow_weak: bool,
    #[serde(default)]
    pin_digits: i64,
    #[serde(default)]
    data_items: Vec<String>,
}

const fn first() -> i64 {
    1
}
const fn six() -> i64 {
    6
}
const fn yes() -> bool {
    true
}
fn tdes3() -> String {
    Algorithm::Tdes3.name().to_owned()
}
fn none() -> String {
    UserPinOption::None.name().to_owned()
}
fn digits() -> String {
    "digits".to_owned()
}

impl TemplateDocument {
    /// Reads one. Everything that it says is tried, so that nothing is found wrong when it is used.
    pub(super) fn parse(object: &RawValue) -> Result<Self, String> {
        let members: Members<'_> = serde_json::from_str(object.get()).map_err(|error| error.to_string())?;
        let said = |member: &str, error: aclavis::Error| format!("`{member}`: {error:#}");
        let algorithm: Algorithm = members.admin_key_algorithm.parse().map_err(|error| said("AdminKeyAlgorithm", error))?;
        let option = UserPinOption::named(&members.user_pin_option).ok_or_else(|| {
            let known: Vec<_> = UserPinOption::ALL.iter().map(|option| option.name()).collect();
            format!("`UserPinOption` must be one of `{}`", known.join("`, `"))
        })?;
        let prf: Option<Prf> = members.pin_prf.as_deref().map(str::parse).transpose().map_err(|error| said("PinPrf", error))?;
        let pin = PinSettings {
            length: members.pin_length,
            charset: members.pin_charset,
            prf,
            allow_weak: members.pin_allow_weak,
            digits: members.pin_digits,
        };
        pin.policy().map_err(|error| said("PinLength, PinCharset, PinDigits", error))?;
        let pattern = members.request_security_descriptor.unwrap_or_else(|| DEFAULT_PATTERN.to_owned());
        check_pattern(&pattern).map_err(|error| format!("`RequestSecurityDescriptor`: {error}"))?;
        if members.security_descriptor.model().is_ok_and(|model| model.owner().is_none()) {
            return Err("`SecurityDescriptor`: the descriptor has no owner, and decides nothing".to_owned());
        }
        let key = key(members.default_admin_key_hex, algorithm)?;
        let template = ProfileTemplate {
            uuid: members.uuid,
            name: members.name,
            description: members.description,
            is_smartcard: members.is_smartcard_profile_template,
            is_virtual_smartcard: members.is_virtual_smartcard_profile_template,
            version: members.version,
            security_descriptor: members.security_descriptor,
            request_security_descriptor: pattern,
            auto_approve: members.auto_approve,
            admin_key_algorithm: algorithm,
            diversify_admin_key: members.diversify_admin_key,
            user_pin_option: option,
            pin,
            data_items: members.data_items,
            default_admin_key: Vec::new(),
            master_version: 0,
        };
        Ok(Self { template, key })
    }
}

/// The key in hexadecimal digits; without any it is all zeros, as cards mostly come.
fn key(digits: Option<&str>, algorithm: Algorithm) -> Result<AdminKey, String> {
    let made = match digits {
        None => AdminKey::from_bytes(algorithm, [0; 32].get(..algorithm.key_len()).unwrap_or_default()),
        Some(digits) if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
            AdminKey::from_encoded(algorithm, digits.as_bytes())
        }
        Some(_) => return Err("`DefaultAdminKeyHex` must be hexadecimal digits".to_owned()),
    };
    made.map_err(|error| format!("`DefaultAdminKeyHex`: {error:#}"))
}
