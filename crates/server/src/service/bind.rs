//! Binding a card to a request.

use std::sync::Arc;

use aclavis::Permission;
use aclavis::card::Atr;
use async_trait::async_trait;
use serde_json::json;

use super::Rules;
use super::call::{Call, Subject};
use crate::object::{Id, Request, RequestStatus, Smartcard, SmartcardStatus};
use crate::refusal::{Refusal, Stop};
use crate::store::table::CardRecord;
use crate::store::{Command, Session};

/// Binds a card to a request, which can be executed only with that card from then on.
pub(crate) struct Bind {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The request.
    pub(crate) request: Id,
    /// The card id, which the caller claims.
    pub(crate) card_id: Id,
    /// The answer to reset.
    pub(crate) atr: Option<Atr>,
    /// The identifier that a new card gets.
    pub(crate) fresh: Id,
}

#[async_trait]
impl Command for Bind {
    /// The identifier of the card.
    type Answer = Id;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (vec![self.request], Vec::new())
    }

    async fn run(&self, session: &mut Session) -> Result<Id, Stop> {
        let Self { rules, call, .. } = self;
        let mut request = session.request(self.request).await?.ok_or_else(Refusal::nothing)?;
        let mut subject = Subject { action: "smartcard.bind", request: request.uuid, card: request.new_smartcard_uuid };
        let decision = call.require(session, &rules.authority, subject, Permission::Execute, &request)?;
        if let Err(refusal) = call.user() {
            return Err(call.refuse_by(session, subject, &decision, refusal).into());
        }
        if !request.is_smartcard {
            return Err(Refusal::conflict("no-smartcard-request", "the request is not about a smart card").into());
        }
        if !request.status.is_open() {
            let message = format!("the request is {}, and no card can be bound to it", request.status);
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        if let Some(bound) = session.card(request.new_smartcard_uuid).await? {
            return self.again(&bound.card).map_err(Stop::from);
        }
        if !request.new_smartcard_uuid.is_empty() {
            return Err(bound_to_another().into());
        }
        let card = self.card(session, &request).await?;
        subject.card = card.card.uuid;
        let change = json!({ "from": request.status.name(), "to": RequestStatus::Executing.name(), "card_id": self.card_id });
        call.done(session, subject, &decision, None, Some(&change));
        request.status = RequestStatus::Executing;
        request.new_smartcard_uuid = card.card.uuid;
        session.put_request(request);
        session.put_card(card);
        Ok(subject.card)
    }
}

impl Bind {
    /// The same card as before is no change; another one is refused.
    fn again(&self, bound: &Smartcard) -> Result<Id, Refusal> {
        if bound.card_id() != Some(self.card_id) {
            return Err(bound_to_another());
        }
        if bound.status == SmartcardStatus::Retired {
            return Err(Refusal::conflict("card-retired", "the smart card is Retired"));
        }
        match (&self.atr, bound.answer_to_reset()) {
            (Some(given), Some(stored)) if given.as_bytes() != stored.as_bytes() => {
                Err(Refusal::conflict("card-mismatch", "the ATR is not that of the smart card"))
            }
            _ => Ok(bound.uuid),
        }
    }

    /// A new card object, unless the request is about this very card. Nobody else may have the card.
    async fn card(&self, session: &mut Session, request: &Request) -> Result<CardRecord, Stop> {
        if let Some(found) = session.card_in_use(self.card_id).await? {
            if found.card.uuid != request.old_smartcard_uuid {
                let message = "a smart card with this card id is in use; it must be Retired before it is bound again";
                return Err(Refusal::conflict("card-in-use", message).into());
            }
            let others = session.requests_of_card(found.card.uuid).await?;
            if others.iter().any(|other| other.status.is_open() && other.new_smartcard_uuid == found.card.uuid) {
                return Err(Refusal::conflict("card-in-use", "the smart card is bound to another open request").into());
            }
            self.again(&found.card)?;
            return Ok(found);
        }
        let template = session.template(request.profile_template_uuid).await?;
        let template =
            template.ok_or_else(|| Refusal::conflict("no-template", "the profile template of the request is not there"))?;
        let card = Smartcard {
            uuid: self.fresh,
            status: SmartcardStatus::Assigned,
            flags: Smartcard::PRIMARY,
            parent_smartcard_uuid: Id::EMPTY,
            primary_smartcard_uuid: Id::EMPTY,
            permanent_smartcard_uuid: Id::EMPTY,
            assigned_user_uuid: request.target_user_uuid,
            profile_template_uuid: template.uuid,
            profile_template_version: template.version,
            comment: String::new(),
            serial_number: Smartcard::serial(self.card_id),
            middleware: Smartcard::MIDDLEWARE.to_owned(),
            atr: self.atr.as_ref().map(|atr| crate::hex::encode(atr.as_bytes())).unwrap_or_default(),
        };
        let algorithm = Some(template.admin_key_algorithm);
        Ok(CardRecord { algorithm, ..CardRecord::new(card) })
    }
}

fn bound_to_another() -> Refusal {
    Refusal::conflict("already-bound", "another smart card is bound to the request")
}
