//! The database itself, past the service.

use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};

use super::{Engine, postgres};

/// The database of a site.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// An address.
    Postgres(String),
}

impl Database {
    /// A new one.
    pub(crate) async fn new(engine: Engine, folder: &std::path::Path) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(folder.join("store.db")),
            Engine::Postgres => Self::Postgres(postgres::database().await),
        }
    }

    /// Executes a statement and says how many rows it changed.
    pub(crate) async fn execute(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(path) => sqlite(path).await.execute(sql).await.unwrap().rows_affected(),
            Self::Postgres(url) => PgConnection::connect(url).await.unwrap().execute(sql).await.unwrap().rows_affected(),
        }
    }

    /// The first column of the rows, which are texts.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(path) => {
                let rows = sqlite(path).await.fetch_all(sql).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
            Self::Postgres(url) => {
                let rows = PgConnection::connect(url).await.unwrap().fetch_all(sql).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// A number.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let texts = self.texts(&format!("SELECT CAST(({sql}) AS TEXT)")).await;
        texts[0].parse().unwrap()
    }

    /// Nobody can write until the outage is ended: the file is locked, or the database takes no connections.
    pub(crate) async fn outage(&self) -> Outage {
        match self {
            Self::Sqlite(path) => {
                let mut connection = sqlite(path).await;
                connection.execute("BEGIN IMMEDIATE").await.unwrap();
                Outage::Sqlite(connection)
            }
            Self::Postgres(url) => {
                let (server, name) = postgres::server_and_name(url);
                let mut connection = PgConnection::connect(&server).await.unwrap();
                let refuse = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false");
                connection.execute(AssertSqlSafe(refuse)).await.unwrap();
                let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
                connection.execute(AssertSqlSafe(end)).await.unwrap();
                Outage::Postgres(connection, name)
            }
        }
    }

    /// Everything that is stored, as far as it can be looked at: the bytes of the files, or all rows as text.
    pub(crate) async fn everything(&self) -> Vec<u8> {
        match self {
            Self::Sqlite(path) => {
                let mut bytes = std::fs::read(path).unwrap();
                bytes.extend(std::fs::read(path.with_extension("db-wal")).unwrap_or_default());
                bytes
            }
            Self::Postgres(_) => {
                let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
                let mut bytes = Vec::new();
                for table in self.texts(tables).await {
                    bytes.extend(self.texts(&format!("SELECT t::text FROM {table} t")).await.concat().into_bytes());
                }
                bytes
            }
        }
    }
}

/// A database that cannot be written.
pub(crate) enum Outage {
    /// Whose connection has the lock.
    Sqlite(SqliteConnection),
    /// A connection to another database of the server, and the name of the database.
    Postgres(PgConnection, String),
}

impl Outage {
    /// Ends it.
    pub(crate) async fn end(self) {
        match self {
            Self::Sqlite(connection) => connection.close().await.unwrap(),
            Self::Postgres(mut connection, name) => {
                let allow = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true");
                connection.execute(AssertSqlSafe(allow)).await.unwrap();
            }
        }
    }
}

async fn sqlite(path: &std::path::Path) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).busy_timeout(std::time::Duration::from_secs(10));
    SqliteConnection::connect_with(&options).await.unwrap()
}
