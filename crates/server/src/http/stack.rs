//! The layers around the routes.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use axum::{Extension, Router};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use super::body::Limit;
use super::correlation::{correlated, own_words};
use super::metrics::Metrics;
use super::observe::{Observer, observed};
use super::path_case::PathCase;
use super::peer::Proxies;
use super::problem::Problem;
use super::rates::{Rates, limited};
use crate::config::{Api, Limits};

/// A router with all its layers: what a listener serves.
pub type App = PathCase<Router>;

/// What the layers of the API need.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The limits.
    pub limits: Limits,
    /// Whose word about the peer is believed.
    pub proxies: Proxies,
    /// How many requests there may be; the layers count those of a peer.
    pub rates: Arc<Rates>,
    /// The counters.
    pub metrics: Metrics,
}

impl Parts {
    /// The parts of a configuration.
    #[must_use]
    pub fn new(api: &Api, limits: &Limits, metrics: Metrics) -> Self {
        Self { proxies: Proxies::new(&api.trusted_proxies), rates: Arc::new(Rates::new(limits)), limits: limits.clone(), metrics }
    }
}

/// The routes of the API, declared in lower case, with all layers. From the outside in:
///
/// 1. the path in lower case, so that the router finds the route;
/// 2. inside the router, where the route is known: identifiers, the answer's headers, the body of a problem;
/// 3. the line of the log and the counters, and who the peer is;
/// 4. a panic becomes 500;
/// 5. the framework's own errors become problems, a request that takes too long 503;
/// 6. the rate of the peer's requests;
/// 7. the routes, and the problems of a path or a method that is none.
pub fn layered(router: Router, parts: Parts) -> App {
    let observer = Observer { proxies: parts.proxies, metrics: Some(parts.metrics) };
    let router = router
        .fallback(no_such_route)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(parts.rates, limited));
    around(router, &parts.limits, observer)
}

/// The routes of the administration address with the layers that fit it: no rates, no counters, lines of the log at the level `debug`.
pub(super) fn layered_admin(router: Router, limits: &Limits) -> App {
    let router = router.fallback(no_such_route).method_not_allowed_fallback(method_not_allowed);
    around(router, limits, Observer { proxies: Proxies::default(), metrics: None })
}

/// A route of a secret: it answers GET, and not HEAD, with which a handler would run as well. No other method may be added to the path.
pub fn get_only<H: Handler<T, S>, T: 'static, S: Clone + Send + Sync + 'static>(handler: H) -> MethodRouter<S> {
    get(handler).head(only_get).fallback(only_get)
}

/// The layers that all routes have.
fn around(router: Router, limits: &Limits, observer: Observer) -> App {
    let layers = ServiceBuilder::new()
        .layer(middleware::from_fn(correlated))
        .layer(middleware::from_fn_with_state(observer, observed))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::map_response(own_words))
        .layer(middleware::from_fn_with_state(limits.request, in_time))
        .layer(Extension(Limit(limits.body)));
    PathCase(router.layer(layers))
}

/// Ends a request that takes too long.
async fn in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::timed_out().into_response(),
    }
}

/// The answer of a handler that panicked. What the panic says may quote a secret; its place is in the log already.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Problem::internal().into_response()
}

async fn no_such_route() -> Problem {
    Problem::no_such_route()
}

async fn method_not_allowed() -> Problem {
    Problem::method_not_allowed(None)
}

async fn only_get() -> Problem {
    Problem::method_not_allowed(Some("GET"))
}
