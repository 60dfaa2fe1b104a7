//! Which master secrets the store was used with, and under which name of the system.

/// All of them.
pub(crate) const ALL: &str = "SELECT version, check_value, system FROM masters ORDER BY version";
/// One more.
pub(crate) const INSERT: &str = "INSERT INTO masters (version, check_value, system) VALUES ($1, $2, $3)";
/// The one that new keys come from.
pub(crate) const USE: &str = "UPDATE store_state SET master_version = $1 WHERE id = 1";
/// How many cards that are not retired have keys, confirmed or pending, of each version.
pub(crate) const OF_CARDS: &str = "SELECT version, COUNT(*) FROM (\
    SELECT confirmed_master AS version FROM smartcards WHERE status <> 6 AND confirmed_version > 0 UNION ALL \
    SELECT pending_master AS version FROM smartcards WHERE status <> 6 AND pending_version > 0) AS keys GROUP BY version ORDER BY version";
