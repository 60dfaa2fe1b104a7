//! The identifiers of a request, and what every answer has.

use aclavis::card::Uuid;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::problem::{JSON, Problem};
use crate::id;

/// The header with the service's identifier of a request.
const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");
/// The header with the client's identifier of a request.
const REQUEST: HeaderName = HeaderName::from_static("x-request-id");
/// Bytes of a client's identifier that are taken in.
const LONGEST: usize = 128;
/// Answers carry keys, PINs and challenges.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The service's identifier of a request: fresh, in the answer's header, in a problem's body, in the log and the audit. An extension of
/// every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Correlation(pub Uuid);

/// The client's identifier of a request, or the service's where the client gave none: an extension of every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(HeaderValue);

impl Correlation {
    /// A fresh one; zeros where the operating system gives no random bytes, for a request need not fail for that.
    fn fresh() -> Self {
        Self(id::fresh().unwrap_or_else(|error| {
            tracing::error!(%error, "no random bytes for a correlation id");
            Uuid::from_bytes([0; 16])
        }))
    }
}

impl RequestId {
    /// The client's, if it is up to 128 visible ASCII characters.
    fn given(headers: &HeaderMap) -> Option<Self> {
        let value = headers.get(REQUEST)?;
        let is_plain = (1..=LONGEST).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic);
        is_plain.then(|| Self(value.clone()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}

/// Gives a request its identifiers, and the answer its headers and a problem's body.
pub(super) async fn correlated(mut request: Request, next: Next) -> Response {
    let correlation = Correlation::fresh();
    let own = HeaderValue::try_from(correlation.0.to_string()).unwrap_or(HeaderValue::from_static(""));
    let request_id = RequestId::given(request.headers()).unwrap_or_else(|| RequestId(own.clone()));
    request.extensions_mut().insert(correlation);
    request.extensions_mut().insert(request_id.clone());

    let mut response = with_body(next.run(request).await, correlation);
    let headers = response.headers_mut();
    headers.insert(CORRELATION, own);
    headers.insert(REQUEST, request_id.0);
    headers.entry(CACHE_CONTROL).or_insert(NO_STORE);
    response
}

/// The answer with the body of its problem.
fn with_body(mut response: Response, correlation: Correlation) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    response.headers_mut().remove(CONTENT_LENGTH);
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    *response.body_mut() = Body::from(problem.body(correlation.0));
    response
}

/// Makes an error of the framework, which is text or nothing, a problem. What is JSON already stays.
pub(super) async fn own_words(mut response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if is_error && response.headers().get(CONTENT_TYPE) != Some(&JSON) {
        response.extensions_mut().insert(Problem::of_status(status));
    }
    response
}
