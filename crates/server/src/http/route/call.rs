//! Who calls, and what he is told when it does not go.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::request::Parts;

use super::super::{Correlation, Problem};
use crate::auth::Caller;
use crate::refusal::{Refusal, RefusalKind, Stop};
use crate::service::Call;
use crate::store::StoreError;

/// The layer that asks for credentials leaves the caller behind. Without it there is no call.
impl<S: Sync> FromRequestParts<S> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Arc<Caller>>().cloned();
        let correlation = parts.extensions.get::<Correlation>().copied();
        match (caller, correlation) {
            (Some(caller), Some(Correlation(correlation))) => Ok(Self { caller, correlation: correlation.into() }),
            _ => Err(Problem::internal()),
        }
    }
}

/// The answer to something that is not done.
impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) | Self::Undone(refusal) => refused(refusal),
            Self::Store(error) => failed(&error).into_response(),
        }
    }
}

/// The answer to something that is refused.
fn refused(refusal: Refusal) -> Response {
    let Refusal { kind, code, message } = refusal;
    let problem = match kind {
        RefusalKind::Nothing => return StatusCode::NO_CONTENT.into_response(),
        RefusalKind::Bad => Problem::bad_request(code, message),
        RefusalKind::Forbidden => Problem::new(StatusCode::FORBIDDEN, code, message),
        RefusalKind::Conflict => Problem::new(StatusCode::CONFLICT, code, message),
        RefusalKind::Locked(wait) => Problem::new(StatusCode::LOCKED, code, message).with_retry_after(wait),
        RefusalKind::Fault => {
            tracing::error!(fault = %message, "the service is at fault");
            Problem::internal()
        }
    };
    problem.into_response()
}

/// The answer when the store fails. What failed is for the log only.
fn failed(error: &StoreError) -> Problem {
    tracing::error!(%error, "the store fails");
    match error {
        StoreError::Unavailable(_) | StoreError::Conflict | StoreError::Duplicate => {
            let message = "the store is not available just now";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
                .with_retry_after(std::time::Duration::from_secs(1))
        }
        StoreError::Foreign(_) | StoreError::Database(_) | StoreError::Undone | StoreError::Random => Problem::internal(),
    }
}
