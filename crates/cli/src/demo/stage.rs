//! The service of a run, with everything that it needs.

use std::path::PathBuf;

use aclavis::card::MasterSecret;
use aclavis_server::config::Config;
use aclavis_server::{Administration, Auditor, Running};
use getrandom::SysRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::cast::{self, CARD_USERS, DOMAIN, Person};
use super::credentials::{AUDIENCE, ISSUER, Issuer};
use super::folder::Folder;
use super::template;

const CONFIG: &str = "aclavis.toml";
const JWKS: &str = "jwks.json";
const MASTER: &str = "master.bin";

/// A service that runs.
pub(super) struct Stage {
    folder: Folder,
    pub(super) issuer: Issuer,
    pub(super) auditor: Auditor,
    pub(super) running: Running,
}

impl Stage {
    /// Makes secrets and configuration, imports who takes part, starts the service.
    pub(super) async fn build() -> Result<Self, String> {
        let folder = Folder::fresh()?;
        let issuer = Issuer::fresh()?;
        let master = MasterSecret::generate(&mut SysRng).map_err(|error| error.to_string())?;
        folder.write(MASTER, master.expose())?;
        folder.write(JWKS, issuer.jwks().as_bytes())?;
        folder.write(CONFIG, configuration().as_bytes())?;
        let config = Config::load(&folder.path(CONFIG)).map_err(|error| error.to_string())?;

        let administration = Administration::open(&config, "demo").await.map_err(|error| error.to_string())?;
        let principals: Vec<_> = cast::ALL.iter().map(|person| person.document()).collect();
        let objects = json!({ "ProfileTemplates": [template::document()], "Principals": principals });
        administration.import(&objects.to_string(), false, false).await.map_err(|error| format!("import: {error}"))?;
        let running = aclavis_server::start(&config).await.map_err(|error| error.to_string())?;
        let auditor = Auditor::open(&config).await.map_err(|error| error.to_string())?;
        Ok(Self { folder, issuer, auditor, running })
    }

    /// Writes the header with a token of a person into a file, for `curl -H @file`.
    pub(super) fn write_header(&self, person: &Person) -> Result<PathBuf, String> {
        let name = format!("{}.header", person.name.to_lowercase());
        let authorization = self.issuer.authorization(person);
        let header = Zeroizing::new(format!("Authorization: {}\n", *authorization));
        self.folder.write(&name, header.as_bytes())?;
        Ok(self.folder.path(&name))
    }

    /// The configuration file.
    pub(super) fn config(&self) -> PathBuf {
        self.folder.path(CONFIG)
    }

    /// Stops the service and removes everything.
    pub(super) async fn strike(self) -> Result<(), String> {
        let Self { folder, auditor, running, .. } = self;
        running.stop().await;
        drop(auditor);
        folder.remove()
    }
}

/// The configuration, as an administrator would write it. Port 0 is one that is free.
fn configuration() -> String {
    format!(
        r#"# What the demonstration uses.

[api]
enabled = true
listen = "127.0.0.1:0"

[admin]
listen = "127.0.0.1:0"

[auth]
domains = ["{DOMAIN}"]

[auth.bearer]
issuer = "{ISSUER}"
audience = "{AUDIENCE}"
jwks = "{JWKS}"

[store]
sqlite = "aclavis.db"

[secrets]
system = "demo"

[[secrets.master]]
version = 1
file = "{MASTER}"

[sensitive]
group = "{}"

[limits]
shutdown = "2s"
"#,
        CARD_USERS.sid
    )
}
