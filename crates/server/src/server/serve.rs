//! The service from its start to its end.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use axum::{Router, middleware};
use axum_server::accept::DefaultAcceptor;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use super::Failure;
use super::heads::{self, Heads};
use super::open::Opened;
use crate::audit;
use crate::auth::bearer::BearerVerifier;
use crate::auth::{Authenticator, Directory, authenticated};
use crate::authority::Authority;
use crate::config::Config;
use crate::http::{self, Check, Listeners, Metrics, Parts, Readiness, Services, route};
use crate::service::{LockRule, Rules, Service};
use crate::store::Store;
use crate::tls::Reloader;
use crate::vault::Vault;

/// How long the writer may take for what it has accepted when everything else has ended.
const LAST_COMMITS: Duration = Duration::from_secs(10);

/// A service that runs.
#[derive(Debug)]
pub struct Running {
    /// The address of the API.
    pub api: SocketAddr,
    /// The address of the administration.
    pub admin: SocketAddr,
    stop: oneshot::Sender<()>,
    end: JoinHandle<()>,
}

impl Running {
    /// Stops it, when everything that was begun is finished.
    pub async fn stop(self) {
        // Where nobody listens any more it has stopped already.
        let _ = self.stop.send(());
        if let Err(error) = self.end.await {
            tracing::error!(%error, "the service has failed");
        }
    }
}

/// Serves until `stop` is done, and ends in order.
///
/// # Errors
///
/// The service cannot start, or a part of it fails.
pub async fn serve(config: &Config, stop: impl Future<Output = ()>) -> Result<(), Failure> {
    let running = start(config).await?;
    let Running { stop: sender, mut end, .. } = running;
    tokio::select! {
        () = stop => {
            let _ = sender.send(());
            let _ = (&mut end).await;
            Ok(())
        }
        ended = &mut end => {
            let message = ended.err().map_or_else(|| "a part of the service has ended".to_owned(), |error| error.to_string());
            Err(Failure::System(std::io::Error::other(message)))
        }
    }
}

/// Starts the service and says where it listens.
///
/// # Errors
///
/// The service cannot start.
pub async fn start(config: &Config) -> Result<Running, Failure> {
    let sensitive = config.check()?;
    let Opened { store, vault, writer, work } = Opened::open(config).await?;
    let authority =
        Authority { permissions: config.permissions.0.clone(), originator_abandons: config.abandon.originator, sensitive };
    let lock = LockRule { answers: config.lock.answers, window: config.lock.window, lasts: config.lock.lasts };
    let rules = Arc::new(Rules { authority, vault: Arc::clone(&vault), lock });
    let service = Arc::new(Service { rules, store: Arc::clone(&store), writer: writer.clone() });

    let bearer = match &config.auth.bearer {
        Some(bearer) => Some(Arc::new(BearerVerifier::start(bearer, &config.auth.domains, SystemTime::now()).await?)),
        None => None,
    };
    let heads = writer.heads();
    let metrics = Metrics::new(|registry| crate::store::register(registry, &writer));
    let parts = Parts::new(&config.api, &config.limits, metrics.clone());
    let authenticator = Arc::new(Authenticator {
        bearer: bearer.clone(),
        directory: Directory::new(Arc::clone(&store), config.directory.cache),
        rates: Arc::clone(&parts.rates),
    });
    let routes = if config.api.enabled {
        route::routes(service).route_layer(middleware::from_fn_with_state(authenticator, authenticated))
    } else {
        tracing::warn!("`api.enabled` is false: every route of the API is 404");
        Router::new()
    };
    let readiness = Readiness::new(StoreCheck { store, vault });
    let admin = http::admin(readiness.clone(), metrics, &config.limits, http::openapi::page());
    let (rates, proxies) = (Arc::clone(&parts.rates), parts.proxies.clone());
    let api = http::layered(routes, parts);

    let listeners = Listeners::bind(&config.api, &config.admin).await?;
    let (api_address, admin_address) = (listeners.api()?, listeners.admin()?);
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        // A sender that is dropped stops the service, too.
        let _ = stopped.await;
    };
    let limits = config.limits.clone();
    let serving: JoinHandle<()> = match &config.tls {
        Some(tls) => {
            let reloader = Reloader::new(tls.clone(), config.auth.bearer.is_some())?;
            let acceptor = reloader.acceptor().handshake_timeout(limits.header_read);
            let renewed = reloader.renewed();
            tokio::spawn(async move {
                let services = Services { acceptor, api, admin, readiness, proxies, renewed, rates };
                tokio::select! {
                    () = listeners.serve(services, &limits, stopped) => {}
                    Err(error) = reloader.run() => tracing::error!(%error, "certificates are not looked after any more"),
                }
            })
        }
        None => tokio::spawn(async move {
            let (_never, renewed) = watch::channel(());
            let services = Services { acceptor: DefaultAcceptor::new(), api, admin, readiness, proxies, renewed, rates };
            listeners.serve(services, &limits, stopped).await;
        }),
    };
    let end = tokio::spawn(supervised(serving, work, bearer, heads));
    Ok(Running { api: api_address, admin: admin_address, stop, end })
}

/// Lets the parts run until the listeners have ended. A writer that ends before has failed, and nothing can be changed any more.
async fn supervised(mut serving: JoinHandle<()>, mut work: JoinHandle<()>, bearer: Option<Arc<BearerVerifier>>, heads: Heads) {
    let fresh = async {
        match &bearer {
            Some(bearer) => bearer.keep_fresh().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = &mut serving => {
            // What was accepted is committed before the process may end.
            if tokio::time::timeout(LAST_COMMITS, work).await.is_err() {
                tracing::error!("the writer does not come to an end");
            }
        }
        _ = &mut work => {
            tracing::error!("the writer has failed");
            serving.abort();
        }
        () = fresh => {}
        () = heads::log_now_and_then(heads.clone()) => {}
    }
    heads::log(&heads);
}

/// The service is ready when the store answers, and uses a master secret that is configured.
struct StoreCheck {
    store: Arc<dyn Store>,
    vault: Arc<Vault>,
}

#[async_trait]
impl Check for StoreCheck {
    async fn reasons(&self) -> Vec<String> {
        match audit::head(&*self.store).await {
            Ok(head) if self.vault.has(head.master) => Vec::new(),
            Ok(head) => vec![format!("the store uses master secret {}, which is not configured", head.master)],
            Err(error) => {
                tracing::error!(%error, "the store does not answer");
                vec!["the store does not answer".to_owned()]
            }
        }
    }
}
