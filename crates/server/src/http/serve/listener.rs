//! One listener: it accepts, and it stops in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

use super::connection::{Connection, Listening};
use crate::config::Limits;
use crate::http::stack::App;

/// How long accepting rests after a failure that is not the client's, such as too many open files.
const REST: Duration = Duration::from_millis(50);

/// Serves an application until the sender of `stop` is dropped, and then until the last request has its answer or the limit is over.
pub(super) async fn serve<A: Listening>(
    listener: TcpListener,
    acceptor: A,
    app: App,
    limits: &Limits,
    mut stop: watch::Receiver<()>,
) {
    let places = Arc::new(Semaphore::new(usize::try_from(limits.connections.get()).unwrap_or(Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            _ = stop.changed() => break,
            Some(_) = connections.join_next() => (),
            (stream, peer, place) = next(&listener, &places) => {
                let connection = Connection { stream, peer, place, header_read: limits.header_read };
                let ends = connection.serve(acceptor.clone(), app.clone(), graceful.watcher(), stop.clone());
                connections.spawn(ends);
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(limits.shutdown, graceful.shutdown()).await.is_err() {
        tracing::warn!(connections = connections.len(), "requests are cut off, the time for a shutdown is over");
    }
    connections.shutdown().await;
}

/// The next connection, once there is a place for it: until then it waits in the operating system's queue and costs nothing here.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let Ok(place) = Arc::clone(places).acquire_owned().await else { return std::future::pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) => {
                tracing::warn!(%error, "a connection is not accepted");
                tokio::time::sleep(REST).await;
            }
        }
    }
}
