//! What an administrator does: approve, deny, unlock.

use async_trait::async_trait;
use serde_json::json;

use crate::audit::Record;
use crate::object::{Id, Request, RequestStatus};
use crate::refusal::{Refusal, Stop};
use crate::store::table::answers;
use crate::store::{Command, Session};

/// Approves or denies a request that is pending.
pub(crate) struct Approve {
    /// Who does it, such as `admin:root`.
    pub(crate) actor: String,
    /// The request.
    pub(crate) request: Id,
    /// Approved, or denied.
    pub(crate) is_approved: bool,
}

#[async_trait]
impl Command for Approve {
    type Answer = Request;

    async fn run(&self, session: &mut Session) -> Result<Request, Stop> {
        let mut request = session.request(self.request).await?.ok_or_else(Refusal::nothing)?;
        let (status, action) =
            if self.is_approved { (RequestStatus::Approved, "request.approve") } else { (RequestStatus::Denied, "request.deny") };
        let before = request.status;
        if before == status {
            return Ok(request);
        }
        if before != RequestStatus::Pending {
            let message = format!("the request is {before}; only a Pending one is approved or denied");
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        request.status = status;
        let change = json!({ "change": { "from": before.name(), "to": status.name() } });
        session.record(administration(session, &self.actor, action, request.uuid, Id::EMPTY, &change));
        session.put_request(request.clone());
        Ok(request)
    }
}

/// Lifts the lock of a card, for everybody or for one principal.
pub(crate) struct Unlock {
    /// Who does it, such as `admin:root`.
    pub(crate) actor: String,
    /// The card.
    pub(crate) card: Id,
    /// The principal's SID.
    pub(crate) principal: Option<String>,
}

#[async_trait]
impl Command for Unlock {
    /// For how many principals there was something to forget.
    type Answer = u64;

    async fn run(&self, session: &mut Session) -> Result<u64, Stop> {
        session.card(self.card).await?.ok_or_else(Refusal::nothing)?;
        let forgotten = match &self.principal {
            Some(principal) => session.write(answers::FORGET, vec![self.card.into(), principal.as_str().into()]).await?,
            None => session.write(answers::FORGET_CARD, vec![self.card.into()]).await?,
        };
        let change = json!({ "change": { "principal": self.principal, "forgotten": forgotten } });
        session.record(administration(session, &self.actor, "smartcard.unlock", Id::EMPTY, self.card, &change));
        Ok(forgotten)
    }
}

/// A record of something that an administrator does.
pub(crate) fn administration(
    session: &Session,
    actor: &str,
    action: &str,
    request: Id,
    card: Id,
    detail: &serde_json::Value,
) -> Record {
    Record {
        time: session.now(),
        actor: actor.to_owned(),
        action: action.to_owned(),
        outcome: "done".to_owned(),
        request,
        card,
        correlation: Id::EMPTY,
        detail: detail.to_string(),
    }
}
