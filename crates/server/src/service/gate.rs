//! What must hold before a secret of a card is handed out.

use std::sync::Arc;

use aclavis::Permission;
use aclavis::card::{Algorithm, Atr, Challenge};

use super::Rules;
use super::call::{Call, Subject};
use super::lock;
use crate::authority::Decision;
use crate::object::{Id, ProfileTemplate, Request, SmartcardStatus};
use crate::refusal::{Refusal, Stop};
use crate::store::Session;
use crate::store::table::CardRecord;

/// A card as a call names it: everything must belong together.
#[derive(Clone, Debug)]
pub(crate) struct CardInRequest {
    /// The request. Without one it is the only open one that names the card.
    pub(crate) request: Option<Id>,
    /// The identifier of the card.
    pub(crate) card: Id,
    /// The card id.
    pub(crate) card_id: Option<Id>,
    /// The answer to reset.
    pub(crate) atr: Option<Atr>,
}

/// What was found behind it.
pub(crate) struct Opened {
    /// The request.
    pub(crate) request: Request,
    /// The card.
    pub(crate) card: CardRecord,
    /// The request's template.
    pub(crate) template: Arc<ProfileTemplate>,
    /// Why the caller may.
    pub(crate) decision: Decision,
    /// What records are about.
    pub(crate) subject: Subject,
}

/// What besides the permission a secret asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// Nothing else.
    Open,
    /// Membership of the sensitive group.
    Sensitive,
}

impl CardInRequest {
    /// The request and the card. Without a request in the call, the one open request that names the card.
    async fn find(&self, session: &mut Session) -> Result<(Request, CardRecord), Stop> {
        let request = if let Some(id) = self.request {
            session.request(id).await?.filter(|request| request.has_card(self.card))
        } else {
            let mut open = session.requests_of_card(self.card).await?;
            open.retain(|request| request.status.is_open());
            if open.len() > 1 {
                let message = "several open requests name the card; the request belongs into the path";
                return Err(Refusal::conflict("ambiguous-request", message).into());
            }
            open.pop()
        };
        let request = request.ok_or_else(Refusal::nothing)?;
        let card = session.card(self.card).await?.ok_or_else(Refusal::nothing)?;
        Ok((request, card))
    }

    /// Goes through the gate: object, permission, group, what belongs together, state. The lock comes last, with
    /// [`Opened::count`].
    pub(super) async fn open(
        &self,
        session: &mut Session,
        rules: &Rules,
        call: &Call,
        action: &'static str,
        permission: Permission,
        gate: Gate,
    ) -> Result<Opened, Stop> {
        let (request, card) = self.find(session).await?;
        let subject = Subject { action, request: request.uuid, card: card.card.uuid };
        let decision = call.require(session, &rules.authority, subject, permission, &request)?;
        if let Err(refusal) = call.user() {
            return Err(call.refuse_by(session, subject, &decision, refusal).into());
        }
        if gate == Gate::Sensitive && !rules.authority.sensitive.includes(&call.caller) {
            let refusal =
                Refusal::forbidden("not-sensitive", "the caller does not belong to the group that may have keys and responses");
            return Err(call.refuse_by(session, subject, &decision, refusal).into());
        }
        self.matches(&card)?;
        if !request.status.is_open() {
            let message = format!("the request is {}, and hands out nothing", request.status);
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        if card.card.status == SmartcardStatus::Retired {
            return Err(Refusal::conflict("card-retired", "the smart card is Retired").into());
        }
        let template = session.template(request.profile_template_uuid).await?;
        let template =
            template.ok_or_else(|| Refusal::conflict("no-template", "the profile template of the request is not there"))?;
        Ok(Opened { request, card, template, decision, subject })
    }

    /// What the call says about the card is what is stored.
    fn matches(&self, card: &CardRecord) -> Result<(), Refusal> {
        let mismatch = |what: &str| Refusal::conflict("card-mismatch", format!("the {what} is not that of the smart card"));
        if self.card_id.is_some_and(|card_id| card.card.card_id() != Some(card_id)) {
            return Err(mismatch("card id"));
        }
        let stored = card.card.answer_to_reset();
        match (&self.atr, stored) {
            (Some(given), Some(stored)) if given.as_bytes() != stored.as_bytes() => Err(mismatch("ATR")),
            _ => Ok(()),
        }
    }
}

impl Opened {
    /// The algorithm of the card's own admin key.
    pub(super) fn algorithm(&self) -> Algorithm {
        self.card.algorithm.unwrap_or(self.template.admin_key_algorithm)
    }

    /// The card id, without which a card has no keys.
    pub(super) fn card_id(&self) -> Result<Id, Refusal> {
        let none = || Refusal::conflict("no-card-id", "the serial number of the smart card is no card id in braces");
        self.card.card.card_id().ok_or_else(none)
    }

    /// Counts a secret that is about to be handed out, or finds that there were too many.
    pub(super) async fn count(&self, session: &mut Session, rules: &Rules, call: &Call) -> Result<(), Stop> {
        lock::count(session, rules.lock, call, self.subject, &self.decision).await
    }
}

/// Reads a challenge for a card of this algorithm.
pub(super) fn challenge(text: &str, algorithm: Algorithm) -> Result<Challenge, Refusal> {
    Challenge::from_base64(text, algorithm)
        .map_err(|error| Refusal::bad(error.kind().code(), format!("the challenge: {error:#}")))
}
