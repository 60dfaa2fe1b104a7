//! Completing, cancelling and abandoning a request.

use std::sync::Arc;

use aclavis::Permission;
use async_trait::async_trait;
use serde_json::json;

use super::Rules;
use super::call::{Call, Subject};
use crate::object::{Id, Request, RequestStatus, SmartcardStatus};
use crate::refusal::{Refusal, Stop};
use crate::store::table::cards::KeyVersion;
use crate::store::table::pins;
use crate::store::{Command, Session};

/// How a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It was executed.
    Completed,
    /// It is called off.
    Canceled,
    /// It could not be executed.
    Abandoned,
}

impl End {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Completed, Self::Canceled, Self::Abandoned];

    /// Its name in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Completed => "Completed",
            Self::Canceled => "Canceled",
            Self::Abandoned => "Abandoned",
        }
    }

    /// The one with this name, whatever its case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.name().eq_ignore_ascii_case(name))
    }

    const fn permission(self) -> Permission {
        match self {
            Self::Completed => Permission::Execute,
            Self::Canceled => Permission::Cancel,
            Self::Abandoned => Permission::Abandon,
        }
    }

    const fn action(self) -> &'static str {
        match self {
            Self::Completed => "request.complete",
            Self::Canceled => "request.cancel",
            Self::Abandoned => "request.abandon",
        }
    }

    /// The status that a request has afterwards. There is none called abandoned.
    const fn status(self) -> RequestStatus {
        match self {
            Self::Completed => RequestStatus::Completed,
            Self::Canceled => RequestStatus::Canceled,
            Self::Abandoned => RequestStatus::Failed,
        }
    }

    const fn may_follow(self, status: RequestStatus) -> bool {
        status.is_open() || matches!((self, status), (Self::Canceled, RequestStatus::Pending))
    }
}

/// Ends a request.
pub(crate) struct ChangeRequest {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The request.
    pub(crate) id: Id,
    /// How it ends.
    pub(crate) end: End,
}

#[async_trait]
impl Command for ChangeRequest {
    type Answer = Request;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (vec![self.id], Vec::new())
    }

    async fn run(&self, session: &mut Session) -> Result<Request, Stop> {
        let Self { rules, call, id, end } = self;
        let mut request = session.request(*id).await?.ok_or_else(Refusal::nothing)?;
        let subject = Subject { action: end.action(), request: *id, card: request.new_smartcard_uuid };
        let decision = rules.authority.explain(
            &call.caller,
            crate::authority::Wanted::Request(end.permission()),
            &request.security_descriptor,
        )?;
        let is_originator = call.caller.user == Some(request.originator_user_uuid) && call.caller.sid().is_some();
        let by_originator = *end == End::Abandoned && rules.authority.originator_abandons && is_originator;
        if !decision.is_allowed && !by_originator {
            return Err(call.refuse(session, subject, &decision).into());
        }
        if let Err(refusal) = call.user() {
            return Err(call.refuse_by(session, subject, &decision, refusal).into());
        }
        let before = request.status;
        if before == end.status() {
            return Ok(request);
        }
        if !end.may_follow(before) {
            let message = format!("the request is {before}, and can no longer become {}", end.name());
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        request.status = end.status();
        if *end == End::Completed {
            request.completed = session.now();
        }
        let cards = self.settle_cards(session, &request).await?;
        session.write(pins::FORGET, vec![(*id).into()]).await?;
        let change = json!({ "from": before.name(), "to": request.status.name(), "smartcards": cards });
        let rule = (!decision.is_allowed).then_some("abandon.originator");
        call.done(session, subject, &decision, rule, Some(&change));
        session.put_request(request.clone());
        Ok(request)
    }
}

impl ChangeRequest {
    /// What becomes of the request's cards: completed, the new one is in use and keys that were handed out are confirmed; otherwise a
    /// card that was never in use is given up, so that it can be bound again. Says what there is to record.
    async fn settle_cards(&self, session: &mut Session, request: &Request) -> Result<Vec<serde_json::Value>, Stop> {
        let mut settled = Vec::new();
        let mut ids = vec![request.new_smartcard_uuid, request.old_smartcard_uuid];
        ids.dedup();
        for id in ids {
            let Some(mut card) = session.card(id).await? else { continue };
            let before = card.clone();
            let is_new = id == request.new_smartcard_uuid;
            let was_never_used = matches!(card.card.status, SmartcardStatus::New | SmartcardStatus::Assigned);
            if self.end == End::Completed {
                if is_new && was_never_used {
                    card.card.status = SmartcardStatus::Active;
                }
                if card.pending.is_some() && card.pending_request == request.uuid {
                    card.confirmed = card.pending;
                    card.pending = KeyVersion::NONE;
                    card.pending_request = Id::EMPTY;
                }
            } else if is_new && was_never_used {
                card.card.status = SmartcardStatus::Retired;
            }
            settled.push(json!({
                "smartcard": id.to_string(),
                "from": before.card.status.name(),
                "to": card.card.status.name(),
                "confirmed_key": card.confirmed.version,
                "pending_key": card.pending.version,
            }));
            session.put_card(card);
        }
        Ok(settled)
    }
}
