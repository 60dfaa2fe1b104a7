//! Master secrets.

use std::path::PathBuf;

use serde::Deserialize;

/// The secrets: `[secrets]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// The name of the system, which enters every key. It must never change.
    pub system: String,
    /// The master secrets: `[[secrets.master]]`.
    pub master: Vec<Master>,
}

/// A master secret: `[[secrets.master]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Master {
    /// Its version, from 1.
    pub version: u32,
    /// Its file: 32 bytes, or their hexadecimal digits or base64. Only its owner can read it.
    pub file: PathBuf,
}
