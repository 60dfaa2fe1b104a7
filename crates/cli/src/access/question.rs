//! What is asked about a descriptor, with everything that the answer depends on.

use aclavis::{
    AccessMask, AccessOutcome, AccessRequest, AccessToken, CentralPolicy, Explanation, GenericMapping, Intent, ObjectNode,
    SecurityDescriptor, Sid,
};

use crate::problem::Problem;

/// A question.
pub(crate) struct Question {
    pub(super) descriptor: SecurityDescriptor,
    pub(super) token: AccessToken,
    pub(super) desired: AccessMask,
    pub(super) mapping: GenericMapping,
    pub(super) objects: Vec<ObjectNode>,
    pub(super) principal_self: Option<Sid>,
    pub(super) policies: Vec<CentralPolicy>,
    pub(super) process_trust: Option<Sid>,
    pub(super) require_group: bool,
    pub(super) intent: Intent,
}

impl Question {
    /// The answer.
    pub(crate) fn check(&self) -> Result<AccessOutcome, Problem> {
        self.request().check(&self.token, &self.descriptor).map_err(|error| Problem::of(&error))
    }

    /// The answer with every step.
    pub(crate) fn explain(&self) -> Result<Explanation<'_>, Problem> {
        self.request().explain(&self.token, &self.descriptor).map_err(|error| Problem::of(&error))
    }

    fn request(&self) -> AccessRequest<'_> {
        let mut request = AccessRequest::new(self.desired)
            .with_mapping(self.mapping)
            .with_objects(&self.objects)
            .with_policies(&self.policies)
            .with_intent(self.intent);
        if let Some(sid) = &self.principal_self {
            request = request.with_principal_self(sid);
        }
        if let Some(level) = &self.process_trust {
            request = request.with_process_trust(level);
        }
        if self.require_group { request.require_group() } else { request }
    }
}
