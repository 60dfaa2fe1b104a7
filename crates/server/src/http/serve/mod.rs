//! Listeners, from their start to the last answer.

mod connection;
mod listener;
mod places;
mod signal;
#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum_server::accept::DefaultAcceptor;
use sd_notify::NotifyState;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub use connection::Listening;
use listener::Ways;
pub use signal::signalled;

use super::admin::Readiness;
use super::peer::Proxies;
use super::rates::Rates;
use super::stack::App;
use crate::config::{Admin, Api, Limits};

/// The listeners of the API and of the administration address, bound.
#[derive(Debug)]
pub struct Listeners {
    api: TcpListener,
    admin: TcpListener,
}

/// What the listeners serve.
pub struct Services<A> {
    /// What makes a stream of a connection to the API: TLS, or nothing.
    pub acceptor: A,
    /// The API.
    pub api: App,
    /// The administration address, which has no TLS.
    pub admin: App,
    /// What the administration address says of readiness.
    pub readiness: Readiness,
    /// Whose connections are not counted.
    pub proxies: Proxies,
    /// Turns whenever connections must be made anew, for what was looked at when they were made has changed.
    pub renewed: watch::Receiver<()>,
    /// The rates of the API: while it is served, who has been quiet is forgotten.
    pub rates: Arc<Rates>,
}

impl Listeners {
    /// Binds both addresses. From here on connections queue up.
    ///
    /// # Errors
    ///
    /// An address cannot be had; the error names it.
    pub async fn bind(api: &Api, admin: &Admin) -> io::Result<Self> {
        Ok(Self { api: bind(api.listen).await?, admin: bind(admin.listen).await? })
    }

    /// The address of the API, with its port.
    ///
    /// # Errors
    ///
    /// The operating system does not say.
    pub fn api(&self) -> io::Result<SocketAddr> {
        self.api.local_addr()
    }

    /// The address of the administration, with its port.
    ///
    /// # Errors
    ///
    /// The operating system does not say.
    pub fn admin(&self) -> io::Result<SocketAddr> {
        self.admin.local_addr()
    }

    /// Serves until `stop` is done, and then ends in order: readiness turns false; the API takes no more connections, finishes the
    /// requests that it has begun to read, for as long as the limit allows, and closes the others; the administration address stops last.
    pub async fn serve<A: Listening>(self, services: Services<A>, limits: &Limits, stop: impl Future<Output = ()>) {
        tracing::info!(api = self.api().ok().map(display), admin = self.admin().ok().map(display), "listening");
        let (api_stop, api_stopped) = watch::channel(());
        let (admin_stop, admin_stopped) = watch::channel(());
        let ways = Ways { limits, proxies: &services.proxies, renewed: services.renewed, stop: api_stopped };
        let api = listener::serve(self.api, services.acceptor, services.api, ways);
        let (_never, renewed) = watch::channel(());
        let ways = Ways { limits, proxies: &services.proxies, renewed, stop: admin_stopped };
        let admin = listener::serve(self.admin, DefaultAcceptor::new(), services.admin, ways);
        let api_and_stop = async {
            let stopping = async {
                stop.await;
                tracing::info!("stopping");
                services.readiness.stop();
                notify(NotifyState::Stopping);
                drop(api_stop);
            };
            tokio::join!(api, stopping);
            drop(admin_stop);
        };
        notify(NotifyState::Ready);
        tokio::select! {
            _ = async { tokio::join!(api_and_stop, admin) } => (),
            () = services.rates.sweep() => (),
        }
    }
}

/// Binds an address.
async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on `{address}`: {error}")))
}

/// Tells systemd, if it started the service and wants to know.
fn notify(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd is not told");
    }
}
