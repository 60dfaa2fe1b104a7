//! Bare servers: what axum alone, and with one statement of sqlx, costs on the same data, without authentication, access check and records.

use std::path::Path;

use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::routing::{get, put};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tokio::net::TcpListener;

use crate::Outcome;

/// The statement with which the service reads a request.
const SELECT: &str = "SELECT uuid, request_type, status, flags, data_collection, data_collection_flags, originator_user_uuid, \
    target_user_uuid, submitted, completed, new_profile_uuid, old_profile_uuid, new_smartcard_uuid, old_smartcard_uuid, priority, \
    comment, profile_template_uuid, security_descriptor, security_descriptor_nuls, is_smartcard, is_enrollment_agent, \
    is_data_collection_complete FROM requests WHERE uuid = $1";
/// The place of the descriptor in it.
const DESCRIPTOR: usize = 17;

#[derive(Clone)]
struct Pools {
    reading: SqlitePool,
    /// One connection: several would only wait for each other.
    writing: SqlitePool,
}

/// Serves a copy of the service's store until the process is killed. The first line of its output is the address.
pub(crate) fn serve(file: &Path) -> Outcome {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(file))
}

async fn run(file: &Path) -> Outcome {
    let options =
        SqliteConnectOptions::new().filename(file).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let pool = |connections| SqlitePoolOptions::new().max_connections(connections).connect_with(options.clone());
    let pools = Pools { writing: pool(1).await?, reading: pool(4).await? };
    let router = Router::new().route("/bare/{id}", get(nothing)).route("/requests/{id}", get(read));
    let router = router.route("/smartcards/{id}", put(update)).with_state(pools);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

/// What HTTP alone costs.
async fn nothing(Segment(id): Segment<String>) -> String {
    id
}

async fn read(State(pools): State<Pools>, Segment(id): Segment<String>) -> Result<String, StatusCode> {
    let row = sqlx::query(SELECT).bind(id).fetch_one(&pools.reading).await;
    row.and_then(|row| row.try_get(DESCRIPTOR)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn update(State(pools): State<Pools>, Segment(id): Segment<String>, body: String) -> Result<String, StatusCode> {
    let status = if body.contains("Active") { 2_i64 } else { 3 };
    let update = sqlx::query("UPDATE smartcards SET status = $1 WHERE uuid = $2").bind(status).bind(id);
    let done = update.execute(&pools.writing).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if done.rows_affected() == 1 { Ok(body) } else { Err(StatusCode::NOT_FOUND) }
}
