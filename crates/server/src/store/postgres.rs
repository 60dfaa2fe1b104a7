//! PostgreSQL, and whatever speaks its protocol.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::Postgres;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use super::engine::{query, transaction};
use super::migration::MIGRATIONS;
use super::{Row, Sql, Store, StoreError, Transaction, Value};

/// How long a connection is waited for.
const ACQUIRE: Duration = Duration::from_secs(5);

/// A database of PostgreSQL. Several servers may use it: each of their transactions takes the head of the audit chain first.
pub(crate) struct PostgresStore {
    writer: PgPool,
    readers: PgPool,
}

impl PostgresStore {
    /// Connects and brings the tables up to date.
    ///
    /// # Errors
    ///
    /// The database cannot be reached, or its tables are none of ours.
    pub(crate) async fn connect(url: &str, readers: u32) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| StoreError::Unavailable("its address is none such as `postgres://user@host/database`".to_owned()))?
            .application_name("aclavis");
        let pool = |connections| PgPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE);
        let writer = pool(1).connect_with(options.clone()).await?;
        MIGRATIONS.run(&writer).await?;
        let readers = pool(readers.max(1)).connect_with(options).await?;
        Ok(Self { writer, readers })
    }
}

transaction!(PostgresTransaction, Postgres, Postgres);

#[async_trait]
impl Store for PostgresStore {
    async fn read(&self, sql: Sql, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let mut connection = self.readers.acquire().await.map_err(|error| StoreError::unavailable(&error))?;
        let rows = query!(sql, values).fetch_all(&mut *connection).await?;
        Ok(rows.into_iter().map(Row::Postgres).collect())
    }

    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError> {
        Ok(Box::new(PostgresTransaction(self.writer.begin().await.map_err(|error| StoreError::unavailable(&error))?)))
    }

    async fn backup(&self, _: &Path) -> Result<(), StoreError> {
        Err(StoreError::Unavailable("PostgreSQL is backed up with its own tools, such as `pg_dump`".to_owned()))
    }
}
