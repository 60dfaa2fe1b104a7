//! Answers to a card's challenge.

use std::sync::Arc;

use aclavis::Permission;
use aclavis::card::AdminKey;
use async_trait::async_trait;
use serde_json::json;

use super::gate::{CardInRequest, Gate, Opened, challenge};
use super::{Call, Rules};
use crate::authority::Sensitive;
use crate::object::{Id, ProfileTemplate};
use crate::refusal::{Refusal, Stop};
use crate::store::table::cards::KeyVersion;
use crate::store::{Command, Session};
use crate::vault::{Binding, Vault};

/// Answers a card's challenge under its admin key.
pub(crate) struct AuthenticationResponse {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The card.
    pub(crate) card: CardInRequest,
    /// The challenge, base64.
    pub(crate) challenge: String,
    /// Under the card's own key, or under the one that it came with.
    pub(crate) is_diversified: bool,
    /// The version of the card's own key.
    pub(crate) key_version: Option<u32>,
}

#[async_trait]
impl Command for AuthenticationResponse {
    /// The response, base64.
    type Answer = String;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (self.card.request.into_iter().collect(), vec![self.card.card])
    }

    async fn run(&self, session: &mut Session) -> Result<String, Stop> {
        let Self { rules, call, .. } = self;
        let opened = self.card.open(session, rules, call, "secret.response", Permission::Execute, Gate::Sensitive).await?;
        let version = if self.is_diversified { self.own_key(&opened)? } else { self.default_key(session, &opened)? };
        let algorithm = if self.is_diversified { opened.algorithm() } else { opened.template.admin_key_algorithm };
        let challenge = challenge(&self.challenge, algorithm)?;
        let key = if self.is_diversified {
            let binding = Binding { card: opened.card.card.uuid, card_id: opened.card_id()?, key: version };
            let key = rules.vault.admin_key(&binding, algorithm).ok_or_else(|| unknown_master(version.master))?;
            key.map_err(|error| Refusal::fault(error.to_string()))?
        } else {
            default_admin_key(&rules.vault, &opened.template)?
        };
        let response = key.respond(&challenge).map_err(|error| Refusal::fault(error.to_string()))?;
        opened.count(session, rules, call).await?;
        let key = if self.is_diversified { json!(version.version) } else { json!("default") };
        call.done(session, opened.subject, &opened.decision, None, Some(&json!({ "key": key })));
        Ok(response.to_string())
    }
}

impl AuthenticationResponse {
    /// The version of the card's own key: the one that is asked for, else the confirmed one, else the pending one of a card that has
    /// none confirmed. Never another one than these.
    fn own_key(&self, opened: &Opened) -> Result<KeyVersion, Refusal> {
        if !opened.template.diversify_admin_key {
            return Err(not_diversified());
        }
        let versions = [opened.card.confirmed, opened.card.pending].into_iter().filter(|version| version.is_some());
        let mut versions = versions.filter(|version| self.key_version.is_none_or(|asked| asked == version.version));
        versions.next().ok_or_else(|| match self.key_version {
            Some(_) => {
                Refusal::conflict("no-such-key", "the smart card has no key of this version, neither confirmed nor pending")
            }
            None => Refusal::conflict("no-such-key", "the smart card has no key of its own yet"),
        })
    }

    /// The key that cards come with answers until the card's own key is confirmed. Where cards get no key of their own it is the key of
    /// many, and only members of a group may have responses under it.
    fn default_key(&self, session: &mut Session, opened: &Opened) -> Result<KeyVersion, Refusal> {
        if !opened.template.diversify_admin_key && self.rules.authority.sensitive == Sensitive::AnyoneWithExecute {
            let message =
                "cards of this template share one admin key, and no group is configured that may have responses under it";
            let refusal = Refusal::forbidden("not-sensitive", message);
            return Err(self.call.refuse_by(session, opened.subject, &opened.decision, refusal));
        }
        if opened.template.diversify_admin_key && opened.card.confirmed.is_some() {
            return Err(Refusal::conflict(
                "key-confirmed",
                "the smart card has a key of its own, the default key answers no more",
            ));
        }
        Ok(KeyVersion::NONE)
    }
}

/// Cards of this template have no key of their own.
pub(super) fn not_diversified() -> Refusal {
    Refusal::conflict("not-diversified", "cards of this template have no admin key of their own")
}

/// A master secret was taken out of the configuration while cards still need it.
pub(super) fn unknown_master(version: u32) -> Refusal {
    Refusal::fault(format!("master secret {version} is not configured"))
}

/// The key that cards of a template come with.
pub(super) fn default_admin_key(vault: &Vault, template: &ProfileTemplate) -> Result<AdminKey, Refusal> {
    let version = u32::try_from(template.master_version).unwrap_or_default();
    let opened = vault.open_default_key(version, template.uuid, &template.default_admin_key);
    let opened = opened.ok_or_else(|| Refusal::fault("the default admin key of the template cannot be opened"))?;
    AdminKey::from_bytes(template.admin_key_algorithm, &opened).map_err(|error| Refusal::fault(error.to_string()))
}
