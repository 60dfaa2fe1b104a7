//! Who may do what.

use std::collections::BTreeMap;
use std::time::Duration;

use aclavis::{AccessMask, Permission, PermissionTable, Sid};
use serde::{Deserialize, Deserializer, de::Error as _};

use super::duration;
use crate::authority::Sensitive;

/// The permissions of requests: `[permissions]`, a name with its rights. What is not there keeps its default.
#[derive(Clone, Debug, Default)]
pub struct Permissions(pub PermissionTable);

impl<'de> Deserialize<'de> for Permissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut table = PermissionTable::default();
        for (name, rights) in BTreeMap::<String, String>::deserialize(deserializer)? {
            let unknown = || D::Error::custom(format_args!("`{}` is no permission of requests", name.escape_debug()));
            let permission = Permission::named(&name).ok_or_else(unknown)?;
            let none =
                || D::Error::custom(format_args!("`{}` are no rights such as `LC`, `LCRC` or `0x4`", rights.escape_debug()));
            table = table.with(permission, mask(&rights).ok_or_else(none)?);
        }
        Ok(Self(table))
    }
}

/// Rights in pairs of letters, or a number in hexadecimal digits. None at all would be a permission that nobody ever has.
fn mask(text: &str) -> Option<AccessMask> {
    let mask = if let Some(digits) = text.strip_prefix("0x") {
        AccessMask::from_bits_retain(u32::from_str_radix(digits, 16).ok()?)
    } else {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let rights: Option<AccessMask> = pairs.iter().map(|pair| AccessMask::from_letters(*pair)).collect();
        rights.filter(|_| rest.is_empty())?
    };
    (!mask.is_empty()).then_some(mask)
}

/// Who may be given keys and responses: `[sensitive]`. There is no default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SensitiveConfig {
    /// The SID of a group, or `anyone-with-execute`.
    #[serde(deserialize_with = "sensitive")]
    pub group: Option<Sensitive>,
}

fn sensitive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Sensitive>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text == "anyone-with-execute" {
        return Ok(Some(Sensitive::AnyoneWithExecute));
    }
    let no_sid = |_| D::Error::custom(format_args!("`{}` is neither a SID nor `anyone-with-execute`", text.escape_debug()));
    text.parse::<Sid>().map(|sid| Some(Sensitive::Group(sid))).map_err(no_sid)
}

/// Abandoning: `[abandon]`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Abandon {
    /// Whether the originator may abandon a request that the access check refuses.
    pub originator: bool,
}

/// When somebody gets no more secrets of a card: `[lock]`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lock {
    /// So many answers to one principal about one card,
    pub answers: usize,
    /// in this time,
    #[serde(deserialize_with = "duration::positive")]
    pub window: Duration,
    /// and then none for so long, unless an administrator unlocks the card.
    #[serde(deserialize_with = "duration::positive")]
    pub lasts: Duration,
}

impl Default for Lock {
    fn default() -> Self {
        Self { answers: 10, window: Duration::from_mins(15), lasts: Duration::from_hours(1) }
    }
}

/// The directory table: `[directory]`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Directory {
    /// How long a row is remembered: so late a change of it counts.
    #[serde(deserialize_with = "duration::deserialize")]
    pub cache: Duration,
}

impl Default for Directory {
    fn default() -> Self {
        Self { cache: Duration::from_secs(5) }
    }
}
