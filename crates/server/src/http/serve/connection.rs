//! One connection.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::response::Response;
use axum_server::accept::Accept;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tower::Service;
use tower_http::add_extension::AddExtension;

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
    pub(super) place: OwnedSemaphorePermit,
    /// How long a head may take, or a handshake.
    pub(super) header_read: Duration,
}

impl Connection {
    /// Serves it until it ends. When `stop` comes, a handshake is cut off; the watcher ends the rest in order.
    pub(super) async fn serve<A: Listening>(self, acceptor: A, app: App, watcher: Watcher, mut stop: watch::Receiver<()>) {
        let Self { stream, peer, place: _place, header_read } = self;
        // Answers are small and written in one piece: there is nothing to wait for.
        let _ = stream.set_nodelay(true);
        let app = AddExtension::new(app, ConnectInfo(peer));
        let accepted = tokio::select! {
            accepted = tokio::time::timeout(header_read, acceptor.accept(stream, app)) => accepted,
            _ = stop.changed() => return,
        };
        let (stream, service) = match accepted {
            Ok(Ok(accepted)) => accepted,
            Ok(Err(error)) => return tracing::debug!(%peer, %error, "the handshake failed"),
            Err(_) => return tracing::debug!(%peer, "the handshake took too long"),
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_read)
            .max_header_size(HEAD)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%peer, %error, "the connection broke");
        }
    }
}
