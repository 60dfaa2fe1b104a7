#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::future::{Pending, pending};
use std::io;
use std::process::{self, Command};
use std::time::Duration;

use axum::Router;
use axum_server::accept::Accept;
use axum_server::tls_rustls::RustlsAcceptor;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::*;
use crate::http::{Metrics, Parts, layered};

/// A time after which a test has failed.
const LATE: Duration = Duration::from_secs(20);

/// A handshake that never ends.
#[derive(Clone)]
struct Never;

impl<S> Accept<TcpStream, S> for Never {
    type Stream = TcpStream;
    type Service = S;
    type Future = Pending<io::Result<(TcpStream, S)>>;

    fn accept(&self, _: TcpStream, _: S) -> Self::Future {
        pending()
    }
}

/// What a client reads of a handshake that never ends, where the service has these limits and stops after a while.
async fn cut_off(limits: Limits, stops_after: Duration) {
    let listener = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let app = layered(Router::new(), Parts::new(&Api::default(), &limits, Metrics::new(|_| ())));
    let (stop, stopped) = watch::channel(());
    let serving = tokio::spawn(async move {
        let (_never, renewed) = watch::channel(());
        let ways = Ways { limits: &limits, proxies: &Proxies::default(), renewed, stop: stopped };
        listener::serve(listener, Never, app, ways).await;
    });
    tokio::time::sleep(stops_after).await;
    drop(stop);
    tokio::time::timeout(LATE, serving).await.unwrap().unwrap();
    assert_eq!(client.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_handshake_has_a_limit_and_holds_up_no_stop() {
    let short = Duration::from_millis(50);
    cut_off(Limits { header_read: short, ..Limits::default() }, short * 3).await;
    cut_off(Limits { header_read: LATE * 2, shutdown: LATE * 2, ..Limits::default() }, short).await;
}

#[tokio::test]
async fn a_signal_ends_the_service() {
    let signal = signalled().unwrap();
    let status = Command::new("sh").args(["-c", &format!("kill -TERM {}", process::id())]).status().unwrap();
    assert!(status.success());
    tokio::time::timeout(LATE, signal).await.unwrap();
}

#[test]
fn tls_is_a_way_to_listen() {
    fn is<A: Listening>() {}
    is::<RustlsAcceptor>();
}
