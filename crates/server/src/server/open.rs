//! Store and secrets, opened together.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use aclavis::card::MasterSecret;
use async_trait::async_trait;
use serde_json::json;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

use super::Failure;
use crate::audit;
use crate::config::{Config, Secrets, StoreConfig, secret_file};
use crate::object::Id;
use crate::refusal::{Refusal, Stop};
use crate::service::administration;
use crate::store::table::masters;
use crate::store::{Command, PostgresStore, Row, Session, SqliteStore, Store, Writer};
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

/// A store that is only looked at, with the configured master secrets. Nothing is written, not even tables.
pub(crate) struct Looked {
    /// The store; `None` where there is none yet, and the first import or start makes it.
    pub(crate) store: Option<Arc<dyn Store>>,
    /// The secrets.
    pub(crate) vault: Arc<Vault>,
}

impl Looked {
    /// Looks at the store and reads the secrets, and sees that they belong together.
    pub(crate) async fn open(config: &Config) -> Result<Self, Failure> {
        let vault = Arc::new(vault(&config.secrets)?);
        let store = look(&config.store).await?;
        if let Some(store) = &store {
            unknown(&vault, &store.read(masters::ALL.into(), Vec::new()).await?)?;
            let used = audit::head(&**store).await?.master;
            if used != 0 && !vault.has(used) {
                return Err(no_master(used).into());
            }
        }
        Ok(Self { store, vault })
    }
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

/// Opens the store, and makes it where there is none.
pub(super) async fn store(config: &StoreConfig) -> Result<Arc<dyn Store>, Failure> {
    Ok(match place(config)? {
        Place::File(path) => Arc::new(SqliteStore::open(path, config.readers.get().into()).await?),
        Place::Url(url) => Arc::new(PostgresStore::connect(&url, config.readers.get().into()).await?),
    })
}

/// Opens the store for reading, if there is one.
async fn look(config: &StoreConfig) -> Result<Option<Arc<dyn Store>>, Failure> {
    match place(config)? {
        Place::File(path) => Ok(SqliteStore::look(path).await?.map(shared)),
        Place::Url(url) => Ok(PostgresStore::look(&url).await?.map(shared)),
    }
}

fn shared(store: impl Store + 'static) -> Arc<dyn Store> {
    Arc::new(store)
}

/// Where a store is.
enum Place<'c> {
    File(&'c Path),
    Url(Zeroizing<String>),
}

fn place(config: &StoreConfig) -> Result<Place<'_>, Failure> {
    let StoreConfig { sqlite, postgres, postgres_file, .. } = config;
    match (sqlite, postgres, postgres_file) {
        (Some(path), None, None) => Ok(Place::File(path)),
        (None, Some(url), None) => Ok(Place::Url(Zeroizing::new(url.clone()))),
        (None, None, Some(path)) => {
            let url = secret_file(path)?;
            let url = std::str::from_utf8(&url).map_err(|_| Failure::Store(format!("`{}` is no text", path.display())))?;
            Ok(Place::Url(Zeroizing::new(url.trim().to_owned())))
        }
        _ => Err(Failure::Store("one of `sqlite`, `postgres` and `postgres_file` is needed".to_owned())),
    }
}

/// The configured master secrets that the store does not know yet, with their check values. One that it knows must be the same, and
/// used under the same name of the system.
fn unknown(vault: &Vault, known: &[Row]) -> Result<Vec<(u32, String)>, Stop> {
    let mut unknown = Vec::new();
    for (version, check_value) in vault.check_values() {
        let mut of_version = None;
        for row in known {
            if row.numbered(0, |number| u32::try_from(number).ok())? == version {
                of_version = Some((row.text(1)?, row.text(2)?));
            }
        }
        match of_version {
            None => unknown.push((version, check_value)),
            Some((expected, _)) if expected != check_value => {
                let message = format!(
                    "master secret {version} has the check value {check_value}, but the store was used with {expected}: \
                     it is another secret, and no key would be right"
                );
                return Err(Refusal::conflict("other-master", message).into());
            }
            Some((_, system)) if system != vault.system() => {
                let message = format!(
                    "`secrets.system` is `{}`, but the store was used with `{system}`: no key would be right",
                    vault.system()
                );
                return Err(Refusal::conflict("other-system", message).into());
            }
            Some(_) => {}
        }
    }
    Ok(unknown)
}

fn no_master(used: u32) -> Stop {
    let message = format!("the store uses master secret {used}, which is not configured");
    Refusal::conflict("no-master", message).into()
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
        let known = session.read(masters::ALL, Vec::new()).await?;
        if !known.is_empty() && session.is_unused() {
            let message = "the audit chain of the store is empty, although the store was used: `aclavis audit verify` says more";
            return Err(Refusal::conflict("no-chain", message).into());
        }
        for (version, check_value) in unknown(&self.vault, &known)? {
            session.write(masters::INSERT, vec![version.into(), check_value.into(), self.vault.system().into()]).await?;
        }
        let latest = self.vault.latest().ok_or_else(|| Refusal::fault("there is no master secret"))?;
        match session.master() {
            0 => {
                session.write(masters::USE, vec![latest.into()]).await?;
                session.use_master(latest);
                let detail = json!({ "change": { "to": latest } });
                session.record(administration(session, "server", audit::BEGINS, Id::EMPTY, Id::EMPTY, &detail));
                Ok(())
            }
            used if self.vault.has(used) => Ok(()),
            used => Err(no_master(used)),
        }
    }
}
