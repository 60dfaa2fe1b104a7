//! What is wrong with a request, as an answer.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use aclavis::card::Uuid;
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

/// The media type of every answer.
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// When to come back where nothing says how long it will take.
const SOON: Duration = Duration::from_secs(1);

/// What is wrong with a request. As a response it has no body yet: the correlation layer writes it, which knows the identifier.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    message: Cow<'static, str>,
    retry_after: Option<Duration>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem with this status, a short stable name and one short sentence.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into(), retry_after: None, headers: Vec::new() }
    }

    /// A request that says something wrong: 400.
    #[must_use]
    pub fn bad_request(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A path that no route has: 404.
    #[must_use]
    pub fn no_such_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no-such-route", "no such route")
    }

    /// A method that the route does not have: 405. Where `allow` is not given the router says which there are.
    #[must_use]
    pub fn method_not_allowed(allow: Option<&'static str>) -> Self {
        let problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "the route does not have this method");
        match allow {
            Some(allow) => problem.with_header(ALLOW, HeaderValue::from_static(allow)),
            None => problem,
        }
    }

    /// A body of more bytes than the limit: 413.
    #[must_use]
    pub fn body_too_large(limit: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", format!("the body is longer than {limit} bytes"))
    }

    /// A body of another kind than JSON in UTF-8: 415.
    #[must_use]
    pub fn unsupported_media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "the content type of a body is `application/json`, in UTF-8",
        )
    }

    /// More requests than the limit: 429, with the time until the next one passes.
    #[must_use]
    pub fn too_many_requests(wait: Duration) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "too many requests").with_retry_after(wait)
    }

    /// A failure of the service itself: 500. What failed is for the log only.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the service failed")
    }

    /// A request that took longer than the limit: 503.
    #[must_use]
    pub fn timed_out() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "timed-out", "the request took too long").with_retry_after(SOON)
    }

    /// What an answer of the framework says that is no problem of ours yet.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::no_such_route(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method_not_allowed(None),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(status, "body-too-large", "the body is too long"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::unsupported_media_type(),
            StatusCode::SERVICE_UNAVAILABLE => Self::timed_out(),
            _ if status.is_server_error() => Self { status, ..Self::internal() },
            _ => Self::new(status, "bad-request", "the request cannot be read"),
        }
    }

    /// The same, to be tried again after this time.
    #[must_use]
    pub fn with_retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }

    /// The same with one more header, besides others of its name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The short stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The body of the answer.
    pub(super) fn body(&self, correlation: Uuid) -> Vec<u8> {
        let body = Body { message: &self.message, code: self.code, correlation_id: correlation.to_string() };
        serde_json::to_vec(&body).unwrap_or_default()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, JSON);
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        if let Some(wait) = self.retry_after {
            headers.insert(RETRY_AFTER, whole_seconds(wait).into());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Seconds, rounded up, at least one.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)).max(1)
}

/// The body of the answer.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    message: &'a str,
    code: &'a str,
    correlation_id: String,
}
