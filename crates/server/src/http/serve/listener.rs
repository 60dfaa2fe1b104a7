//! One listener: it accepts, and it stops in order.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::connection::{Connection, Listening, Signs, Spans};
use super::places::{Place, Places};
use crate::config::Limits;
use crate::http::peer::Proxies;
use crate::http::stack::App;

/// How long accepting rests after a failure that is not the client's, such as too many open files.
const REST: Duration = Duration::from_millis(50);

/// How a listener serves.
pub(super) struct Ways<'w> {
    /// The limits.
    pub(super) limits: &'w Limits,
    /// Whose connections are not counted.
    pub(super) proxies: &'w Proxies,
    /// Turns whenever connections must be made anew.
    pub(super) renewed: watch::Receiver<()>,
    /// Its sender is dropped when the listener is to stop.
    pub(super) stop: watch::Receiver<()>,
}

/// Serves an application until the sender of `stop` is dropped, and then until the last request has its answer or the limit is over.
pub(super) async fn serve<A: Listening>(listener: TcpListener, acceptor: A, app: App, ways: Ways<'_>) {
    let Ways { limits, proxies, renewed, mut stop } = ways;
    let places = Places::new(limits, proxies);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            _ = stop.changed() => break,
            Some(_) = connections.join_next() => (),
            (stream, peer, place) = next(&listener, &places) => {
                let connection = Connection { stream, peer, place, spans: Spans::of(limits) };
                let signs = Signs { stop: stop.clone(), renewed: renewed.clone() };
                let ends = connection.serve(acceptor.clone(), app.clone(), signs);
                connections.spawn(ends);
            }
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.shutdown, all).await.is_err() {
        tracing::warn!(connections = connections.len(), "requests are cut off, the time for a shutdown is over");
    }
    connections.shutdown().await;
}

/// The next connection, once there is a place for it: until then it waits in the operating system's queue and costs nothing here.
async fn next(listener: &TcpListener, places: &Places) -> (TcpStream, SocketAddr, Place) {
    loop {
        let Some(any) = places.any().await else { return std::future::pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => {
                if let Some(place) = places.of(peer, any) {
                    return (stream, peer, place);
                }
                tracing::debug!(%peer, "the peer has too many connections");
            }
            Err(error) => {
                tracing::warn!(%error, "a connection is not accepted");
                tokio::time::sleep(REST).await;
            }
        }
    }
}
