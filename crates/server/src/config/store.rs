//! Where objects are kept.

use std::num::NonZeroU8;
use std::path::PathBuf;

use serde::Deserialize;

/// The store: `[store]`. One of `sqlite`, `postgres` and `postgres_file`; without any of them, SQLite in the file `aclavis.db`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreConfig {
    /// The file of SQLite.
    pub sqlite: Option<PathBuf>,
    /// The address of PostgreSQL, such as `postgres://aclavis@db.example/aclavis`. With a password it belongs in a file.
    pub postgres: Option<String>,
    /// A file with the address, which only its owner can read.
    pub postgres_file: Option<PathBuf>,
    /// Connections that read at the same time, 255 at the most.
    pub readers: NonZeroU8,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { sqlite: None, postgres: None, postgres_file: None, readers: const { NonZeroU8::new(4).unwrap() } }
    }
}
