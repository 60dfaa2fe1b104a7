//! Answers.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::object::Id;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A JSON document: 200.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Response {
    match serde_json::to_vec(value) {
        Ok(document) => with_type(StatusCode::OK, Body::from(document)),
        Err(error) => {
            tracing::error!(%error, "an answer is no JSON");
            super::super::Problem::internal().into_response()
        }
    }
}

/// A secret as a JSON string: 200. Its characters need no escape. The buffer is wiped when it was sent.
pub(super) fn secret(text: &str) -> Response {
    let mut document = Zeroizing::new(Vec::with_capacity(text.len().saturating_add(2)));
    document.push(b'"');
    for byte in text.bytes() {
        if matches!(byte, b'"' | b'\\') {
            document.push(b'\\');
        }
        document.push(byte);
    }
    document.push(b'"');
    wiped(document)
}

/// A document with a secret: 200. The buffer is wiped when it was sent.
pub(super) fn wiped(document: Zeroizing<Vec<u8>>) -> Response {
    with_type(StatusCode::OK, Body::from(Bytes::from_owner(document)))
}

/// Something was made: 201, its relative address as a bare JSON string, and its absolute path in a header.
pub(super) fn created(collection: &str, id: Id) -> Response {
    let mut response = with_type(StatusCode::CREATED, Body::from(format!("\"api/v1.0/{collection}/{id}\"")));
    let path = HeaderValue::try_from(format!("/CertificateManagement/api/v1.0/{collection}/{id}"));
    if let Ok(path) = path {
        response.headers_mut().insert(LOCATION, path);
    }
    response
}

fn with_type(status: StatusCode, body: Body) -> Response {
    (status, [(CONTENT_TYPE, JSON)], body).into_response()
}
