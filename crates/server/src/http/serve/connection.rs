//! One connection.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::response::Response;
use axum_server::accept::Accept;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_io_timeout::TimeoutStream;
use tower::Service;
use tower_http::add_extension::AddExtension;

use super::places::Place;
use crate::config::Limits;
use crate::http::stack::App;

/// Bytes of a request's head: a token of 8 KiB, a path, a query, and room.
const HEAD: usize = 32 << 10;
/// Bytes that are read ahead.
const BUFFER: usize = 64 << 10;

/// An application that knows the address at the other end.
type Connected = AddExtension<App, ConnectInfo<SocketAddr>>;

/// What makes a stream of a connection, and may add to its service what it knows of the client: an acceptor of axum-server, such as its
/// `DefaultAcceptor` or `RustlsAcceptor`.
pub trait Listening:
    Accept<TcpStream, Connected, Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static, Service: Serving, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<A> Listening for A where
    A: Accept<TcpStream, Connected, Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static, Service: Serving, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static
{
}

/// A service of one connection.
pub trait Serving:
    Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

impl<S> Serving for S where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

/// An accepted connection.
pub(super) struct Connection {
    /// Its bytes.
    pub(super) stream: TcpStream,
    /// The address at the other end.
    pub(super) peer: SocketAddr,
    /// Its place among those that may be.
    pub(super) place: Place,
    /// How long everything may take.
    pub(super) spans: Spans,
}

/// How long everything of a connection may take.
#[derive(Clone, Copy)]
pub(super) struct Spans {
    header_read: Duration,
    write: Duration,
    connection: Duration,
}

impl Spans {
    /// As the limits say.
    pub(super) const fn of(limits: &Limits) -> Self {
        Self { header_read: limits.header_read, write: limits.write, connection: limits.connection }
    }
}

/// What ends a connection from here.
pub(super) struct Signs {
    /// The service stops: a handshake is cut off, the answer to the request that is being worked on is the last.
    pub(super) stop: watch::Receiver<()>,
    /// That answer is the last.
    pub(super) renewed: watch::Receiver<()>,
}

impl Connection {
    /// Serves it until it ends.
    pub(super) async fn serve<A: Listening>(self, acceptor: A, app: App, signs: Signs) {
        let Self { stream, peer, place: _place, spans } = self;
        let Signs { mut stop, mut renewed } = signs;
        // Answers are small and written in one piece: there is nothing to wait for.
        let _ = stream.set_nodelay(true);
        let app = AddExtension::new(app, ConnectInfo(peer));
        let accepted = tokio::select! {
            accepted = tokio::time::timeout(spans.header_read, acceptor.accept(stream, app)) => accepted,
            _ = stop.changed() => return,
        };
        let (stream, service) = match accepted {
            Ok(Ok(accepted)) => accepted,
            Ok(Err(error)) => return tracing::debug!(%peer, %error, "the handshake failed"),
            Err(_) => return tracing::debug!(%peer, "the handshake took too long"),
        };
        let mut stream = Box::pin(TimeoutStream::new(stream));
        stream.as_mut().set_write_timeout_pinned(Some(spans.write));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(spans.header_read)
            .max_header_size(HEAD)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let ends = async {
            // Where the sender is gone nothing is renewed any more.
            let is_renewed = async {
                if renewed.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            tokio::select! {
                () = is_renewed => {}
                () = tokio::time::sleep(spans.connection) => {}
                _ = stop.changed() => {}
            }
        };
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = ends => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%peer, %error, "the connection broke");
        }
    }
}
