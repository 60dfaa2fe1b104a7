//! Why credentials are not taken.

use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};

use super::bearer::Unverified;
use crate::http::Problem;

/// Why credentials are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejected {
    /// There are none.
    NoCredentials,
    /// The header `Authorization` says something else than one bearer token.
    Malformed,
    /// The token is not to be believed, or the keys are too old.
    Token(Unverified),
    /// The directory does not know the certificate.
    UnknownCertificate,
    /// The credentials, or they and the directory, do not mean the same user.
    Different,
    /// The directory says that the user may not call.
    Disabled,
    /// The directory cannot be read.
    Unavailable,
}

impl Rejected {
    fn code(self) -> &'static str {
        match self {
            Self::NoCredentials => "no-credentials",
            Self::Malformed => "bad-credentials",
            Self::Token(unverified) => unverified.code(),
            Self::UnknownCertificate => "unknown-certificate",
            Self::Different => "different-principals",
            Self::Disabled => "disabled",
            Self::Unavailable => "unavailable",
        }
    }

    fn message(self) -> String {
        match self {
            Self::NoCredentials => "a bearer token or a client certificate is needed".to_owned(),
            Self::Malformed => "the header `Authorization` must be one `Bearer` with its token".to_owned(),
            Self::Token(unverified) => unverified.to_string(),
            Self::UnknownCertificate => "the directory does not know the client certificate".to_owned(),
            Self::Different => "the credentials do not mean one and the same user".to_owned(),
            Self::Disabled => "the user is disabled".to_owned(),
            Self::Unavailable => "the directory is not available just now".to_owned(),
        }
    }
}

impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        if matches!(self, Self::Unavailable | Self::Token(Unverified::KeysUnavailable)) {
            let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, self.code(), self.message());
            return problem.with_retry_after(std::time::Duration::from_secs(10)).into_response();
        }
        let challenge = match self {
            Self::Token(unverified) => HeaderValue::try_from(unverified.challenge()).ok(),
            _ => None,
        };
        Problem::new(StatusCode::UNAUTHORIZED, self.code(), self.message())
            .with_header(WWW_AUTHENTICATE, challenge.unwrap_or(HeaderValue::from_static("Bearer")))
            .into_response()
    }
}
