//! Users, as the directory table has them.

use aclavis::Sid;
use serde::{Deserialize, Deserializer, Serialize};

use super::Id;
use crate::config::plain_sid;

/// A user: the identifier that requests name, and the SIDs that descriptors name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Principal {
    /// The directory's objectGUID.
    pub uuid: Id,
    /// The user's SID, in its canonical spelling.
    #[serde(deserialize_with = "plain")]
    pub sid: Sid,
    /// The name that claims have for the user, such as a UPN, or empty.
    #[serde(default)]
    pub name: String,
    /// SIDs of the user's groups.
    #[serde(default, deserialize_with = "all_plain")]
    pub groups: Vec<Sid>,
    /// SHA-256 of the certificates with which the user may call, hexadecimal.
    #[serde(default)]
    pub certificates: Vec<String>,
    /// Whether the user may call at all.
    #[serde(default = "enabled")]
    pub enabled: bool,
}

/// A SID as it is spelled by everybody: no alias, no number that would be cut.
fn plain<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sid, D::Error> {
    canonical(&String::deserialize(deserializer)?)
}

fn all_plain<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Sid>, D::Error> {
    Vec::<String>::deserialize(deserializer)?.iter().map(|text| canonical(text)).collect()
}

fn canonical<E: serde::de::Error>(text: &str) -> Result<Sid, E> {
    plain_sid(text).ok_or_else(|| E::custom(format_args!("`{}` is no SID such as `S-1-5-21-1-2-3-1000`", text.escape_debug())))
}

const fn enabled() -> bool {
    true
}
