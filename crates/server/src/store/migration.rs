//! The tables, and how they come to be.

use sqlx::migrate::{MigrateError, Migrator};

use super::StoreError;

/// All migrations, in their order, for every engine.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Database(format!("its tables cannot be brought up to date: {error}"))
    }
}
