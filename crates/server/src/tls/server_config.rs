//! How the server speaks TLS.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::version::{TLS12, TLS13};

use super::error::TlsError;
use super::pem;
use crate::config::{ClientCertificate, Tls};

/// The protocol within TLS.
const HTTP_1_1: &[u8] = b"http/1.1";

/// Reads the files of the configuration: TLS 1.2 and 1.3, and certificates of clients where their CAs are given. Whether a client must
/// have one, if the configuration does not say, depends on whether there are bearer tokens.
///
/// # Errors
///
/// A file cannot be read, or the files do not fit together.
pub fn server_config(config: &Tls, bearer: bool) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let clients = client_verifier(config, bearer, &provider)?;
    let key = pem::private_key(&config.key)?;
    let unusable = |source| TlsError::Certificate { path: config.certificate.clone(), source };
    let mut server = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(unusable)?
        .with_client_cert_verifier(clients)
        .with_single_cert(pem::certificates(&config.certificate)?, key)
        .map_err(unusable)?;
    server.alpn_protocols = vec![HTTP_1_1.to_vec()];
    if config.client_ca.is_some() {
        // A resumed session would bring a certificate that may have expired since it was verified.
        server.session_storage = Arc::new(NoServerSessionStorage {});
        server.send_tls13_tickets = 0;
    }
    Ok(Arc::new(server))
}

/// What verifies certificates of clients. They must be for authentication of clients. If there are revocation lists, every certificate
/// below the CA must be covered by one that has not expired.
fn client_verifier(config: &Tls, bearer: bool, provider: &Arc<CryptoProvider>) -> Result<Arc<dyn ClientCertVerifier>, TlsError> {
    let Some(ca) = &config.client_ca else {
        let nothing_said = config.client_crl.is_empty() && config.client_certificate.is_none();
        return if nothing_said { Ok(WebPkiClientVerifier::no_client_auth()) } else { Err(TlsError::NoClientCa) };
    };
    let mut lists = Vec::new();
    for path in &config.client_crl {
        lists.extend(pem::revocation_lists(path)?);
    }
    let roots = Arc::new(pem::roots(ca)?);
    let builder = WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(provider));
    let builder = builder.with_crls(lists).enforce_revocation_expiration();
    Ok(match config.client_certificate(bearer) {
        ClientCertificate::Optional => builder.allow_unauthenticated().build()?,
        ClientCertificate::Required => builder.build()?,
    })
}
