//! The state of a card.

use std::sync::Arc;

use aclavis::Permission;
use async_trait::async_trait;
use serde_json::json;

use super::Rules;
use super::call::{Call, Subject};
use crate::object::{Id, RequestStatus, Smartcard, SmartcardStatus};
use crate::refusal::{Refusal, Stop};
use crate::store::table::pins;
use crate::store::{Command, Session};

/// Changes the state of a card.
pub(crate) struct SetCardStatus {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The request.
    pub(crate) request: Id,
    /// The card.
    pub(crate) card: Id,
    /// The state that it shall have.
    pub(crate) status: SmartcardStatus,
}

#[async_trait]
impl Command for SetCardStatus {
    type Answer = Smartcard;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (vec![self.request], vec![self.card])
    }

    async fn run(&self, session: &mut Session) -> Result<Smartcard, Stop> {
        let Self { rules, call, request, card, status } = self;
        let request = session.request(*request).await?.filter(|request| request.has_card(*card)).ok_or_else(Refusal::nothing)?;
        let mut record = session.card(*card).await?.ok_or_else(Refusal::nothing)?;
        let subject = Subject { action: "smartcard.status", request: request.uuid, card: *card };
        let decision = call.require(session, &rules.authority, subject, Permission::Execute, &request)?;
        if let Err(refusal) = call.user() {
            return Err(call.refuse_by(session, subject, &decision, refusal).into());
        }
        let before = record.card.status;
        if before == *status {
            return Ok(record.card);
        }
        let is_retiring = *status == SmartcardStatus::Retired;
        if !(request.status.is_open() || is_retiring && has_ended(request.status)) {
            let message = format!("the request is {}, and changes no smart card", request.status);
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        if !may_follow(before, *status) {
            let message = format!("the smart card is {before}, and cannot become {status}");
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        if is_retiring {
            session.write(pins::FORGET_CARD, vec![(*card).into()]).await?;
        }
        let change = json!({ "from": before.name(), "to": status.name() });
        call.done(session, subject, &decision, None, Some(&change));
        record.card.status = *status;
        let answer = record.card.clone();
        session.put_card(record);
        Ok(answer)
    }
}

const fn has_ended(status: RequestStatus) -> bool {
    matches!(status, RequestStatus::Completed | RequestStatus::Failed | RequestStatus::Canceled | RequestStatus::Denied)
}

/// New, Assigned, Active one after the other; Active, Disabled and Suspended among each other; Retired from everywhere, and for good.
const fn may_follow(before: SmartcardStatus, after: SmartcardStatus) -> bool {
    use SmartcardStatus::{Active, Assigned, Disabled, New, Retired, Suspended};

    match (before, after) {
        (Retired, _) => false,
        (_, Retired) | (New, Assigned) | (Assigned, Active) | (Active | Disabled | Suspended, Active | Disabled | Suspended) => {
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_transitions_are_allowed() {
        use SmartcardStatus::{Active, Assigned, Disabled, New, Retired, Suspended};

        let allowed: Vec<_> = SmartcardStatus::ALL
            .iter()
            .flat_map(|before| SmartcardStatus::ALL.iter().map(move |after| (*before, *after)))
            .filter(|(before, after)| before != after && may_follow(*before, *after))
            .collect();
        let expected = [
            (New, Assigned),
            (New, Retired),
            (Assigned, Active),
            (Assigned, Retired),
            (Active, Disabled),
            (Active, Suspended),
            (Active, Retired),
            (Disabled, Active),
            (Disabled, Suspended),
            (Disabled, Retired),
            (Suspended, Active),
            (Suspended, Disabled),
            (Suspended, Retired),
        ];
        assert_eq!(allowed, expected);
    }
}
