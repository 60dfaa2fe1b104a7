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

impl StoreError {
    /// There is no connection, or no transaction could be begun: whatever the reason is, nothing was done.
    pub(super) fn unavailable(error: &sqlx::Error) -> Self {
        Self::Unavailable(error.to_string())
    }

    /// What a database's code for an error means, where it means more than the words beside it: an SQLSTATE of PostgreSQL, which
    /// has five characters, or an extended result code of SQLite, which has four digits at the most.
    fn coded(code: &str, message: &str) -> Option<Self> {
        let unavailable = || Some(Self::Unavailable(message.to_owned()));
        match code.parse::<u32>() {
            // Its low byte is the primary code.
            Ok(number) if code.len() < 5 => match number & 0xFF {
                SQLITE_BUSY | SQLITE_LOCKED => Some(Self::Conflict),
                SQLITE_READONLY | SQLITE_IOERR | SQLITE_FULL | SQLITE_CANTOPEN => unavailable(),
                _ => None,
            },
            _ if matches!(code, SERIALIZATION_FAILURE | DEADLOCK_DETECTED) => Some(Self::Conflict),
            _ if code == READ_ONLY || UNAVAILABLE.iter().any(|class| code.starts_with(class)) => unavailable(),
            _ => None,
        }
    }
}

const SQLITE_BUSY: u32 = 5;
const SQLITE_LOCKED: u32 = 6;
const SQLITE_READONLY: u32 = 8;
const SQLITE_IOERR: u32 = 10;
const SQLITE_FULL: u32 = 13;
const SQLITE_CANTOPEN: u32 = 14;
const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK_DETECTED: &str = "40P01";
/// A server that has become a standby.
const READ_ONLY: &str = "25006";
/// Connections that break, resources that run out (a full disk), operators who intervene (a shutdown), errors of the system.
const UNAVAILABLE: &[&str] = &["08", "53", "57P", "58"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) if error.kind() == ErrorKind::UniqueViolation => Self::Duplicate,
            sqlx::Error::Database(error) => {
                let known = error.code().and_then(|code| Self::coded(&code, error.message()));
                known.unwrap_or_else(|| Self::Database(error.message().to_owned()))
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::unavailable(&error),
            error => Self::Database(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StoreError;

    #[test]
    fn codes_say_what_to_try_again_and_what_is_out_of_order() {
        for code in ["5", "6", "261", "262", "517", "773", "40001", "40P01"] {
            assert!(matches!(StoreError::coded(code, "words"), Some(StoreError::Conflict)), "{code}");
        }
        // A full disk, errors of input and output, a file that has gone; a server that stops, has no memory, or became a standby.
        for code in ["13", "10", "778", "8714", "14", "8", "1032", "08006", "53100", "53300", "57P01", "57P03", "58030", "25006"]
        {
            let meaning = StoreError::coded(code, "words");
            assert!(matches!(meaning, Some(StoreError::Unavailable(words)) if words == "words"), "{code}");
        }
        for code in ["1", "19", "1555", "23505", "42601", "57014", "XX000", ""] {
            assert!(StoreError::coded(code, "words").is_none(), "{code}");
        }
    }
}
