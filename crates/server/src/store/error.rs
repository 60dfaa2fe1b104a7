//! Why a store does not do what it should.

use sqlx::error::ErrorKind;
use thiserror::Error;

/// Why a store does not do what it should. Its text says nothing of values.
#[derive(Clone, Debug, Error)]
pub(crate) enum StoreError {
    /// Somebody else's transaction was in the way: trying again is right.
    #[error("another transaction was in the way")]
    Conflict,
    /// Two rows would have the same key.
    #[error("a key is there already")]
    Duplicate,
    /// The database cannot be reached or written just now.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Somebody else has written to the store what is not of its form.
    #[error("the store holds something else where {0} belongs")]
    Foreign(&'static str),
    /// The database's own words about anything else.
    #[error("the database says: {0}")]
    Database(String),
    /// A command was refused after it had begun.
    #[error("the transaction is undone")]
    Undone,
    /// The operating system has no random numbers.
    #[error("the operating system has no random numbers")]
    Random,
}

impl From<getrandom::Error> for StoreError {
    fn from(_: getrandom::Error) -> Self {
        Self::Random
    }
}

/// Codes that say that a transaction should be tried again: serialisation failure and deadlock of PostgreSQL, busy and locked of
/// SQLite with their extended codes.
const CONFLICTS: &[&str] = &["40001", "40P01", "5", "6", "261", "262", "517", "773"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                if error.kind() == ErrorKind::UniqueViolation {
                    Self::Duplicate
                } else if error.code().is_some_and(|code| CONFLICTS.contains(&&*code)) {
                    Self::Conflict
                } else {
                    Self::Database(error.message().to_owned())
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error.to_string()),
            error => Self::Database(error.to_string()),
        }
    }
}
