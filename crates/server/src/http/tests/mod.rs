#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod admin;
mod limits;
mod observation;
mod problems;
mod routes;
mod shutdown;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use axum_server::accept::DefaultAcceptor;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::JoinHandle;

use super::*;
use crate::config::{Admin, Api, Limits, Rate};

/// The path under which the routes of the tests are.
const BASE: &str = "/certificatemanagement/api/v1.0";
/// A time after which a test has failed.
const LATE: Duration = Duration::from_secs(20);

/// A running service.
struct Service {
    api: SocketAddr,
    admin: SocketAddr,
    metrics: Metrics,
    gate: Arc<Gate>,
    renew: watch::Sender<()>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

/// Where the slow handler waits.
#[derive(Default)]
struct Gate {
    entered: Notify,
    opened: Notify,
}

/// A check that finds what it was given.
struct Found(Vec<String>);

#[async_trait]
impl Check for Found {
    async fn reasons(&self) -> Vec<String> {
        self.0.clone()
    }
}

/// Limits that no test meets by accident.
fn wide() -> Limits {
    Limits { peer: Rate::OFF, principal: Rate::OFF, ..Limits::default() }
}

impl Service {
    /// A service on the loopback interface.
    async fn start() -> Self {
        Self::start_with(&wide(), Api::default(), Vec::new()).await
    }

    /// The same with other limits, trusted proxies and reasons against readiness.
    async fn start_with(limits: &Limits, api: Api, reasons: Vec<String>) -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let api = Api { listen: any, ..api };
        let listeners = Listeners::bind(&api, &Admin { listen: any }).await.unwrap();
        let (api_address, admin_address) = (listeners.api().unwrap(), listeners.admin().unwrap());
        let gate = Arc::new(Gate::default());
        let metrics = Metrics::new(|_| ());
        let readiness = Readiness::new(Found(reasons));
        let parts = Parts::new(&api, limits, metrics.clone());
        let (renew, renewed) = watch::channel(());
        let services = Services {
            proxies: Proxies::new(&api.trusted_proxies),
            renewed,
            acceptor: DefaultAcceptor::new(),
            rates: Arc::clone(&parts.rates),
            api: layered(routes(&gate), parts),
            admin: super::admin(readiness.clone(), metrics.clone(), limits, Router::new()),
            readiness,
        };
        let (stop, stopped) = oneshot::channel();
        let limits = limits.clone();
        let served = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            listeners.serve(services, &limits, stopped).await;
        });
        Self { api: api_address, admin: admin_address, metrics, gate, renew, stop, served }
    }

    /// The answer of the API to a request without a body.
    async fn ask(&self, method: &str, path: &str) -> Answer {
        exchange(self.api, &head(method, path, &[])).await
    }

    /// The answer of the API to a body.
    async fn put(&self, headers: &[&str], body: &str) -> Answer {
        let length = format!("Content-Length: {}", body.len());
        let headers = [&[length.as_str()], headers].concat();
        exchange(self.api, &(head("PUT", &format!("{BASE}/requests/1"), &headers) + body)).await
    }

    /// Stops, and waits for the end.
    async fn end(self) {
        let _ = self.stop.send(());
        in_time(self.served).await.unwrap();
    }
}

/// The routes of the tests.
fn routes(gate: &Arc<Gate>) -> Router {
    let gate = Arc::clone(gate);
    let slow = async move || {
        gate.entered.notify_one();
        gate.opened.notified().await;
        json("\"late\"")
    };
    let routes = Router::new()
        .route("/requests", get(async || json("[]")))
        .route("/requests/{id}", put(changed).get(async |Path(id): Path<u32>| json(&id.to_string())))
        .route("/secret", get_only(async || json("\"secret\"")))
        .route("/named", get(async || (axum::Extension(Principal("DOMAIN\\ann".to_owned())), json("1"))))
        .route("/nothing", get(async || StatusCode::NO_CONTENT))
        .route("/panic", get(async || -> Response { panic!("the PIN is 4711") }))
        .route("/slow", get(slow));
    Router::new().nest(BASE, routes)
}

async fn changed(JsonBody(body): JsonBody) -> Result<Response, Problem> {
    let members = Members::parse(&body, &["status"])?;
    Ok(json(&format!("{:?}", members.text("status")?)))
}

fn json(body: &str) -> Response {
    ([(CONTENT_TYPE, "application/json")], body.to_owned()).into_response()
}

/// An answer, taken apart.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    /// What the bytes of a closed connection say.
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head in {text:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())).unwrap();
        Self { status, headers: lines.map(header).collect(), body: body.to_owned() }
    }

    /// A header's value.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The correlation id.
    fn correlation(&self) -> &str {
        self.header("x-correlation-id").unwrap_or_else(|| panic!("no correlation id in {self:?}"))
    }

    /// Checks that this is the problem with this status, code and message, and nothing else.
    fn is_problem(&self, status: u16, code: &str, message: &str) {
        let message = serde_json::to_string(message).unwrap();
        let id = self.correlation();
        let body = format!("{{\"Message\":{message},\"Code\":\"{code}\",\"CorrelationId\":\"{id}\"}}");
        assert_eq!((self.status, self.body.as_str()), (status, body.as_str()));
        assert_eq!(self.header("content-type"), Some("application/json"));
        assert_eq!(self.header("content-length"), Some(body.len().to_string().as_str()));
        assert_eq!(self.header("cache-control"), Some("no-store"));
    }
}

/// The head of a request on a connection of its own.
fn head(method: &str, path: &str, headers: &[&str]) -> String {
    let request = format!("{method} {path} HTTP/1.1");
    [&[request.as_str(), "Host: cm.example", "Connection: close"], headers, &["", ""]].concat().join("\r\n")
}

/// The answer to a request's bytes.
async fn exchange(address: SocketAddr, request: &str) -> Answer {
    let mut stream = send(address, request).await;
    answer(&mut stream).await
}

/// A connection on which these bytes have been sent.
async fn send(address: SocketAddr, bytes: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    stream
}

/// The answer on a connection that then ends.
async fn answer(stream: &mut TcpStream) -> Answer {
    Answer::read(&rest(stream).await)
}

/// All bytes up to the end of a connection.
async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    in_time(stream.read_to_end(&mut bytes)).await.unwrap();
    bytes
}

/// What a future gives that has all the time in the world, and some more.
async fn in_time<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(LATE, future).await.unwrap()
}
