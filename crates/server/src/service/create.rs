//! Starting a request.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::call::{Call, Subject, no_sid};
use super::{Rules, descriptor};
use crate::authority::{Decision, TemplatePermission};
use crate::object::{DataItem, Id, ProfileTemplate, Request, RequestFlags, RequestStatus, RequestType, SmartcardStatus, Ticks};
use crate::refusal::{Refusal, Stop};
use crate::store::table::idempotency;
use crate::store::{Command, Session};

/// How long a key keeps a request from being made twice.
const REMEMBERED: Duration = Duration::from_hours(24);
/// In every known request.
const DATA_COLLECTION_FLAGS: i64 = 32;

/// What the caller says about a new request.
#[derive(Clone, Debug)]
pub(crate) struct NewRequest {
    /// The template; for requests about a card it may be left out, and is the card's.
    pub(crate) template: Option<Id>,
    /// What it is for.
    pub(crate) request_type: RequestType,
    /// Whom it is about; without one the caller.
    pub(crate) target: Option<Id>,
    /// The card that it is about.
    pub(crate) card: Option<Id>,
    /// What was asked of the caller.
    pub(crate) data_collection: Vec<DataItem>,
    /// From 0, the highest, to 255.
    pub(crate) priority: i64,
    /// What the caller has to say.
    pub(crate) comment: String,
}

/// Starts a request.
pub(crate) struct CreateRequest {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// What is wanted.
    pub(crate) new: NewRequest,
    /// The identifiers that request and profile get.
    pub(crate) fresh: (Id, Id),
    /// The key that keeps it from being made twice, and the body that came with it.
    pub(crate) idempotency: Option<(String, Vec<u8>)>,
}

#[async_trait]
impl Command for CreateRequest {
    /// The identifier of the request.
    type Answer = Id;

    async fn run(&self, session: &mut Session) -> Result<Id, Stop> {
        let Self { rules, call, new, .. } = self;
        let about = match new.card {
            Some(card) => Some(session.card(card).await?.ok_or_else(Refusal::nothing)?.card),
            None => None,
        };
        // A card stays with its template, whose rights decide: with another one anybody could choose weaker ones.
        let template = about.as_ref().map(|card| card.profile_template_uuid).or(new.template);
        let template = session.template(template.unwrap_or(Id::EMPTY)).await?.ok_or_else(Refusal::nothing)?;
        let (id, profile) = self.fresh;
        let subject = Subject { action: "request.create", request: id, card: new.card.unwrap_or(Id::EMPTY) };
        let mut decision = call.require_of_template(session, &rules.authority, subject, TemplatePermission::Enroll, &template)?;
        let originator = match call.user() {
            Ok(user) => user,
            Err(refusal) => return Err(call.refuse_by(session, subject, &decision, refusal).into()),
        };
        let owner = about.as_ref().map(|card| card.assigned_user_uuid);
        let target = owner.or(new.target).unwrap_or(originator);
        let is_agent = target != originator;
        if is_agent {
            let permission = TemplatePermission::EnrollOnBehalf;
            decision = call.require_of_template(session, &rules.authority, subject, permission, &template)?;
        }
        if let Some(made) = self.made_before(session).await? {
            return Ok(made);
        }
        if new.template.is_some_and(|asked| asked != template.uuid) {
            return Err(Refusal::conflict("wrong-template", "the smart card belongs to another profile template").into());
        }
        if new.target.is_some_and(|asked| asked != target) {
            return Err(Refusal::conflict("wrong-target", "the smart card is not assigned to the target").into());
        }
        if let Some(status) = about.map(|card| card.status).filter(|status| !may_start(new.request_type, *status)) {
            let message = format!("the smart card is {status}, and there is nothing to {} about it", new.request_type);
            return Err(Refusal::conflict("illegal-state", message).into());
        }
        let descriptor = self.descriptor(session, &template, originator, target).await?;
        let mut flags = RequestFlags::default();
        if template.is_smartcard {
            flags = flags.with(RequestFlags::SMARTCARD);
        }
        if is_agent {
            flags = flags.with(RequestFlags::ENROLLMENT_AGENT);
        }
        let request = Request {
            uuid: id,
            request_type: new.request_type,
            status: if template.auto_approve { RequestStatus::Approved } else { RequestStatus::Pending },
            flags,
            data_collection: new.data_collection.clone(),
            data_collection_flags: DATA_COLLECTION_FLAGS,
            originator_user_uuid: originator,
            target_user_uuid: target,
            submitted: session.now(),
            completed: Ticks::UNSET,
            new_profile_uuid: profile,
            old_profile_uuid: Id::EMPTY,
            new_smartcard_uuid: Id::EMPTY,
            old_smartcard_uuid: new.card.unwrap_or(Id::EMPTY),
            priority: new.priority,
            comment: new.comment.clone(),
            profile_template_uuid: template.uuid,
            security_descriptor: descriptor,
            is_smartcard: template.is_smartcard,
            is_enrollment_agent: is_agent,
            is_data_collection_complete: is_complete(&template, &new.data_collection),
        };
        self.remember(session).await?;
        let change = json!({
            "type": request.request_type.name(),
            "to": request.status.name(),
            "target": target,
            "template": template.uuid,
            "security_descriptor": request.security_descriptor.text(),
        });
        self.record(session, subject, &decision, &change);
        session.put_request(request);
        Ok(id)
    }
}

