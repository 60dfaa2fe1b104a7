//! The administration address: health, readiness, metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use serde::Serialize;

use super::metrics::{Metrics, OPEN_METRICS};
use super::problem::JSON;
use super::stack::{App, layered_admin};
use crate::config::Limits;

/// Whether the service can do its work: the store answers, keys are there.
#[async_trait]
pub trait Check: Send + Sync {
    /// The reasons why it cannot, for people, without secrets; none where it can.
    async fn reasons(&self) -> Vec<String>;
}

/// Whether the service wants requests. Clones are the same.
#[derive(Clone)]
pub struct Readiness {
    is_stopping: Arc<AtomicBool>,
    check: Arc<dyn Check>,
}

impl Readiness {
    /// As this check says, until the service stops.
    pub fn new(check: impl Check + 'static) -> Self {
        Self { is_stopping: Arc::default(), check: Arc::new(check) }
    }

    /// From now on it wants none.
    pub(super) fn stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
    }

    /// The reasons why it wants none.
    async fn reasons(&self) -> Vec<String> {
        if self.is_stopping.load(Ordering::Acquire) {
            return vec!["the service is stopping".to_owned()];
        }
        self.check.reasons().await
    }
}

/// What the administration address serves: `/healthz`, `/readyz`, `/metrics` and `others`.
pub fn admin(readiness: Readiness, metrics: Metrics, limits: &Limits, others: Router) -> App {
    let router = Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(ready))
        .with_state(readiness)
        .route("/metrics", get(counters))
        .layer(Extension(metrics))
        .merge(others);
    layered_admin(router, limits)
}

/// An answer about the service's state.
#[derive(Serialize)]
struct Standing<'a> {
    status: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<String>,
}

async fn health() -> Response {
    answer(StatusCode::OK, "ok", Vec::new())
}

async fn ready(State(readiness): State<Readiness>) -> Response {
    match readiness.reasons().await {
        reasons if reasons.is_empty() => answer(StatusCode::OK, "ready", reasons),
        reasons => answer(StatusCode::SERVICE_UNAVAILABLE, "not-ready", reasons),
    }
}

async fn counters(Extension(metrics): Extension<Metrics>) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static(OPEN_METRICS))], metrics.text()).into_response()
}

fn answer(code: StatusCode, status: &str, reasons: Vec<String>) -> Response {
    let body = serde_json::to_vec(&Standing { status, reasons }).unwrap_or_default();
    (code, [(CONTENT_TYPE, JSON)], body).into_response()
}
