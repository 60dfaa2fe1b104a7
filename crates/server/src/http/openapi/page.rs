//! The document and a page that shows it, on the administration address. Everything is embedded.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use http::{HeaderValue, StatusCode};
use utoipa_swagger_ui::{Config, serve};

use super::document;
use crate::http::Problem;
use crate::http::problem::JSON;

/// Nothing comes from anywhere else. The page's own library writes styles and has small pictures in its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `/openapi.json` and `/docs/`.
pub(crate) fn page() -> Router {
    let text = document().to_json().map(Bytes::from);
    let text = text.inspect_err(|error| tracing::error!(%error, "the API's document is no JSON")).ok();
    let config = Arc::new(config());
    let index = Arc::clone(&config);
    Router::new()
        .route("/openapi.json", get(async move || described(text.clone())))
        .route("/docs", get(async || Redirect::permanent("/docs/")))
        .route("/docs/", get(async move || asset("index.html", &index)))
        .route("/docs/{file}", get(async move |Path(file): Path<String>| asset(&file, &config)))
        .layer(map_response(guarded))
}

/// The page reads and tries nothing: the API listens on another address and takes nothing from pages of this one. Nobody else is asked
/// whether the document is right.
fn config() -> Config<'static> {
    Config::new(["../openapi.json"])
        .supported_submit_methods([""; 0])
        .validator_url("none")
        .use_base_layout()
        .display_operation_id(true)
        .filter(true)
}

fn described(text: Option<Bytes>) -> Response {
    match text {
        Some(text) => ([(CONTENT_TYPE, JSON)], text).into_response(),
        None => Problem::internal().into_response(),
    }
}

fn asset(name: &str, config: &Arc<Config<'static>>) -> Response {
    match serve(name, Arc::clone(config)) {
        Ok(Some(file)) => ([(CONTENT_TYPE, file.content_type)], file.bytes.into_owned()).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a file of the API's page cannot be made");
            Problem::internal().into_response()
        }
    }
}

async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
