//! A server on this host, and clients of it.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time;
use tokio_rustls::TlsConnector;

use super::authority::{Authority, Identity};
use crate::auth::certificate::PeerCertificate;
use crate::config::Tls;
use crate::tls::{PeerAcceptor, Reloader};

/// Serves with this configuration.
pub(super) fn serve(config: Tls) -> SocketAddr {
    serve_with(Reloader::new(config, true).unwrap().acceptor())
}

/// Answers each request with who is at the other end.
pub(super) fn serve_with(acceptor: PeerAcceptor) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().fallback(
        |ConnectInfo(peer): ConnectInfo<SocketAddr>, certificate: Option<Extension<PeerCertificate>>| async move {
            let fingerprint = certificate.map(|Extension(PeerCertificate(fingerprint))| fingerprint.to_string());
            format!("{peer} {}", fingerprint.as_deref().unwrap_or("nobody"))
        },
    );
    let server = axum_server::from_tcp(listener).unwrap().acceptor(acceptor);
    tokio::spawn(server.serve(app.into_make_service()));
    address
}

/// What a client sees.
#[derive(Debug)]
pub(super) struct Seen {
    /// The certificate of the server.
    pub(super) server: CertificateDer<'static>,
    /// The protocol within TLS.
    pub(super) protocol: Option<Vec<u8>>,
    /// Whether the server sees the client's address.
    pub(super) address: bool,
    /// Whom the server sees: a fingerprint or `nobody`.
    pub(super) who: String,
}

/// A client that trusts this CA, with a certificate and those between it and its CA.
pub(super) async fn ask(
    address: SocketAddr,
    trusted: &Authority,
    identity: Option<&Identity>,
    between: &[CertificateDer<'static>],
) -> io::Result<Seen> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.certificate.clone()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
    let mut config = match identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let mut chain = vec![identity.certificate.clone()];
            chain.extend_from_slice(between);
            builder.with_client_auth_cert(chain, identity.key()).unwrap()
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    time::timeout(Duration::from_secs(20), exchange(address, config)).await?
}

async fn exchange(address: SocketAddr, config: ClientConfig) -> io::Result<Seen> {
    let stream = TcpStream::connect(address).await?;
    let local = stream.local_addr()?.to_string();
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (_, connection) = stream.get_ref();
    let (_, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let (peer, who) = body.split_once(' ').ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(Seen {
        server: connection.peer_certificates().and_then(<[_]>::first).unwrap().clone().into_owned(),
        protocol: connection.alpn_protocol().map(<[_]>::to_vec),
        address: peer == local,
        who: who.to_owned(),
    })
}
