//! Certificates of clients.

use std::time::{Duration, Instant};

use rcgen::ExtendedKeyUsagePurpose;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::authority::{Authority, Files};
use super::host::{ask, serve, serve_with};
use crate::auth::certificate::Fingerprint;
use crate::config::ClientCertificate;
use crate::tls::Reloader;

/// The alert with which a client was refused.
fn alert(error: &std::io::Error) -> String {
    error.to_string().trim_start_matches("received fatal alert: ").to_owned()
}

#[tokio::test]
async fn a_client_is_known_by_the_fingerprint_of_its_certificate() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    let address = serve(files.config());
    let client = ca.client(2);
    let seen = ask(address, &ca, Some(&client), &[]).await.unwrap();
    assert_eq!(seen.who, Fingerprint::of(&client.certificate).to_string());
    assert_eq!(seen.protocol.as_deref(), Some(b"http/1.1".as_slice()));
    assert!(seen.address);
}

#[tokio::test]
async fn a_client_without_a_certificate_is_nobody_where_it_may_be() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    assert_eq!(ask(serve(files.config()), &ca, None, &[]).await.unwrap().who, "nobody");
    let mut config = files.config();
    config.client_certificate = Some(ClientCertificate::Required);
    let error = ask(serve(config), &ca, None, &[]).await.unwrap_err();
    assert_eq!(alert(&error), "CertificateRequired");
}

#[tokio::test]
async fn without_a_client_ca_no_certificate_is_asked_for() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), None);
    assert_eq!(ask(serve(files.config()), &ca, Some(&ca.client(2)), &[]).await.unwrap().who, "nobody");
}

#[tokio::test]
async fn a_client_of_another_ca_is_refused() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    let address = serve(files.config());
    for other in [Authority::new("other"), Authority::new("ca")] {
        let error = ask(address, &ca, Some(&other.client(2)), &[]).await.unwrap_err();
        assert!(["UnknownCA", "DecryptError"].contains(&alert(&error).as_str()), "{error}");
    }
}

#[tokio::test]
async fn a_certificate_for_servers_is_none_of_a_client() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    let error = ask(serve(files.config()), &ca, Some(&ca.issue(2, ExtendedKeyUsagePurpose::ServerAuth)), &[]).await.unwrap_err();
    assert_eq!(alert(&error), "UnsupportedCertificate");
}

#[tokio::test]
async fn a_revoked_client_is_refused() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    let list = ca.revoke(&[2], 2100);
    for content in [list.pem().unwrap().into_bytes(), list.der().to_vec()] {
        files.write("clients.crl", content);
        let address = serve(files.config());
        let error = ask(address, &ca, Some(&ca.client(2)), &[]).await.unwrap_err();
        assert_eq!(alert(&error), "CertificateRevoked");
        assert_ne!(ask(address, &ca, Some(&ca.client(3)), &[]).await.unwrap().who, "nobody");
        assert_eq!(ask(address, &ca, None, &[]).await.unwrap().who, "nobody");
    }
}

#[tokio::test]
async fn a_list_that_has_expired_covers_nobody() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), Some(&ca));
    files.write("clients.crl", ca.revoke(&[], 2021).pem().unwrap());
    let error = ask(serve(files.config()), &ca, Some(&ca.client(2)), &[]).await.unwrap_err();
    assert!(error.to_string().starts_with("received fatal alert"), "{error}");
}

#[tokio::test]
async fn every_certificate_below_the_ca_must_be_covered_by_a_list() {
    let ca = Authority::new("ca");
    let below = ca.below("below");
    let between = [below.certificate.clone()];
    let files = Files::new(&ca.server(), Some(&ca));
    let client = below.client(2);
    files.write("clients.crl", below.revoke(&[], 2100).pem().unwrap());
    let error = ask(serve(files.config()), &ca, Some(&client), &between).await.unwrap_err();
    assert_eq!(alert(&error), "UnknownCA");
    files.write("more.crl", ca.revoke(&[], 2100).pem().unwrap());
    assert_ne!(ask(serve(files.config()), &ca, Some(&client), &between).await.unwrap().who, "nobody");
    files.write("clients.crl", ca.revoke(&[], 2100).pem().unwrap());
    let error = ask(serve(files.config()), &ca, Some(&client), &between).await.unwrap_err();
    assert_eq!(alert(&error), "UnknownCA");
}

#[tokio::test]
async fn who_does_not_finish_the_handshake_is_closed() {
    let ca = Authority::new("ca");
    let files = Files::new(&ca.server(), None);
    let acceptor = Reloader::new(files.config(), true).unwrap().acceptor().handshake_timeout(Duration::from_millis(200));
    let mut silent = TcpStream::connect(serve_with(acceptor)).await.unwrap();
    let start = Instant::now();
    let read = tokio::time::timeout(Duration::from_secs(20), silent.read(&mut [0; 8])).await.unwrap();
    assert!(!matches!(read, Ok(1..)), "{read:?}");
    assert!(start.elapsed() >= Duration::from_millis(200));
}
