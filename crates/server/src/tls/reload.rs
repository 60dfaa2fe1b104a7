//! New certificates, keys and revocation lists without a restart.

use std::io;
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use tokio::sync::watch;
use tokio::task;
use tokio::time::{self, MissedTickBehavior};

use super::acceptor::PeerAcceptor;
use super::error::TlsError;
use super::server_config::server_config;
use super::stamp::Stamp;
use crate::config::Tls;

/// Looks at the files of TLS from time to time and on SIGHUP, and uses new ones for new connections. Where they are not right, those
/// before stay in use, and the next look tries again.
pub struct Reloader {
    config: Arc<Tls>,
    bearer: bool,
    current: RustlsConfig,
    /// The files as they were when they were last right.
    stamps: Option<Vec<Option<Stamp>>>,
    renewed: watch::Sender<()>,
}

impl Reloader {
    /// Reads the files for the first time.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or the files do not fit together.
    pub fn new(config: Tls, bearer: bool) -> Result<Self, TlsError> {
        let stamps = Some(stamps(&config));
        let current = RustlsConfig::from_config(server_config(&config, bearer)?);
        Ok(Self { config: Arc::new(config), bearer, current, stamps, renewed: watch::Sender::new(()) })
    }

    /// An acceptor that uses the files as they were when they were last right.
    pub fn acceptor(&self) -> PeerAcceptor {
        PeerAcceptor::new(self.current.clone())
    }

    /// Turns whenever new files are in use: who has shown a certificate before has to show it anew.
    pub fn renewed(&self) -> watch::Receiver<()> {
        self.renewed.subscribe()
    }

    /// Looks at the files from time to time and on SIGHUP. This ends only where signals cannot be received.
    ///
    /// # Errors
    ///
    /// Signals cannot be received.
    pub async fn run(mut self) -> io::Result<()> {
        let mut ticks = time::interval(self.config.reload);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut hangups = Hangups::new()?;
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = hangups.next() => self.stamps = None,
            }
            self.look().await;
        }
    }

    /// Reads the files again if they are not as they were.
    pub(super) async fn look(&mut self) {
        let (config, bearer, before) = (Arc::clone(&self.config), self.bearer, self.stamps.clone());
        match task::spawn_blocking(move || changed(&config, bearer, before.as_deref())).await {
            Ok(None) => {}
            Ok(Some((stamps, Ok(server)))) => {
                self.current.reload_from_config(server);
                self.renewed.send_replace(());
                self.stamps = Some(stamps);
                tracing::info!("certificates are reloaded");
            }
            Ok(Some((_, Err(error)))) => {
                self.stamps = None;
                tracing::error!(%error, "certificates are not reloaded, those before stay");
            }
            Err(error) => tracing::error!(%error, "certificates are not reloaded, those before stay"),
        }
    }
}

type Reloaded = (Vec<Option<Stamp>>, Result<Arc<ServerConfig>, TlsError>);

/// Reads the files if they are not as they were. The stamps are taken first, so that a change meanwhile is seen at the next look.
fn changed(config: &Tls, bearer: bool, before: Option<&[Option<Stamp>]>) -> Option<Reloaded> {
    let stamps = stamps(config);
    if before == Some(stamps.as_slice()) { None } else { Some((stamps, server_config(config, bearer))) }
}

fn stamps(config: &Tls) -> Vec<Option<Stamp>> {
    let files = [&config.certificate, &config.key].into_iter().chain(&config.client_ca).chain(&config.client_crl);
    files.map(|path| Stamp::of(path)).collect()
}

/// SIGHUP, where there is such a thing.
struct Hangups(#[cfg(unix)] tokio::signal::unix::Signal);

#[cfg(unix)]
impl Hangups {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::hangup()).map(Self)
    }

    async fn next(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
impl Hangups {
    #[expect(clippy::unnecessary_wraps, reason = "as where there are signals")]
    fn new() -> io::Result<Self> {
        Ok(Self())
    }

    async fn next(&mut self) {
        std::future::pending::<()>().await;
    }
}
