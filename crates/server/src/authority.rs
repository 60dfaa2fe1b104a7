//! Who may do what: one access check of the library for each question.

use aclavis::{AccessMask, AccessRequest, Explanation, GenericMapping, Permission, PermissionTable, SecurityDescriptor, Sid};

use crate::auth::Caller;
use crate::object::StoredDescriptor;
use crate::refusal::Refusal;
use crate::service::NO_SID;

/// The rules by which access is decided.
#[derive(Clone, Debug)]
pub(crate) struct Authority {
    /// Which rights of a request's descriptor stand for which permission.
    pub(crate) permissions: PermissionTable,
    /// Whether the originator may abandon a request that the check refuses.
    pub(crate) originator_abandons: bool,
    /// Who may be given keys and responses.
    pub(crate) sensitive: Sensitive,
}

/// Who may be given keys and responses, besides having the permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// Members of this group.
    Group(Sid),
    /// Anyone with Execute on the request.
    AnyoneWithExecute,
}

impl Sensitive {
    /// Whether the caller is one of them.
    pub(crate) fn includes(self, caller: &Caller) -> bool {
        match self {
            Self::Group(group) => caller.is_member(group),
            Self::AnyoneWithExecute => true,
        }
    }
}

/// What somebody may do with a profile template. The rights are our own choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplatePermission {
    /// Read it: `RC`.
    Read,
    /// Start a request for oneself: `LC`.
    Enroll,
    /// Start a request for somebody else: `CC`.
    EnrollOnBehalf,
}

impl TemplatePermission {
    const fn mask(self) -> AccessMask {
        match self {
            Self::Read => AccessMask::READ_CONTROL,
            Self::Enroll => AccessMask::LIST_CHILDREN,
            Self::EnrollOnBehalf => AccessMask::CREATE_CHILD,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Enroll => "Enroll",
            Self::EnrollOnBehalf => "EnrollOnBehalf",
        }
    }
}

/// Something that a descriptor may grant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// Of a request.
    Request(Permission),
    /// Of a profile template.
    Template(TemplatePermission),
}

impl Wanted {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Request(permission) => permission.name(),
            Self::Template(permission) => permission.name(),
        }
    }
}

/// An answer with its reasons.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// What was asked for.
    pub(crate) wanted: Wanted,
    /// Whether it is allowed.
    pub(crate) is_allowed: bool,
    /// The code of the decision.
    pub(crate) code: &'static str,
    /// The whole trace, a JSON document.
    pub(crate) trace: String,
}

impl Authority {
    /// Whether the caller may, without reasons.
    pub(crate) fn allows(&self, caller: &Caller, wanted: Wanted, on: &StoredDescriptor) -> Result<bool, Refusal> {
        let Some(token) = caller.token() else { return Ok(false) };
        let outcome = self.question(wanted).check(token, &model(on)?).map_err(|error| undecidable(&error))?;
        Ok(outcome.is_allowed())
    }

    /// Whether the caller may, and why.
    pub(crate) fn explain(&self, caller: &Caller, wanted: Wanted, on: &StoredDescriptor) -> Result<Decision, Refusal> {
        let Some(token) = caller.token() else {
            return Ok(Decision { wanted, is_allowed: false, code: NO_SID, trace: "null".to_owned() });
        };
        let descriptor = model(on)?;
        let explanation = self.question(wanted).explain(token, &descriptor).map_err(|error| undecidable(&error))?;
        Ok(Decision {
            wanted,
            is_allowed: explanation.is_allowed(),
            code: explanation.outcome().decision.code(),
            trace: trace(&explanation),
        })
    }

    fn question(&self, wanted: Wanted) -> AccessRequest<'static> {
        let rights = match wanted {
            Wanted::Request(permission) => self.permissions.mask(permission).difference(AccessMask::MAXIMUM_ALLOWED),
            Wanted::Template(permission) => permission.mask(),
        };
        AccessRequest::new(GenericMapping::REQUEST.map(rights)).with_mapping(GenericMapping::REQUEST)
    }
}

fn model(descriptor: &StoredDescriptor) -> Result<SecurityDescriptor, Refusal> {
    descriptor.model().map_err(|error| undecidable(&error))
}

/// A descriptor that decides nothing allows nothing, and is a fault of whoever wrote it.
fn undecidable(error: &aclavis::Error) -> Refusal {
    Refusal::fault(format!("the security descriptor decides nothing: {error}"))
}

fn trace(explanation: &Explanation<'_>) -> String {
    serde_json::to_string(explanation).unwrap_or_else(|_| "null".to_owned())
}
