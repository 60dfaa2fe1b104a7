//! The JSON body of a request.

mod members;
mod strict;
#[cfg(test)]
mod tests;

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Request};
use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, EXPECT};
use http::{HeaderMap, HeaderValue};
use http_body_util::BodyExt;
use mime::{APPLICATION, CHARSET, JSON, Mime, UTF_8};

pub use members::Members;

use super::problem::Problem;

/// Bytes of a body that is too long which are read and dropped, so that the client comes to read the answer: a connection that is closed
/// with unread bytes is reset.
const DISCARDED: usize = 4 << 20;

/// The most bytes of a body: an extension of every request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit(pub(super) usize);

/// The bytes of a JSON body: not empty, no longer than the limit, and of the content type `application/json`. The bytes themselves are
/// not read yet: that is [`Members::parse`]. A body that is encoded, such as compressed, is of another kind.
#[derive(Clone)]
pub struct JsonBody(pub Bytes);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let Limit(limit) = parts.extensions.get().copied().unwrap_or(Limit(usize::MAX));
        let kind = kind(&parts.headers);
        let is_plain = |encoding: &HeaderValue| encoding.as_bytes().eq_ignore_ascii_case(b"identity");
        if kind == Kind::Other || !parts.headers.get_all(CONTENT_ENCODING).iter().all(is_plain) {
            return Err(Problem::unsupported_media_type());
        }
        let waits = parts.headers.contains_key(EXPECT);
        match (read(body, limit, waits).await?, kind) {
            (bytes, _) if bytes.is_empty() => Err(Problem::bad_request("empty-body", "the body is empty")),
            (_, Kind::Missing) => Err(Problem::unsupported_media_type()),
            (bytes, _) => Ok(Self(bytes)),
        }
    }
}

/// What the content type says.
#[derive(PartialEq, Eq)]
enum Kind {
    /// JSON in UTF-8.
    Json,
    /// Nothing.
    Missing,
    /// Something else.
    Other,
}

/// What the content type says. Parameters other than the character set change nothing.
fn kind(headers: &HeaderMap) -> Kind {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (value, further) = (values.next(), values.next());
    let Some(value) = value else { return Kind::Missing };
    let mime = value.to_str().ok().and_then(|text| text.parse::<Mime>().ok());
    let is_json = mime.is_some_and(|mime| {
        let is_utf8 = mime.get_param(CHARSET).is_none_or(|charset| charset == UTF_8);
        mime.type_() == APPLICATION && mime.subtype() == JSON && mime.suffix().is_none() && is_utf8
    });
    if is_json && further.is_none() { Kind::Json } else { Kind::Other }
}

/// Reads a body up to the limit. A client that waits for permission to send (`Expect`) gets none for a body that says it is too long.
async fn read(mut body: Body, limit: usize, waits: bool) -> Result<Bytes, Problem> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let most = limit.saturating_add(DISCARDED);
    if announced > most || waits && announced > limit {
        return Err(Problem::body_too_large(limit));
    }
    let mut bytes = BytesMut::with_capacity(announced.min(limit));
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::bad_request("unreadable-body", "the body ends early or is not well formed"))?;
        let Ok(data) = frame.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen > most {
            break;
        }
        if seen <= limit {
            bytes.extend_from_slice(&data);
        }
    }
    if seen > limit { Err(Problem::body_too_large(limit)) } else { Ok(bytes.freeze()) }
}
