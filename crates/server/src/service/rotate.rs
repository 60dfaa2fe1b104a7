//! A new master secret.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::json;

use super::administration;
use crate::object::Id;
use crate::refusal::{Refusal, Stop};
use crate::store::table::pins::{self, StoredPin};
use crate::store::table::{masters, templates};
use crate::store::{Command, Session};
use crate::vault::{PinPlace, Sealed, Vault};

/// Lets new keys come from the latest master secret, and seals anew what is stored.
pub(crate) struct RotateMaster {
    /// Who does it, such as `admin:root`.
    pub(crate) actor: String,
    /// The master secrets.
    pub(crate) vault: Arc<Vault>,
}

/// What a rotation has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The version before.
    pub from: u32,
    /// The version from now on.
    pub to: u32,
    /// How many default admin keys and PINs were sealed anew.
    pub sealed: usize,
}

#[async_trait]
impl Command for RotateMaster {
    type Answer = Rotated;

    async fn run(&self, session: &mut Session) -> Result<Rotated, Stop> {
        self.rotate(session).await.map_err(Stop::undoing)
    }
}

impl RotateMaster {
    async fn rotate(&self, session: &mut Session) -> Result<Rotated, Stop> {
        let from = session.master();
        let to = self.vault.latest().ok_or_else(|| Refusal::fault("there is no master secret"))?;
        if from == to {
            return Ok(Rotated { from, to, sealed: 0 });
        }
        if to < from {
            let message = format!("master secret {to} is older than {from}, which is in use");
            return Err(Refusal::conflict("older-master", message).into());
        }
        let sealed = self.templates(session, to).await?.saturating_add(self.pins(session, to).await?);
        session.write(masters::USE, vec![to.into()]).await?;
        let detail = json!({ "change": { "from": from, "to": to, "sealed": sealed } });
        // Recorded under the earlier secret: the chain shows where the new one begins.
        session.record(administration(session, &self.actor, "master.rotate", Id::EMPTY, Id::EMPTY, &detail));
        Ok(Rotated { from, to, sealed })
    }

    async fn templates(&self, session: &mut Session, to: u32) -> Result<usize, Stop> {
        let rows = session.read(templates::ALL.as_str(), Vec::new()).await?;
        for row in &rows {
            let mut template = templates::read(row)?;
            let version = u32::try_from(template.master_version).unwrap_or_default();
            let key = self.vault.open_default_key(version, template.uuid, &template.default_admin_key);
            let sealed = key.and_then(|key| self.vault.seal_default_key(to, template.uuid, &key));
            template.default_admin_key = sealed.ok_or_else(|| cannot(&format!("the key of the template {}", template.uuid)))?;
            template.master_version = i64::from(to);
            session.write(templates::UPDATE.as_str(), templates::values(&template)).await?;
        }
        Ok(rows.len())
    }

    async fn pins(&self, session: &mut Session, to: u32) -> Result<usize, Stop> {
        let rows = session.read(pins::ALL, Vec::new()).await?;
        for row in &rows {
            let stored = StoredPin::read(row)?;
            let place = PinPlace { request: stored.request, card: stored.card, key_version: stored.key_version };
            let sealed = Sealed { nonce: stored.nonce.clone(), sealed: stored.sealed.clone() };
            let opened = self.vault.open_pin(stored.master, &place, &sealed);
            let again = opened.and_then(|pin| self.vault.seal_pin(to, &place, std::str::from_utf8(&pin).ok()?));
            let again = again.ok_or_else(|| cannot(&format!("the PIN of the request {}", stored.request)))?;
            let stored = StoredPin { master: to, nonce: again.nonce, sealed: again.sealed, ..stored };
            session.write(pins::PUT, stored.values()).await?;
        }
        Ok(rows.len())
    }
}

fn cannot(what: &str) -> Refusal {
    Refusal::conflict("cannot-open", format!("{what} cannot be opened: is its master secret configured?"))
}
