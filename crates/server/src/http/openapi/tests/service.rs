use std::sync::Arc;

use async_trait::async_trait;
use axum::{Extension, Router};
use axum_server::accept::DefaultAcceptor;
use reqwest::{Client, Method, Response};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::auth::Caller;
use crate::authority::{Authority, Sensitive};
use crate::config::{Admin, Api, Config, Limits, Rate};
use crate::http::{Check, Listeners, Metrics, Parts, Readiness, Services, admin, layered, openapi, route};
use crate::import::{Documents, Import};
use crate::object::Id;
use crate::server::Opened;
use crate::service::{LockRule, Rules, Service};

/// The user of the documented request.
const USER: &str = "8f1590dc-d932-4b66-8e68-2e91c5880780";
const SID: &str = "S-1-5-21-1-2-3-1000";

/// A service that runs on the loopback interface. Whoever calls its API is one and the same user.
pub(super) struct Running {
    client: Client,
    api: String,
    admin: String,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
    _directory: TempDir,
}

struct Ready;

#[async_trait]
impl Check for Ready {
    async fn reasons(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Running {
    pub(super) async fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let config = config(&directory);
        let opened = Opened::open(&config).await.unwrap();
        import(&opened).await;
        let limits = Limits { peer: Rate::OFF, principal: Rate::OFF, ..Limits::default() };
        let parts = Parts::new(&config.api, &limits, Metrics::new(|_| ()));
        let (rates, metrics) = (Arc::clone(&parts.rates), parts.metrics.clone());
        let caller = Caller::new(Some(id(USER)), "ann".to_owned(), Some(SID.parse().unwrap()), Vec::new());
        let routes = route::routes(service(&opened)).layer(Extension(Arc::new(caller)));
        let readiness = Readiness::new(Ready);
        let (_never, renewed) = tokio::sync::watch::channel(());
        let services = Services {
            proxies: crate::http::Proxies::default(),
            renewed,
            acceptor: DefaultAcceptor::new(),
            api: layered(routes, parts),
            admin: admin(readiness.clone(), metrics, &limits, Router::new().merge(openapi::page())),
            readiness,
            rates,
        };
        let listeners = Listeners::bind(&config.api, &config.admin).await.unwrap();
        let (api, admin) = (listeners.api().unwrap(), listeners.admin().unwrap());
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            listeners.serve(services, &limits, stopped).await;
        });
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let (api, admin) = (format!("http://{api}"), format!("http://{admin}"));
        Self { client, api, admin, stop, served, _directory: directory }
    }

    /// The answer of the API.
    pub(super) async fn ask(&self, method: &str, path: &str, body: Option<&str>) -> Response {
        let method: Method = method.parse().unwrap();
        let mut request = self.client.request(method, format!("{}{path}", self.api));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_owned());
        }
        request.send().await.unwrap()
    }

    /// The answer of the administration address.
    pub(super) async fn admin(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.admin)).send().await.unwrap()
    }

    pub(super) async fn end(self) {
        drop(self.client);
        let _ = self.stop.send(());
        self.served.await.unwrap();
    }
}

fn config(directory: &TempDir) -> Config {
    use std::os::unix::fs::PermissionsExt;

    let master = directory.path().join("master");
    std::fs::write(&master, "3f1c9a7be25d08461397afc4d2b8e06f5a71c3e98d042b6f1e7a94d3c058b26a").unwrap();
    std::fs::set_permissions(&master, std::fs::Permissions::from_mode(0o600)).unwrap();
    let text = format!(
        "[store]\nsqlite = {:?}\n[secrets]\nsystem = \"test\"\n[[secrets.master]]\nversion = 1\nfile = {master:?}\n",
        directory.path().join("store")
    );
    let any = "127.0.0.1:0".parse().unwrap();
    let config: Config = toml::from_str(&text).unwrap();
    Config { api: Api { listen: any, ..Api::default() }, admin: Admin { listen: any }, ..config }
}

fn service(opened: &Opened) -> Arc<Service> {
    let authority = Authority {
        permissions: aclavis::PermissionTable::default(),
        originator_abandons: false,
        sensitive: Sensitive::AnyoneWithExecute,
    };
    let minute = std::time::Duration::from_mins(1);
    let lock = LockRule { answers: 10, window: minute, lasts: minute };
    let rules = Arc::new(Rules { authority, vault: Arc::clone(&opened.vault), lock });
    Arc::new(Service { rules, store: Arc::clone(&opened.store), writer: opened.writer.clone() })
}

/// A template after which the user may start requests, and the two documented objects.
async fn import(opened: &Opened) {
    let request = include_str!("../example/request-completed.json");
    let card = include_str!("../example/smartcard-retired.json");
    let pattern = "O:{originator}D:(A;;CCDCLCSWRC;;;{originator})";
    let template = format!(
        r#"{{"Name":"Logon","Uuid":"a039b4d0-5ce8-4eff-8651-181c6576fda3","IsSmartcardProfileTemplate":true,"AutoApprove":true,
            "SecurityDescriptor":"O:{SID}D:(A;;CCLCRC;;;{SID})","RequestSecurityDescriptor":"{pattern}",
            "UserPinOption":"ServerDistributed"}}"#
    );
    let documents = Documents::parse(&format!("[{template},{card},{request}]")).unwrap();
    let import = Import {
        documents,
        vault: Arc::clone(&opened.vault),
        actor: "admin:test".to_owned(),
        is_replacing: false,
        allows_dangling: true,
    };
    assert_eq!(opened.writer.execute(import).await.unwrap().len(), 3);
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}
