//! Counters of the service.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use http::{Method, StatusCode};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// The media type of what [`Metrics::text`] writes.
pub(super) const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 15] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// The counters of HTTP and those that others have added. Clones are the same counters.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter<u64, AtomicU64>>,
    durations: Family<Asked, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
}

/// The labels of the counter of requests. There are as many as routes, methods and statuses, whatever clients send.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    status: u16,
}

/// The labels of the histogram of durations.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Asked {
    route: String,
    method: &'static str,
}

impl Metrics {
    /// The counters of HTTP, with those that `others` adds. Their names begin with `aclavis_` by themselves.
    pub fn new(others: impl FnOnce(&mut Registry)) -> Self {
        let requests = Family::default();
        let durations: Family<_, _, fn() -> _> = Family::new_with_constructor(histogram);
        let in_flight = Gauge::default();
        let mut registry = Registry::with_prefix("aclavis");
        registry.register("http_requests", "Requests, by route, method and status", requests.clone());
        registry.register("http_request_duration_seconds", "Time from a request's head to its answer", durations.clone());
        registry.register("http_requests_in_flight", "Requests that have no answer yet", in_flight.clone());
        others(&mut registry);
        Self { registry: Arc::new(registry), requests, durations, in_flight }
    }

    /// All counters in the OpenMetrics text format, which Prometheus reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = text::encode(&mut out, &self.registry);
        out
    }

    /// A request has begun.
    pub(super) fn begin(&self) {
        self.in_flight.inc();
    }

    /// A request has ended.
    pub(super) fn end(&self, route: &str, method: &'static str, status: StatusCode, took: Duration) {
        self.in_flight.dec();
        let asked = Asked { route: route.to_owned(), method };
        self.durations.get_or_create(&asked).observe(took.as_secs_f64());
        self.requests.get_or_create(&Answered { route: asked.route, method, status: status.as_u16() }).inc();
    }
}

/// An empty histogram of durations.
fn histogram() -> Histogram {
    Histogram::new(BUCKETS)
}

/// The name of a method, or `other`: clients may invent any number of them.
pub(super) fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}
