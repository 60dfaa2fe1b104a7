//! Bare servers: what axum and one statement of sqlx cost, without authentication, access check and records.

use std::path::Path;

use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::routing::get;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tokio::net::TcpListener;

use crate::Outcome;
use crate::site::{REQUESTS, request_id, request_json};

#[derive(Clone)]
struct Pools {
    reading: SqlitePool,
    /// One connection: several would only wait for each other.
    writing: SqlitePool,
}

/// Serves until the process is killed. The first line of its output is the address.
pub(crate) fn serve(file: &Path) -> Outcome {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(file))
}

async fn run(file: &Path) -> Outcome {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = |connections| SqlitePoolOptions::new().max_connections(connections).connect_with(options.clone());
    let pools = Pools { writing: pool(1).await?, reading: pool(4).await? };
    sqlx::query("CREATE TABLE requests (uuid TEXT PRIMARY KEY, status BIGINT NOT NULL, document TEXT NOT NULL)")
        .execute(&pools.writing)
        .await?;
    let mut filling = pools.writing.begin().await?;
    for number in 0..REQUESTS {
        sqlx::query("INSERT INTO requests (uuid, status, document) VALUES ($1, 18, $2)")
            .bind(request_id(number))
            .bind(request_json(number).to_string())
            .execute(&mut *filling)
            .await?;
    }
    filling.commit().await?;
    let router = Router::new().route("/requests/{id}", get(read).put(update)).with_state(pools);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn read(State(pools): State<Pools>, Segment(id): Segment<String>) -> Result<String, StatusCode> {
    let row = sqlx::query("SELECT document FROM requests WHERE uuid = $1").bind(id).fetch_one(&pools.reading).await;
    row.and_then(|row| row.try_get(0)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn update(State(pools): State<Pools>, Segment(id): Segment<String>, body: String) -> Result<String, StatusCode> {
    let status = if body.contains("Active") { 2_i64 } else { 3 };
    let update = sqlx::query("UPDATE requests SET status = $1 WHERE uuid = $2").bind(status).bind(id);
    let done = update.execute(&pools.writing).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if done.rows_affected() == 1 { Ok(body) } else { Err(StatusCode::NOT_FOUND) }
}
