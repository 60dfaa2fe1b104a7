//! Store and secrets, opened together.

use std::collections::BTreeMap;
use std::sync::Arc;

use aclavis::card::MasterSecret;
use async_trait::async_trait;
use serde_json::json;
use tokio::task::JoinHandle;

use super::Failure;
use crate::config::{Config, Secrets, StoreConfig, secret_file};
use crate::object::Id;
use crate::refusal::{Refusal, Stop};
use crate::service::administration;
use crate::store::table::masters;
use crate::store::{Command, PostgresStore, Session, SqliteStore, Store, Writer};
use crate::vault::Vault;

/// A store that belongs to the configured master secrets.
pub(crate) struct Opened {
    /// The store.
    pub(crate) store: Arc<dyn Store>,
    /// The secrets.
    pub(crate) vault: Arc<Vault>,
    /// Who changes the store.
    pub(crate) writer: Writer,
    /// The task that does it.
    pub(crate) work: JoinHandle<()>,
}

impl Opened {
    /// Opens the store and reads the secrets, and sees that they belong together.
    pub(crate) async fn open(config: &Config) -> Result<Self, Failure> {
        let vault = Arc::new(vault(&config.secrets)?);
        let store = store(&config.store).await?;
        let (writer, work) = Writer::start(Arc::clone(&store), Arc::clone(&vault));
        writer.execute(KnowMasters { vault: Arc::clone(&vault) }).await?;
        Ok(Self { store, vault, writer, work })
    }
}

/// Reads the master secrets.
pub(super) fn vault(secrets: &Secrets) -> Result<Vault, Failure> {
    let mut masters = BTreeMap::new();
    for master in &secrets.master {
        let failure = |problem: String| Failure::Master { version: master.version, problem };
        if master.version == 0 {
            return Err(failure("versions begin with 1".to_owned()));
        }
        let bytes = secret_file(&master.file)?;
        let secret = MasterSecret::from_encoded(&bytes);
        let secret = secret.map_err(|error| failure(format!("`{}`: {error}", master.file.display())))?;
        if masters.insert(master.version, secret).is_some() {
            return Err(failure("the version is given twice".to_owned()));
        }
    }
    Ok(Vault::new(masters, secrets.system.clone()))
}

/// Opens the store.
pub(super) async fn store(config: &StoreConfig) -> Result<Arc<dyn Store>, Failure> {
    let StoreConfig { sqlite, postgres, postgres_file, readers } = config;
    match (sqlite, postgres, postgres_file) {
        (Some(path), None, None) => Ok(Arc::new(SqliteStore::open(path, *readers).await?)),
        (None, Some(url), None) => Ok(Arc::new(PostgresStore::connect(url, *readers).await?)),
        (None, None, Some(path)) => {
            let url = secret_file(path)?;
            let url = std::str::from_utf8(&url).map_err(|_| Failure::Store(format!("`{}` is no text", path.display())))?;
            Ok(Arc::new(PostgresStore::connect(url.trim(), *readers).await?))
        }
        _ => Err(Failure::Store("one of `sqlite`, `postgres` and `postgres_file` is needed".to_owned())),
    }
}

/// Sees that the configured master secrets are those that the store was used with, and remembers new ones. The first time the latest
/// comes into use.
struct KnowMasters {
    vault: Arc<Vault>,
}

#[async_trait]
impl Command for KnowMasters {
    type Answer = ();

    async fn run(&self, session: &mut Session) -> Result<(), Stop> {
        self.know(session).await.map_err(Stop::undoing)
    }
}

impl KnowMasters {
    async fn know(&self, session: &mut Session) -> Result<(), Stop> {
        let rows = session.read(masters::ALL, Vec::new()).await?;
        let known: BTreeMap<u32, String> = rows
            .iter()
            .map(|row| Ok((row.numbered(0, |number| u32::try_from(number).ok())?, row.text(1)?)))
            .collect::<Result<_, Stop>>()?;
        for (version, check_value) in self.vault.check_values() {
            match known.get(&version) {
                Some(expected) if *expected == check_value => {}
                Some(expected) => {
                    let message = format!(
                        "master secret {version} has the check value {check_value}, but the store was used with {expected}: \
                         it is another secret, and no key would be right"
                    );
                    return Err(Refusal::conflict("other-master", message).into());
                }
                None => {
                    session.write(masters::INSERT, vec![version.into(), check_value.into()]).await?;
                }
            }
        }
        let latest = self.vault.latest().ok_or_else(|| Refusal::fault("there is no master secret"))?;
        match session.master() {
            0 => {
                session.write(masters::USE, vec![latest.into()]).await?;
                session.use_master(latest);
                let detail = json!({ "change": { "to": latest } });
                session.record(administration(session, "server", "master.use", Id::EMPTY, Id::EMPTY, &detail));
                Ok(())
            }
            used if self.vault.has(used) => Ok(()),
            used => {
                let message = format!("the store uses master secret {used}, which is not configured");
                Err(Refusal::conflict("no-master", message).into())
            }
        }
    }
}
