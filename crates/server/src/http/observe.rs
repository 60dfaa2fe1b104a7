//! One line of the log and one count for each request.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;

use super::correlation::{Correlation, RequestId};
use super::log::{ACCESS, Principal};
use super::metrics::{Metrics, method_name};
use super::peer::{Peer, Proxies};
use super::problem::Problem;

/// What the log and the counters call a path that is no route's.
const NO_ROUTE: &str = "none";
/// What they say of a request whose client went away before the answer: 499, as proxies do.
const CLIENT_GONE: (u16, &str) = (499, "client-gone");

/// What watches requests.
#[derive(Clone, Debug)]
pub(super) struct Observer {
    /// Whose word about the peer is believed.
    pub(super) proxies: Proxies,
    /// The counters of the API; the administration address counts nothing.
    pub(super) metrics: Option<Metrics>,
}

/// Watches a request, and tells it who its peer is.
pub(super) async fn observed(State(observer): State<Observer>, mut request: Request, next: Next) -> Response {
    let peer = observer.proxies.peer(request.extensions(), request.headers());
    request.extensions_mut().insert(peer);
    let mut exchange = Exchange::begin(observer.metrics, peer, &request);
    let mut response = next.run(request).await;
    exchange.answer(&mut response);
    response
}

/// A request on its way. It is written down where it is dropped, which happens too where the client goes away.
struct Exchange {
    metrics: Option<Metrics>,
    peer: Peer,
    correlation: Option<Correlation>,
    request_id: Option<RequestId>,
    method: &'static str,
    route: Option<MatchedPath>,
    began: Instant,
    status: StatusCode,
    code: Option<&'static str>,
    principal: Option<Principal>,
}

impl Exchange {
    /// A request that begins.
    fn begin(metrics: Option<Metrics>, peer: Peer, request: &Request) -> Self {
        if let Some(metrics) = &metrics {
            metrics.begin();
        }
        let (status, code) = CLIENT_GONE;
        Self {
            metrics,
            peer,
            correlation: request.extensions().get().copied(),
            request_id: request.extensions().get().cloned(),
            method: method_name(request.method()),
            route: request.extensions().get().cloned(),
            began: Instant::now(),
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
            code: Some(code),
            principal: None,
        }
    }

    /// The request has its answer.
    fn answer(&mut self, response: &mut Response) {
        self.status = response.status();
        self.code = response.extensions().get().map(Problem::code);
        self.principal = response.extensions_mut().remove();
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        let route = self.route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    target: ACCESS,
                    correlation_id = self.correlation.map(|id| tracing::field::display(id.0)),
                    request_id = self.request_id.as_ref().map(RequestId::as_str),
                    method = self.method,
                    route,
                    status = self.status.as_u16(),
                    code = self.code,
                    duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
                    principal = self.principal.as_ref().map(|principal| principal.0.as_str()),
                    peer = %self.peer.0,
                    "request"
                )
            };
        }
        if let Some(metrics) = &self.metrics {
            metrics.end(route, self.method, self.status, took);
            line!(info);
        } else {
            line!(debug);
        }
    }
}
