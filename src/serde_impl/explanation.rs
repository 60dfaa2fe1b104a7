//! Answers and their reasons as documents, which are only written.

use alloc::vec::Vec;

use serde::ser::{Serialize, Serializer};

use super::step::{Place, Walk};
use crate::access::{AccessDecision, AccessOutcome, Explanation, ObjectOutcome, Reason, Step};
use crate::guid::Guid;
use crate::rights::AccessMask;

/// | member | value |
/// |---|---|
/// | `decision` | `allow` or `deny` |
/// | `reason` | the [code](AccessDecision::code) of the decision |
/// | `granted`, `refused`, `missing` | masks such as `0x20004`; `granted` is `0x0` unless access is allowed |
/// | `win32` | 0, 5 or 1314 |
/// | `privileges_used` | names such as `SeSecurityPrivilege` |
/// | `objects` | `guid`, `decision` and `granted` of each object of the request's list; left out without a list |
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let outcome = AccessRequest::new(AccessMask::READ_CONTROL).check(&token, &descriptor)?;
/// assert_eq!(
///     serde_json::to_string(&outcome)?,
///     r#"{"decision":"allow","reason":"allowed","granted":"0x20000","refused":"0x0","missing":"0x0","#.to_owned()
///         + r#""win32":0,"privileges_used":[]}"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for AccessOutcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Members<'o> {
            decision: &'static str,
            reason: &'static str,
            granted: AccessMask,
            refused: AccessMask,
            missing: AccessMask,
            win32: u32,
            privileges_used: Vec<&'static str>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            objects: &'o [ObjectOutcome],
        }

        let members = Members {
            decision: allow_or_deny(self.decision),
            reason: self.decision.code(),
            granted: self.granted,
            refused: self.refused,
            missing: self.missing,
            win32: self.decision.win32(),
            privileges_used: self.privileges_used.names().collect(),
            objects: &self.objects,
        };
        members.serialize(serializer)
    }
}

const fn allow_or_deny(decision: AccessDecision) -> &'static str {
    if decision.is_allowed() { "allow" } else { "deny" }
}

/// As an element of `objects`, see [`AccessOutcome`].
impl Serialize for ObjectOutcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Members {
            guid: Guid,
            decision: &'static str,
            granted: AccessMask,
        }

        Members { guid: self.guid, decision: allow_or_deny(self.decision), granted: self.granted }.serialize(serializer)
    }
}

/// The members of the [`AccessOutcome`]; behind them `reasons`, a [`Reason`] for each right, and `trace`, each [`Step`].
impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Members<'e, 'a> {
            #[serde(flatten)]
            outcome: &'e AccessOutcome,
            reasons: Vec<Reason<'e, 'a>>,
            trace: &'e [Step<'a>],
        }

        Members { outcome: self.outcome(), reasons: self.reasons(), trace: self.steps() }.serialize(serializer)
    }
}

/// | member | value |
/// |---|---|
/// | `right` | a mask of one bit |
/// | `granted` | true or false |
/// | `by` | the members of the deciding [`Step`] from `step` to `ace`, with `privilege`; null where nothing decided |
/// | `missing` | `list`, `rule` and `pass` that do not grant it, where nothing decided |
impl Serialize for Reason<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Members<'a> {
            right: AccessMask,
            granted: bool,
            by: Option<Place<'a>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            missing: Option<Walk<'a>>,
        }

        let members = Members {
            right: self.right,
            granted: self.is_granted,
            by: self.step.map(Place::of),
            missing: self.missing.map(|(pass, list)| Walk::of(pass, list)),
        };
        members.serialize(serializer)
    }
}
