//! Properties of checks of access.

mod laws;
mod objects;
mod step;
mod trace;

use super::{Checked, Violation, holds, same};
use crate::access::{AccessDecision, AccessOutcome, AccessRequest, AccessToken, Explanation, GenericMapping, has_generic};
use crate::binary::DescriptorRef;
use crate::descriptor::SecurityDescriptor;
use crate::error::{Error, ErrorKind};
use crate::num::bits;
use crate::rights::AccessMask;

/// The rights that `MAXIMUM_ALLOWED` may give.
const GRANTABLE: AccessMask = bits(0x0cff_ffff);

/// What is asked about, and of whom.
struct Case<'c> {
    descriptor: &'c SecurityDescriptor,
    /// Its binary form, if it has one.
    view: Option<DescriptorRef<'c>>,
    token: &'c AccessToken,
    mapping: GenericMapping,
}

/// What a check gives; of an error only the kind.
type Answer = Result<AccessOutcome, ErrorKind>;

/// A check is the same with and without a trace, on the model and on its binary form; the trace explains the answer; what was
/// asked for and what is granted fit together. Asking for everything gives what asking for each right gives, and nothing that
/// only takes away gives more. Generic rights are asked for as what the mapping says, a descriptor without owner is given one.
///
/// ```
/// use aclavis::{AccessMask, AccessToken, GenericMapping, SecurityDescriptor, Sid, oracle::access};
/// let descriptor: SecurityDescriptor = "O:SYD:(A;;GR;;;WD)(D;;WD;;;WD)".parse().unwrap();
/// let token = AccessToken::builder(Sid::EVERYONE).build();
/// assert_eq!(access(&descriptor, &token, &GenericMapping::FILE, AccessMask::MAXIMUM_ALLOWED), Ok(()));
/// ```
///
/// # Errors
///
/// The property that does not hold.
pub fn access(descriptor: &SecurityDescriptor, token: &AccessToken, mapping: &GenericMapping, desired: AccessMask) -> Checked {
    let case = |descriptor, view| Case { descriptor, view, token, mapping: *mapping };
    if has_generic(desired) {
        let case = case(descriptor, None);
        same("generic rights cannot be asked for", &case.answer(&case.request(desired))?, &Err(ErrorKind::GenericNotMapped))?;
    }
    let named = mapping.map(desired).difference(AccessMask::MAXIMUM_ALLOWED);
    let mut owned = descriptor.clone();
    if descriptor.owner().is_none() {
        let case = case(descriptor, None);
        same("there is no answer without an owner", &case.answer(&case.request(named))?, &Err(ErrorKind::MissingOwner))?;
        owned.set_owner(Some(*token.user()));
    }
    let bytes = owned.to_bytes().unwrap_or_default();
    let case = case(&owned, DescriptorRef::parse(&bytes).ok());
    let nothing = case.answer(&case.request(AccessMask::empty()))?;
    holds("whoever asks for nothing gets nothing", !nothing.as_ref().is_ok_and(AccessOutcome::is_allowed), nothing)?;
    for desired in [named, AccessMask::MAXIMUM_ALLOWED, named | AccessMask::MAXIMUM_ALLOWED] {
        laws::hold(&case, desired)?;
        objects::agree(&case, desired)?;
    }
    laws::maximum(&case, named)
}

impl<'c> Case<'c> {
    fn request(&self, desired: AccessMask) -> AccessRequest<'c> {
        AccessRequest::new(desired).with_mapping(self.mapping)
    }

    /// The answer that all ways of checking give.
    fn answer(&self, request: &AccessRequest<'c>) -> Result<Answer, Violation> {
        let kind = |error: Error| error.kind();
        let answer = request.check(self.token, self.descriptor).map_err(kind);
        let traced = request.explain(self.token, self.descriptor).map_err(kind);
        same("a trace changes no answer", &traced.as_ref().map(Explanation::outcome), &answer.as_ref())?;
        if let Some(view) = &self.view {
            same("the binary form gives the same answer", &request.check(self.token, view).map_err(kind), &answer)?;
            same("the binary form takes the same steps", &request.explain(self.token, view).map_err(kind), &traced)?;
        }
        if let Ok(explanation) = &traced {
            fits(request.desired(), explanation.outcome())?;
            trace::explains(self, explanation)?;
        }
        Ok(answer)
    }
}

/// The rights that are asked for, by name or not.
fn wanted(desired: AccessMask) -> AccessMask {
    let named = desired.difference(AccessMask::MAXIMUM_ALLOWED);
    if desired == named { named } else { named | GRANTABLE }
}

/// The parts of an answer fit together, and the answer fits the question.
fn fits(desired: AccessMask, outcome: &AccessOutcome) -> Checked {
    let AccessOutcome { decision, granted, refused, missing, privileges_used, .. } = outcome;
    let named = desired.difference(AccessMask::MAXIMUM_ALLOWED);
    holds("what is refused or missing was asked for", named.contains(*refused | *missing), outcome)?;
    holds("what is refused is not missing", !refused.intersects(*missing), outcome)?;
    holds("what is granted was asked for", wanted(desired).contains(*granted), outcome)?;
    let all = granted.contains(named) && !granted.is_empty();
    let lacks = !refused.is_empty() || !missing.is_empty();
    let fitting = match decision {
        AccessDecision::Allowed => return holds("whoever is allowed gets all", all && !lacks, outcome),
        AccessDecision::Refused => named.is_empty() || !refused.is_empty(),
        AccessDecision::NotGranted => refused.is_empty(),
        AccessDecision::PrivilegeNotHeld => refused.contains(AccessMask::ACCESS_SYSTEM_SECURITY),
    };
    holds("a decision against somebody has its rights", fitting && (lacks || named.is_empty()), outcome)?;
    holds("whoever is not allowed gets nothing", granted.is_empty() && privileges_used.is_empty(), outcome)
}
