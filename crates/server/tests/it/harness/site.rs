//! A service with its database and its files.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use aclavis_server::config::{Admin, Api, Auth, Bearer, Claims, Config, Jwks, Limits, Master, Rate, Secrets, StoreConfig};
use aclavis_server::{Administration, Auditor, Failure, Imported, Running, Sensitive, start};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::issuer::{self, AUDIENCE, ISSUER};
use super::people::LISTED;
use super::{Answer, Client, DOMAIN, Database, Engine, KEYS, MASTER, Person, SYSTEM, TEMPLATE, sid, template};

/// A service with its database and its files, all of which go with it.
pub(crate) struct Site {
    /// The configuration with which it was started.
    pub(crate) config: Config,
    /// The database.
    pub(crate) database: Database,
    /// An administrator.
    pub(crate) admin: Administration,
    running: Running,
    client: Client,
    folder: TempDir,
}

impl Site {
    /// A service with the people and the template that every site has.
    pub(crate) async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| ()).await
    }

    /// The same with another configuration.
    pub(crate) async fn start_with(engine: Engine, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::new(engine, folder.path()).await;
        let mut config = config(folder.path(), &database);
        change(&mut config);
        let admin = Administration::open(&config, "tests").await.unwrap();
        let people: Vec<Value> = LISTED.iter().map(Person::row).collect();
        let objects = json!({"Principals": people, "ProfileTemplates": [template(TEMPLATE, &json!({}))]});
        admin.import(&objects.to_string(), false, false).await.unwrap();
        let running = start(&config).await.unwrap();
        let client = Client::new(running.api, None);
        Self { config, database, admin, running, client, folder }
    }

    /// Somebody who calls.
    pub(crate) fn by(&self, person: Person) -> Client {
        self.client.named(person)
    }

    /// Somebody without credentials.
    pub(crate) fn stranger(&self) -> Client {
        self.client.clone()
    }

    /// The folder of the files.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The port of the API.
    pub(crate) fn port(&self) -> u16 {
        self.running.api.port()
    }

    /// Imports objects that are not there yet.
    pub(crate) async fn import(&self, objects: &Value) {
        self.try_import(objects).await.unwrap();
    }

    /// Imports objects, or finds that they cannot be.
    pub(crate) async fn try_import(&self, objects: &Value) -> Result<Vec<Imported>, Failure> {
        self.admin.import(&objects.to_string(), false, false).await
    }

    /// Replaces the template that every site has with the same one, but for these members.
    pub(crate) async fn change_template(&self, with: &Value) {
        self.admin.import(&template(TEMPLATE, with).to_string(), true, false).await.unwrap();
    }

    /// An auditor, who changes nothing.
    pub(crate) async fn auditor(&self) -> Auditor {
        Auditor::open(&self.config).await.unwrap()
    }

    /// All audit records, in their order.
    pub(crate) async fn audit(&self) -> Vec<Value> {
        let mut lines = Vec::new();
        self.auditor().await.export(1, &mut lines).await.unwrap().unwrap();
        let lines = String::from_utf8(lines).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The audit records of a call, by the correlation id of its answer.
    pub(crate) async fn records(&self, correlation: &str) -> Vec<Value> {
        self.audit().await.into_iter().filter(|record| record["CorrelationId"] == correlation).collect()
    }

    /// Checks that the audit chain is whole.
    pub(crate) async fn is_whole(&self) {
        let report = self.auditor().await.verify(None, &mut |_| ()).await.unwrap();
        assert_eq!(report.fault, None);
    }

    /// What the administration address answers to a path.
    pub(crate) async fn of_admin(&self, path: &str) -> Answer {
        let admin = Client::new(self.running.admin, None);
        admin.answer(admin.call(&reqwest::Method::GET, path)).await
    }

    /// Another service on the same database.
    pub(crate) async fn second(&self) -> (Running, Client) {
        let running = start(&self.config).await.unwrap();
        let client = Client::new(running.api, None);
        (running, client)
    }

    /// Stops the service, and leaves the rest.
    pub(crate) async fn stop(self) -> (Config, Database, TempDir) {
        drop(self.client);
        self.running.stop().await;
        (self.config, self.database, self.folder)
    }
}

/// The configuration that every site has.
fn config(folder: &Path, database: &Database) -> Config {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let jwks = folder.join("jwks.json");
    fs::write(&jwks, issuer::jwks()).unwrap();
    let bearer = Bearer {
        issuer: ISSUER.to_owned(),
        audience: vec![AUDIENCE.to_owned()],
        jwks: Jwks::File(jwks),
        refresh: std::time::Duration::from_mins(5),
        claims: Claims::default(),
    };
    let (sqlite, postgres) = match database {
        Database::Sqlite(path) => (Some(path.clone()), None),
        Database::Postgres(url) => (None, Some(url.clone())),
    };
    let mut config = Config {
        api: Api { enabled: true, listen: any, ..Api::default() },
        admin: Admin { listen: any },
        auth: Auth { domains: vec![DOMAIN.parse().unwrap()], bearer: Some(bearer) },
        store: StoreConfig { sqlite, postgres, postgres_file: None, readers: 2.try_into().unwrap() },
        secrets: Secrets { system: SYSTEM.to_owned(), master: vec![master(folder, 1, &MASTER)] },
        limits: Limits { peer: Rate::OFF, principal: Rate::OFF, ..Limits::default() },
        ..Config::default()
    };
    config.sensitive.group = Some(Sensitive::Group(sid(KEYS).parse().unwrap()));
    config
}

/// A master secret in a file that only its owner can read.
pub(crate) fn master(folder: &Path, version: u32, bytes: &[u8]) -> Master {
    let file = folder.join(format!("master-{version}"));
    let mut options = fs::OpenOptions::new();
    let mut opened = options.write(true).create(true).truncate(true).mode(0o600).open(&file).unwrap();
    std::io::Write::write_all(&mut opened, bytes).unwrap();
    Master { version, file }
}
