//! What an administrator does where the store is: not over the network.

use std::io;
use std::path::Path;

use super::{Failure, Opened, open};
use crate::config::Config;
use crate::import::{Documents, Import, Imported};
use crate::object::{Id, Request};
use crate::service::{Approve, RotateMaster, Rotated, Unlock};

/// The store and the secrets of a configuration, in the hands of an administrator. Whoever can read these files needs no other
/// permission; everything that is done is recorded as `admin:NAME`.
pub struct Administration {
    opened: Opened,
    actor: String,
}

impl Administration {
    /// Opens store and secrets. What is done is recorded under this name.
    ///
    /// # Errors
    ///
    /// [`Failure::Store`], [`Failure::SecretFile`], [`Failure::Master`]: they cannot be opened. [`Failure::Refused`]: they do not
    /// belong together.
    pub async fn open(config: &Config, actor: &str) -> Result<Self, Failure> {
        Ok(Self { opened: Opened::open(config).await?, actor: format!("admin:{actor}") })
    }

    /// Approves a pending request.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`]: there is no such request, or it is neither pending nor decided so already.
    pub async fn approve(&self, request: Id) -> Result<Request, Failure> {
        let command = Approve { actor: self.actor.clone(), request, is_approved: true };
        Ok(self.opened.writer.execute(command).await?)
    }

    /// Denies a pending request.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`]: there is no such request, or it is neither pending nor decided so already.
    pub async fn deny(&self, request: Id) -> Result<Request, Failure> {
        let command = Approve { actor: self.actor.clone(), request, is_approved: false };
        Ok(self.opened.writer.execute(command).await?)
    }

    /// Lifts the lock of a card, for everybody or for the principal with a SID. Says for how many there was something to forget.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`]: there is no such card.
    pub async fn unlock(&self, card: Id, principal: Option<String>) -> Result<u64, Failure> {
        Ok(self.opened.writer.execute(Unlock { actor: self.actor.clone(), card, principal }).await?)
    }

    /// Lets new keys come from the latest master secret. What is stored under the earlier ones is sealed anew; keys of cards stay what
    /// they are until the cards get new ones.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`]: something that is stored cannot be opened, or the latest secret is older than the one in use. Nothing has
    /// changed then.
    pub async fn rotate_master(&self) -> Result<Rotated, Failure> {
        let command = RotateMaster { actor: self.actor.clone(), vault: self.opened.vault.clone() };
        Ok(self.opened.writer.execute(command).await?)
    }

    /// Imports the objects of a JSON text, all or none.
    ///
    /// # Errors
    ///
    /// [`Failure::Input`]: the text is not of the form. [`Failure::Refused`]: something is there with another content and is not to be
    /// replaced, or an object names something that is not there and must not.
    pub async fn import(&self, text: &str, is_replacing: bool, allows_dangling: bool) -> Result<Vec<Imported>, Failure> {
        let documents = Documents::parse(text).map_err(Failure::Input)?;
        let vault = self.opened.vault.clone();
        let command = Import { documents, vault, actor: self.actor.clone(), is_replacing, allows_dangling };
        Ok(self.opened.writer.execute(command).await?)
    }
}

/// Writes a consistent copy of the store into a new file, also while a service uses it.
///
/// # Errors
///
/// [`Failure::Refused`]: the file is there already. [`Failure::Store`]: the store is none that is one file (PostgreSQL), or fails.
pub async fn backup(config: &Config, to: &Path) -> Result<(), Failure> {
    if to.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("`{}` is there already", to.display())).into());
    }
    Ok(open::store(&config.store).await?.backup(to).await?)
}
