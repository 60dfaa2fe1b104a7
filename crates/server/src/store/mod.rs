//! Where objects are kept: SQLite in one file, or any engine that speaks PostgreSQL's protocol.

mod engine;
mod error;
mod measure;
mod migration;
mod postgres;
mod session;
mod sqlite;
pub(crate) mod table;
mod value;
mod writer;

use async_trait::async_trait;

pub(crate) use error::StoreError;
pub(crate) use measure::register;
pub(crate) use postgres::PostgresStore;
pub(crate) use session::Session;
pub(crate) use sqlite::SqliteStore;
pub(crate) use value::{Row, Sql, Value};
pub(crate) use writer::{Command, Writer};

/// A database. All SQL is of the common subset of the engines, with the placeholders `$1`, `$2`, ...
#[async_trait]
pub(crate) trait Store: Send + Sync {
    /// The rows that a statement reads, outside of any transaction.
    async fn read(&self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, StoreError>;

    /// A transaction that may write. Transactions that write follow one another: each [takes the head](Session) first.
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError>;

    /// Writes a consistent copy of the database into a new file.
    async fn backup(&self, to: &std::path::Path) -> Result<(), StoreError>;
}

/// A transaction. Dropping it undoes what it did.
#[async_trait]
pub(crate) trait Transaction: Send {
    /// The rows that a statement gives.
    async fn read(&mut self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, StoreError>;

    /// Executes a statement and says how many rows it changed.
    async fn write(&mut self, sql: Sql, values: Vec<Value>) -> Result<u64, StoreError>;

    /// Makes everything durable.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
