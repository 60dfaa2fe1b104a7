//! A call: who asks, and under which number.

use std::sync::Arc;

use aclavis::Permission;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::audit::Record;
use crate::auth::Caller;
use crate::authority::{Authority, Decision, TemplatePermission, Wanted};
use crate::object::{Id, ProfileTemplate, Request};
use crate::refusal::Refusal;
use crate::store::Session;

/// The code of a refusal for want of a SID.
pub(crate) const NO_SID: &str = "no-sid";

/// Nothing says which SID the caller has.
pub(super) fn no_sid() -> Refusal {
    Refusal::forbidden(NO_SID, "nothing says which SID the caller has")
}

/// A call: who asks, and under which number.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Who asks.
    pub(crate) caller: Arc<Caller>,
    /// The correlation identifier.
    pub(crate) correlation: Id,
}

/// What a record is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    /// What is done, such as `request.complete`.
    pub(crate) action: &'static str,
    /// The request, or the empty identifier.
    pub(crate) request: Id,
    /// The smart card, or the empty identifier.
    pub(crate) card: Id,
}

/// The detail of a record.
#[derive(Serialize)]
struct Detail<'d> {
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'d serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<&'d RawValue>,
}

impl Call {
    /// The caller's identifier, which everything but reading needs.
    pub(crate) fn user(&self) -> Result<Id, Refusal> {
        let none = || Refusal::forbidden("no-user-id", "the directory has no identifier of the caller, who can only read");
        self.caller.user.ok_or_else(none)
    }

    /// Checks a permission on a request; a refusal is recorded.
    pub(crate) fn require(
        &self,
        session: &mut Session,
        authority: &Authority,
        subject: Subject,
        permission: Permission,
        request: &Request,
    ) -> Result<Decision, Refusal> {
        let decision = authority.explain(&self.caller, Wanted::Request(permission), &request.security_descriptor)?;
        if decision.is_allowed { Ok(decision) } else { Err(self.refuse(session, subject, &decision)) }
    }

    /// Checks a permission on a profile template; a refusal is recorded.
    pub(crate) fn require_of_template(
        &self,
        session: &mut Session,
        authority: &Authority,
        subject: Subject,
        permission: TemplatePermission,
        template: &ProfileTemplate,
    ) -> Result<Decision, Refusal> {
        let decision = authority.explain(&self.caller, Wanted::Template(permission), &template.security_descriptor)?;
        if decision.is_allowed { Ok(decision) } else { Err(self.refuse(session, subject, &decision)) }
    }

    /// Records a refusal and makes the answer.
    pub(crate) fn refuse(&self, session: &mut Session, subject: Subject, decision: &Decision) -> Refusal {
        self.record(session, subject, decision.code, Some(decision), None, None);
        let name = decision.wanted.name();
        match decision.code {
            NO_SID => no_sid(),
            code => Refusal::forbidden(code, format!("the security descriptor does not grant {name}")),
        }
    }

    /// Records a refusal for another reason than the descriptor.
    pub(crate) fn refuse_by(&self, session: &mut Session, subject: Subject, decision: &Decision, refusal: Refusal) -> Refusal {
        self.record(session, subject, refusal.code, Some(decision), Some(refusal.code), None);
        refusal
    }

    /// Records what was done.
    pub(crate) fn done(
        &self,
        session: &mut Session,
        subject: Subject,
        decision: &Decision,
        rule: Option<&'static str>,
        change: Option<&serde_json::Value>,
    ) {
        self.record(session, subject, "done", Some(decision), rule, change);
    }

    fn record(
        &self,
        session: &mut Session,
        subject: Subject,
        outcome: &'static str,
        decision: Option<&Decision>,
        rule: Option<&'static str>,
        change: Option<&serde_json::Value>,
    ) {
        let trace = decision.and_then(|decision| serde_json::from_str::<&RawValue>(&decision.trace).ok());
        let detail = Detail { change, permission: decision.map(|decision| decision.wanted.name()), rule, access: trace };
        let record = Record {
            time: session.now(),
            actor: self.caller.key(),
            action: subject.action.to_owned(),
            outcome: outcome.to_owned(),
            request: subject.request,
            card: subject.card,
            correlation: self.correlation,
            detail: serde_json::to_string(&detail).unwrap_or_default(),
        };
        session.record(record);
    }
}
