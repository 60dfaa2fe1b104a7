//! The layer that asks who calls.

use std::sync::Arc;
use std::time::SystemTime;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};

use super::bearer::BearerVerifier;
use super::certificate::PeerCertificate;
use super::directory::Directory;
use super::rejected::Rejected;
use crate::http::{Principal, Rates};

/// Asks who calls.
pub(crate) struct Authenticator {
    /// Verifies bearer tokens; without it there are none.
    pub(crate) bearer: Option<Arc<BearerVerifier>>,
    /// Knows users.
    pub(crate) directory: Directory,
    /// Counts what each principal asks for.
    pub(crate) rates: Arc<Rates>,
}

/// Lets a request through with its caller, or says why not.
pub(crate) async fn authenticated(State(this): State<Arc<Authenticator>>, mut request: Request, next: Next) -> Response {
    let certificate = request.extensions().get::<PeerCertificate>().map(|PeerCertificate(fingerprint)| *fingerprint);
    let authorization = authorization(request.headers());
    let caller = async {
        let claims = match authorization? {
            Some(value) => {
                let token = token(&value)?;
                let bearer = this.bearer.as_ref().ok_or(Rejected::NoCredentials)?;
                Some(bearer.authenticate(token, SystemTime::now()).await.map_err(Rejected::Token)?)
            }
            None => None,
        };
        this.directory.caller(claims, certificate).await
    };
    let caller = match caller.await {
        Ok(caller) => caller,
        Err(rejected) => return rejected.into_response(),
    };
    let principal = caller.key();
    let mut response = match this.rates.count_principal(&principal) {
        Ok(()) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    response.extensions_mut().insert(Principal(principal));
    response
}

/// The header with credentials, if there is one.
fn authorization(headers: &HeaderMap) -> Result<Option<HeaderValue>, Rejected> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (value, further) = (values.next(), values.next());
    if further.is_some() { Err(Rejected::Malformed) } else { Ok(value.cloned()) }
}

/// The bearer token in it.
fn token(value: &HeaderValue) -> Result<&str, Rejected> {
    let (scheme, token) = value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or(Rejected::Malformed)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim_matches(' ')) } else { Err(Rejected::Malformed) }
}
