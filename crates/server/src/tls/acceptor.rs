//! New connections: the handshake, and who is at the other end.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum_server::accept::Accept;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use http::Request;
use tokio::net::TcpStream;
use tower::Service;

use crate::auth::certificate::{Fingerprint, PeerCertificate};

/// The most time that a handshake takes.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Accepts TLS connections. Each request gets the extensions `ConnectInfo<SocketAddr>` and, where the client has a certificate,
/// [`PeerCertificate`].
#[derive(Clone, Debug)]
pub struct PeerAcceptor(RustlsAcceptor);

impl PeerAcceptor {
    /// An acceptor that always uses the newest configuration.
    pub fn new(config: RustlsConfig) -> Self {
        Self(RustlsAcceptor::new(config).handshake_timeout(HANDSHAKE))
    }

    /// The same with another time for a handshake than ten seconds.
    #[must_use]
    pub fn handshake_timeout(self, timeout: Duration) -> Self {
        Self(self.0.handshake_timeout(timeout))
    }
}

impl<S: Send + 'static> Accept<TcpStream, S> for PeerAcceptor {
    type Stream = <RustlsAcceptor as Accept<TcpStream, S>>::Stream;
    type Service = WithPeer<<RustlsAcceptor as Accept<TcpStream, S>>::Service>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let address = stream.peer_addr();
        let handshake = self.0.accept(stream, service);
        Box::pin(async move {
            let address = address?;
            let shaken = handshake.await.inspect_err(|error| tracing::debug!(%address, %error, "no TLS connection"));
            let (stream, inner) = shaken?;
            let (_, connection) = stream.get_ref();
            let leaf = connection.peer_certificates().and_then(<[_]>::first);
            let certificate = leaf.map(|leaf| PeerCertificate(Fingerprint::of(leaf)));
            Ok((stream, WithPeer { inner, address, certificate }))
        })
    }
}

/// Tells each request of a connection who is at the other end.
#[derive(Clone, Debug)]
pub struct WithPeer<S> {
    inner: S,
    address: SocketAddr,
    certificate: Option<PeerCertificate>,
}

impl<S: Service<Request<B>>, B> Service<Request<B>> for WithPeer<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let extensions = request.extensions_mut();
        extensions.insert(ConnectInfo(self.address));
        extensions.remove::<PeerCertificate>();
        if let Some(certificate) = self.certificate {
            extensions.insert(certificate);
        }
        self.inner.call(request)
    }
}
