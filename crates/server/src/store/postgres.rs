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
        let options = options(url)?;
        let writer = pool(1).connect_with(options.clone()).await?;
        MIGRATIONS.run(&writer).await?;
        let readers = pool(readers.max(1)).connect_with(options).await?;
        Ok(Self { writer, readers })
    }

    /// Connects for reading only, if there are tables.
    ///
    /// # Errors
    ///
    /// The database cannot be reached.
    pub(crate) async fn look(url: &str) -> Result<Option<Self>, StoreError> {
        let options = options(url)?.options([("default_transaction_read_only", "on")]);
        let readers = pool(1).connect_with(options).await?;
        let store = Self { writer: readers.clone(), readers };
        let tables =
            store.read("SELECT tablename::text FROM pg_tables WHERE tablename = 'store_state'".into(), Vec::new()).await?;
        Ok((!tables.is_empty()).then_some(store))
    }
}

fn options(url: &str) -> Result<PgConnectOptions, StoreError> {
    let bad = |_| StoreError::Unavailable("its address is none such as `postgres://user@host/database`".to_owned());
    Ok(PgConnectOptions::from_str(url).map_err(bad)?.application_name("aclavis"))
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE)
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
