//! Which master secrets the store was used with.

/// All of them.
pub(crate) const ALL: &str = "SELECT version, check_value FROM masters ORDER BY version";
/// One more.
pub(crate) const INSERT: &str = "INSERT INTO masters (version, check_value) VALUES ($1, $2)";
/// The one that new keys come from.
pub(crate) const USE: &str = "UPDATE store_state SET master_version = $1 WHERE id = 1";
