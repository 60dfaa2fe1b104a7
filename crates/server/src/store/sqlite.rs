//! SQLite: one file, or several when it is in use. One connection writes, others read.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::Sqlite;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use super::engine::{query, transaction};
use super::migration::MIGRATIONS;
use super::{Row, Sql, Store, StoreError, Transaction, Value};

/// How long one process waits for another that writes.
const BUSY: Duration = Duration::from_secs(10);

/// A file of SQLite. What is committed is on the disk: write-ahead log, synchronous FULL.
pub(crate) struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, makes it where it is not there, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or is none of ours.
    pub(crate) async fn open(path: &Path, readers: u32) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY)
            .foreign_keys(true);
        private(path)?;
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        MIGRATIONS.run(&writer).await?;
        let reading = options.pragma("query_only", "on");
        let readers = SqlitePoolOptions::new().max_connections(readers.max(1)).connect_with(reading).await?;
        Ok(Self { writer, readers })
    }

    /// Opens the file for reading only, if it is there.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or is none of ours.
    pub(crate) async fn look(path: &Path) -> Result<Option<Self>, StoreError> {
        if !path.try_exists().map_err(|error| StoreError::Unavailable(format!("`{}`: {error}", path.display())))? {
            return Ok(None);
        }
        let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY).pragma("query_only", "on");
        let readers = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        Ok(Some(Self { writer: readers.clone(), readers }))
    }
}

/// Makes an empty file that only its owner can read, where there is none.
#[cfg(unix)]
fn private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;

    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Unavailable(format!("`{}` cannot be made: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

transaction!(SqliteTransaction, Sqlite, Sqlite);

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let mut connection = self.readers.acquire().await.map_err(|error| StoreError::unavailable(&error))?;
        let rows = query!(sql, values).fetch_all(&mut *connection).await?;
        Ok(rows.into_iter().map(Row::Sqlite).collect())
    }

    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        let transaction = self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(|error| StoreError::unavailable(&error))?;
        Ok(Box::new(SqliteTransaction(transaction)))
    }

    async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        private(to)?;
        let path = to.to_str().ok_or_else(|| StoreError::Unavailable("the path is no text".to_owned()))?;
        query!(Sql::Borrowed("VACUUM INTO $1"), [Value::from(path)]).execute(&self.writer).await?;
        Ok(())
    }
}
