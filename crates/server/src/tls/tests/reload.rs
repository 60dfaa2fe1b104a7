//! New files without a restart.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::time;

use super::authority::{Authority, Files, Identity};
use super::host::{ask, serve_with};
use crate::tls::Reloader;

/// Waits until the server has this certificate.
async fn until_served(address: SocketAddr, ca: &Authority, server: &Identity) {
    for _ in 0..500 {
        if ask(address, ca, None, &[]).await.is_ok_and(|seen| seen.server == server.certificate) {
            return;
        }
        time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(ask(address, ca, None, &[]).await.unwrap().server, server.certificate);
}

#[tokio::test]
async fn a_new_certificate_is_used_without_a_restart() {
    let ca = Authority::new("ca");
    let (first, second) = (ca.server(), ca.server());
    let files = Files::new(&first, None);
    let reloader = Reloader::new(files.config(), true).unwrap();
    let address = serve_with(reloader.acceptor());
    let task = tokio::spawn(reloader.run());
    assert_eq!(ask(address, &ca, None, &[]).await.unwrap().server, first.certificate);
    files.write_server(&second);
    until_served(address, &ca, &second).await;
    task.abort();
}

#[tokio::test]
async fn bad_files_leave_the_ones_before_in_use() {
    let ca = Authority::new("ca");
    let (first, second) = (ca.server(), ca.server());
    let files = Files::new(&first, None);
    let mut reloader = Reloader::new(files.config(), true).unwrap();
    let address = serve_with(reloader.acceptor());
    files.write("server.pem", &second.certificate_pem);
    reloader.look().await;
    assert_eq!(ask(address, &ca, None, &[]).await.unwrap().server, first.certificate);
    files.write("server.key", "nothing");
    reloader.look().await;
    assert_eq!(ask(address, &ca, None, &[]).await.unwrap().server, first.certificate);
    files.write("server.key", second.key_pem());
    reloader.look().await;
    assert_eq!(ask(address, &ca, None, &[]).await.unwrap().server, second.certificate);
}

#[tokio::test]
async fn a_new_revocation_list_refuses_the_client() {
    let ca = Authority::new("ca");
    let client = ca.client(2);
    let files = Files::new(&ca.server(), Some(&ca));
    files.write("clients.crl", ca.revoke(&[], 2100).pem().unwrap());
    let mut reloader = Reloader::new(files.config(), true).unwrap();
    let address = serve_with(reloader.acceptor());
    assert_ne!(ask(address, &ca, Some(&client), &[]).await.unwrap().who, "nobody");
    files.write("clients.crl", ca.revoke(&[2], 2100).pem().unwrap());
    reloader.look().await;
    let error = ask(address, &ca, Some(&client), &[]).await.unwrap_err();
    assert_eq!(error.to_string(), "received fatal alert: CertificateRevoked");
}

#[cfg(unix)]
#[tokio::test]
async fn a_hangup_reloads_at_once() {
    use std::process::Command;
    use tokio::signal::unix::{SignalKind, signal};

    // From here on the signal does not end the process, whoever comes first.
    let _caught = signal(SignalKind::hangup()).unwrap();
    let ca = Authority::new("ca");
    let (first, second) = (ca.server(), ca.server());
    let files = Files::new(&first, None);
    let mut config = files.config();
    config.reload = Duration::from_hours(1);
    let reloader = Reloader::new(config, true).unwrap();
    let address = serve_with(reloader.acceptor());
    let task = tokio::spawn(reloader.run());
    // The first look is at once.
    time::sleep(Duration::from_millis(100)).await;
    files.write_server(&second);
    assert_eq!(ask(address, &ca, None, &[]).await.unwrap().server, first.certificate);
    let sent = Command::new("kill").args(["-HUP", &std::process::id().to_string()]).status().unwrap();
    assert!(sent.success());
    until_served(address, &ca, &second).await;
    task.abort();
}
