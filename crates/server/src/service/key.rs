//! A card's own admin key.

use std::sync::Arc;

use aclavis::Permission;
use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use zeroize::Zeroizing;

use super::gate::{CardInRequest, Gate};
use super::response::{not_diversified, unknown_master};
use super::{Call, Rules};
use crate::object::Id;
use crate::refusal::{Refusal, Stop};
use crate::store::table::cards::KeyVersion;
use crate::store::{Command, Session};
use crate::vault::Binding;

/// Hands out the admin key that a card is to get. It is pending until the request is completed.
pub(crate) struct DiversifiedKey {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The card.
    pub(crate) card: CardInRequest,
}

#[async_trait]
impl Command for DiversifiedKey {
    /// The key, base64.
    type Answer = Zeroizing<String>;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (self.card.request.into_iter().collect(), vec![self.card.card])
    }

    async fn run(&self, session: &mut Session) -> Result<Zeroizing<String>, Stop> {
        let Self { rules, call, card } = self;
        let opened = card.open(session, rules, call, "secret.key", Permission::Execute, Gate::Sensitive).await?;
        if !opened.template.diversify_admin_key {
            return Err(not_diversified().into());
        }
        let mut record = opened.card.clone();
        let (holder, this) = (record.pending_request, opened.request.uuid);
        // Two requests with the same pending key: only one of them would confirm it.
        if record.pending.is_some()
            && holder != this
            && session.request(holder).await?.is_some_and(|other| other.status.is_open())
        {
            let message = "another open request has asked for the key of the smart card; it must be ended first";
            return Err(Refusal::conflict("key-pending", message).into());
        }
        // A key that was handed out and never confirmed may be on the card: it stays the pending one, until it is.
        if !record.pending.is_some() {
            let exhausted = || Refusal::conflict("no-such-key", "the smart card has had too many keys");
            let version = record.confirmed.version.checked_add(1).ok_or_else(exhausted)?;
            record.pending = KeyVersion { version, master: session.master() };
        }
        record.pending_request = this;
        let algorithm = opened.algorithm();
        record.algorithm = Some(algorithm);
        let binding = Binding { card: record.card.uuid, card_id: opened.card_id()?, key: record.pending };
        let key = rules.vault.admin_key(&binding, algorithm).ok_or_else(|| unknown_master(record.pending.master))?;
        let key = key.map_err(|error| Refusal::fault(error.to_string()))?;
        opened.count(session, rules, call).await?;
        let change = json!({ "key": record.pending.version, "master": record.pending.master });
        call.done(session, opened.subject, &opened.decision, None, Some(&change));
        session.put_card(record);
        // Large enough for any key, so that it never moves.
        let mut text = Zeroizing::new(String::with_capacity(64));
        STANDARD.encode_string(key.expose(), &mut text);
        Ok(text)
    }
}
