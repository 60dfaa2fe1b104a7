//! What an auditor does: he looks, and changes nothing.

use std::io::{self, Write};
use std::sync::Arc;

use super::Failure;
use super::open::Looked;
use crate::audit::{self, AuditReport, ExpectedHead};
use crate::config::Config;
use crate::store::Store;
use crate::vault::Vault;

/// The store of a configuration, open for reading, and the secrets that tell whether its records are right.
pub struct Auditor {
    store: Arc<dyn Store>,
    vault: Arc<Vault>,
}

impl Auditor {
    /// Opens store and secrets. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`Failure::Store`]: there is no store, or it cannot be opened. [`Failure::SecretFile`], [`Failure::Master`],
    /// [`Failure::Refused`]: the secrets cannot be read, or are not those of the store.
    pub async fn open(config: &Config) -> Result<Self, Failure> {
        let Looked { store, vault } = Looked::open(config).await?;
        let store = store.ok_or_else(|| Failure::Store("there is none yet".to_owned()))?;
        Ok(Self { store, vault })
    }

    /// Goes through the audit chain. `progress` hears how many records are right so far. What is wrong with the chain is in the
    /// [report](AuditReport), and no error.
    ///
    /// # Errors
    ///
    /// [`Failure::Store`]: the store cannot be read.
    pub async fn verify(
        &self,
        expected: Option<ExpectedHead>,
        progress: &mut (dyn FnMut(i64) + Send),
    ) -> Result<AuditReport, Failure> {
        Ok(audit::verify(&*self.store, self.vault.audit(), expected, progress).await?)
    }

    /// Writes the audit records from a number on as lines of JSON, and says how many there were, or why `out` failed.
    ///
    /// # Errors
    ///
    /// [`Failure::Store`]: the store cannot be read.
    pub async fn export(&self, from: i64, out: &mut (dyn Write + Send)) -> Result<io::Result<i64>, Failure> {
        Ok(audit::export(&*self.store, from, out).await?)
    }
}
