//! Users, as the directory table has them.

use aclavis::Sid;
use serde::{Deserialize, Serialize};

use super::Id;

/// A user: the identifier that requests name, and the SIDs that descriptors name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Principal {
    /// The directory's objectGUID.
    pub uuid: Id,
    /// The user's SID.
    pub sid: Sid,
    /// The name that claims have for the user, such as a UPN, or empty.
    #[serde(default)]
    pub name: String,
    /// SIDs of the user's groups.
    #[serde(default)]
    pub groups: Vec<Sid>,
    /// SHA-256 of the certificates with which the user may call, hexadecimal.
    #[serde(default)]
    pub certificates: Vec<String>,
    /// Whether the user may call at all.
    #[serde(default = "enabled")]
    pub enabled: bool,
}

const fn enabled() -> bool {
    true
}
