//! What can be read. Refusals are recorded.

use std::sync::Arc;

use aclavis::Permission;
use async_trait::async_trait;
use serde_json::json;
use zeroize::Zeroizing;

use super::Rules;
use super::call::{Call, NO_SID, Subject};
use super::response::default_admin_key;
use crate::authority::{Decision, TemplatePermission, Wanted};
use crate::object::{Id, ProfileTemplate, Request};
use crate::refusal::{Refusal, Stop};
use crate::store::{Command, Session};

/// Reads a request, with a record where that is refused.
pub(crate) struct ReadRequest {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The request.
    pub(crate) id: Id,
}

#[async_trait]
impl Command for ReadRequest {
    type Answer = Request;

    async fn run(&self, session: &mut Session) -> Result<Request, Stop> {
        let request = session.request(self.id).await?.ok_or_else(Refusal::nothing)?;
        let subject = Subject { action: "request.read", request: self.id, card: Id::EMPTY };
        self.call.require(session, &self.rules.authority, subject, Permission::Read, &request)?;
        Ok(request)
    }
}

/// Reads a profile template, with a record where that is refused.
pub(crate) struct ReadTemplate {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The template.
    pub(crate) id: Id,
}

#[async_trait]
impl Command for ReadTemplate {
    type Answer = Arc<ProfileTemplate>;

    async fn run(&self, session: &mut Session) -> Result<Arc<ProfileTemplate>, Stop> {
        let template = session.template(self.id).await?.ok_or_else(Refusal::nothing)?;
        let subject = Subject { action: "template.read", request: Id::EMPTY, card: Id::EMPTY };
        self.call.require_of_template(session, &self.rules.authority, subject, TemplatePermission::Read, &template)?;
        Ok(template)
    }
}

/// Refuses somebody without a SID, with a record.
pub(crate) struct RefuseNobody {
    /// Who asks.
    pub(crate) call: Call,
    /// For what.
    pub(crate) action: &'static str,
    /// The permission that nobody without a SID has.
    pub(crate) wanted: Wanted,
    /// The card, where it is about one.
    pub(crate) card: Id,
}

#[async_trait]
impl Command for RefuseNobody {
    type Answer = ();

    async fn run(&self, session: &mut Session) -> Result<(), Stop> {
        let Self { call, action, wanted, card } = self;
        let decision = Decision { wanted: *wanted, is_allowed: false, code: NO_SID, trace: "null".to_owned() };
        let subject = Subject { action, request: Id::EMPTY, card: *card };
        Err(call.refuse(session, subject, &decision).into())
    }
}

/// What a client must know of a template's cards. The key is for the sensitive group only, and that it was given is recorded.
pub(crate) struct CardConfiguration {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The template.
    pub(crate) template: Id,
}

#[async_trait]
impl Command for CardConfiguration {
    /// The template, and the hexadecimal digits of the admin key that its cards come with, or none.
    type Answer = (Arc<ProfileTemplate>, Zeroizing<String>);

    async fn run(&self, session: &mut Session) -> Result<Self::Answer, Stop> {
        let Self { rules, call, template } = self;
        let template = session.template(*template).await?.ok_or_else(Refusal::nothing)?;
        let subject = Subject { action: "secret.default-key", request: Id::EMPTY, card: Id::EMPTY };
        let decision = call.require_of_template(session, &rules.authority, subject, TemplatePermission::Enroll, &template)?;
        let mut digits = Zeroizing::new(String::with_capacity(64));
        if call.caller.user.is_some() && rules.authority.sensitive.includes(&call.caller) {
            let key = default_admin_key(&rules.vault, &template)?;
            for byte in key.expose() {
                for digit in [byte >> 4, byte & 0x0F] {
                    digits.push(char::from_digit(digit.into(), 16).unwrap_or_default().to_ascii_uppercase());
                }
            }
            call.done(session, subject, &decision, None, Some(&json!({ "template": template.uuid })));
        }
        Ok((template, digits))
    }
}

/// Whether the caller may, without a record.
pub(super) fn may(rules: &Rules, call: &Call, permission: Permission, request: &Request) -> Result<bool, Refusal> {
    rules.authority.allows(&call.caller, Wanted::Request(permission), &request.security_descriptor)
}

/// Whether the caller may, without a record.
pub(super) fn may_with_template(
    rules: &Rules,
    call: &Call,
    permission: TemplatePermission,
    template: &ProfileTemplate,
) -> Result<bool, Refusal> {
    rules.authority.allows(&call.caller, Wanted::Template(permission), &template.security_descriptor)
}