impl CreateRequest {
    fn record(&self, session: &mut Session, subject: Subject, decision: &Decision, change: &serde_json::Value) {
        self.call.done(session, subject, decision, None, Some(change));
    }

    /// The descriptor of the request, for which the target's SID may have to be looked up.
    async fn descriptor(
        &self,
        session: &mut Session,
        template: &ProfileTemplate,
        originator: Id,
        target: Id,
    ) -> Result<crate::object::StoredDescriptor, Stop> {
        let own = self.call.caller.sid().ok_or_else(no_sid)?;
        let pattern = &template.request_security_descriptor;
        let other = if target == originator {
            Some(own)
        } else if descriptor::names_target(pattern) {
            let found = session.principal(target).await?;
            let unknown = || Refusal::conflict("unknown-target", "the directory has no SID of the target");
            Some(found.ok_or_else(unknown)?.sid)
        } else {
            None
        };
        Ok(descriptor::substitute(pattern, own, other)?)
    }

    /// The request that was made with the same key and the same body.
    async fn made_before(&self, session: &mut Session) -> Result<Option<Id>, Stop> {
        let Some((key, body)) = &self.idempotency else { return Ok(None) };
        let rows = session.read(idempotency::OF, vec![self.call.caller.key().into(), key.as_str().into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if row.ticks(2)? <= session.now() {
            return Ok(None);
        }
        if row.text(0)? == hash(body) {
            Ok(Some(row.id(1)?))
        } else {
            Err(Refusal::conflict("idempotency-key", "another request was made with this Idempotency-Key").into())
        }
    }

    async fn remember(&self, session: &mut Session) -> Result<(), Stop> {
        let Some((key, body)) = &self.idempotency else { return Ok(()) };
        let now = session.now();
        session.write(idempotency::FORGET, vec![now.into()]).await?;
        let values = vec![
            self.call.caller.key().into(),
            key.as_str().into(),
            hash(body).into(),
            self.fresh.0.into(),
            now.after(REMEMBERED).into(),
        ];
        session.write(idempotency::PUT, values).await?;
        Ok(())
    }
}

/// Whether a request of this type can be about a card in this state. Types that do not need a card may name one that is in use or was.
fn may_start(request_type: RequestType, status: SmartcardStatus) -> bool {
    !request_type.needs_card() || RequestType::possible(status).contains(&request_type)
}

fn hash(body: &[u8]) -> String {
    crate::hex::encode(&Sha256::digest(body))
}

/// Whether the template asks for something, and everything has a value.
fn is_complete(template: &ProfileTemplate, given: &[DataItem]) -> bool {
    let has_value = |name: &String| given.iter().any(|item| item.name == *name && item.value.is_some());
    !template.data_items.is_empty() && template.data_items.iter().all(has_value)
}
