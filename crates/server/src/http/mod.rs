//! HTTP under the handlers: listeners, limits, problems, bodies, queries, log, metrics.

mod admin;
mod body;
mod correlation;
mod log;
mod metrics;
mod observe;
pub(crate) mod openapi;
mod path_case;
mod peer;
mod problem;
mod query;
mod rates;
pub(crate) mod route;
mod serve;
mod stack;
#[cfg(test)]
mod tests;

pub use admin::{Check, Readiness, admin};
pub use body::{JsonBody, Members};
pub use correlation::{Correlation, RequestId};
pub use log::{LogError, LogGuard, Principal, check as check_log, start as start_log};
pub use metrics::Metrics;
pub use path_case::PathCase;
pub use peer::{Peer, Proxies};
pub use problem::Problem;
pub use query::Query;
pub use rates::Rates;
pub use serve::{Listeners, Listening, Services, signalled};
pub use stack::{App, Parts, get_only, layered};
