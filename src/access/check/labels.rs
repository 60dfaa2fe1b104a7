//! Mandatory checks: process trust, access filters, integrity (MS-DTYP 2.5.3.3). They can only keep back, from the DACL and from
//! the privileges that count for rights asked for by name; what backing up and restoring gives has been given before.

use super::facts::{Surroundings, applies};
use super::rights::Rights;
use crate::access::level::{IntegrityLevel, TrustLevel};
use crate::access::mapping::GenericMapping;
use crate::access::privilege::Privileges;
use crate::access::request::AccessRequest;
use crate::access::source::Source;
use crate::access::token::AccessToken;
use crate::access::trace::{Event, Recorder};
use crate::condition::Truth;
use crate::descriptor::{AceRef, AceType};
use crate::error::Error;
use crate::rights::AccessMask;

/// What a mandatory label forbids to subjects of a lower level.
const NO_WRITE_UP: u32 = 1;
const NO_READ_UP: u32 = 2;
const NO_EXECUTE_UP: u32 = 4;

const SYSTEM: u32 = AccessMask::ACCESS_SYSTEM_SECURITY.bits();

/// Bars what labels keep back. Gives whether the SACL names a central policy.
#[inline(always)]
pub(super) fn check<'a, S: Source<'a>>(
    request: &AccessRequest<'a>,
    token: &AccessToken,
    descriptor: S,
    surroundings: &mut Surroundings<'_, S>,
    rights: &mut Rights,
    recorder: &mut impl Recorder<'a>,
) -> Result<bool, Error> {
    if descriptor.sacl().list().is_some() {
        return check_list(request, token, descriptor, surroundings, rights, recorder);
    }
    integrity(&request.mapping, token, None, rights, recorder);
    Ok(false)
}

#[inline(never)]
fn check_list<'a, S: Source<'a>>(
    request: &AccessRequest<'a>,
    token: &AccessToken,
    descriptor: S,
    surroundings: &mut Surroundings<'_, S>,
    rights: &mut Rights,
    recorder: &mut impl Recorder<'a>,
) -> Result<bool, Error> {
    let mut label = None;
    let mut has_policies = false;
    let mut is_first_trust_label = true;
    for (index, ace) in descriptor.sacl_aces() {
        let is_ours = |ace_type| applies(ace, ace_type);
        if is_ours(AceType::SYSTEM_PROCESS_TRUST_LABEL) && is_first_trust_label {
            is_first_trust_label = false;
            trust(request, token, (index, ace), rights, recorder);
        } else if is_ours(AceType::SYSTEM_ACCESS_FILTER) {
            let passes = surroundings.truth(ace, false)? == Truth::True;
            let kept = if passes { 0 } else { rights.bar_all_but(mapped(request, ace)) };
            recorder.record(Event::AccessFilter { index, ace, passes }, 0, kept);
        } else if is_ours(AceType::SYSTEM_MANDATORY_LABEL) {
            label = label.or(Some((index, ace)));
        } else {
            has_policies |= is_ours(AceType::SYSTEM_SCOPED_POLICY_ID);
        }
    }
    integrity(&request.mapping, token, label, rights, recorder);
    Ok(has_policies)
}

fn mapped(request: &AccessRequest<'_>, ace: AceRef<'_>) -> u32 {
    request.mapping.map(ace.mask().unwrap_or_default()).bits()
}

/// A process that the label's trust is beyond gets no more than the label's mask, and what the SACL's privilege gives.
fn trust<'a>(
    request: &AccessRequest<'_>,
    token: &AccessToken,
    (index, ace): (usize, AceRef<'a>),
    rights: &mut Rights,
    recorder: &mut impl Recorder<'a>,
) {
    let level = match request.process_trust {
        Some(sid) => TrustLevel::of(sid.as_ref()).unwrap_or_default(),
        None => token.trust,
    };
    let dominates = ace.trustee().and_then(TrustLevel::of).is_some_and(|label| level.dominates(label));
    let kept = if dominates { 0 } else { rights.bar_all_but(mapped(request, ace) | SYSTEM) };
    recorder.record(Event::TrustLabel { index, ace, dominates }, 0, kept);
}

/// A subject of a lower level gets what the mapping says of those of reading, writing and executing that the label does not forbid,
/// and nothing beyond; without a label the object is of medium level and forbids writing.
#[inline(always)]
fn integrity<'a>(
    mapping: &GenericMapping,
    token: &AccessToken,
    label: Option<(usize, AceRef<'a>)>,
    rights: &mut Rights,
    recorder: &mut impl Recorder<'a>,
) {
    let (object, policy) = match label {
        // A label without a level is above everybody.
        Some((_, ace)) => {
            let level = ace.trustee().and_then(IntegrityLevel::of_ref).unwrap_or(IntegrityLevel(u32::MAX));
            (level, ace.mask().unwrap_or_default().bits())
        }
        None => (IntegrityLevel::MEDIUM, NO_WRITE_UP),
    };
    let level = token.integrity();
    let dominates = level >= object;
    let kept = if dominates { 0 } else { keep_back(mapping, token, policy, rights, recorder) };
    recorder.record(Event::Integrity { label, level, object, dominates }, 0, kept);
}

#[cold]
fn keep_back<'a>(
    mapping: &GenericMapping,
    token: &AccessToken,
    policy: u32,
    rights: &mut Rights,
    recorder: &mut impl Recorder<'a>,
) -> u32 {
    let unless = |forbids: u32, rights: AccessMask| if policy & forbids == 0 { rights } else { AccessMask::empty() };
    let generic = unless(NO_READ_UP, AccessMask::GENERIC_READ)
        | unless(NO_WRITE_UP, AccessMask::GENERIC_WRITE)
        | unless(NO_EXECUTE_UP, AccessMask::GENERIC_EXECUTE);
    let mut allowed = mapping.map(generic).bits();
    let owner = AccessMask::WRITE_OWNER.bits();
    if allowed & owner == 0 && token.privileges().contains(Privileges::RELABEL) && rights.relabel() {
        allowed |= owner;
        // Through the label only: something else still has to grant it.
        recorder.record(Event::Privilege { privilege: Privileges::RELABEL, held: true }, 0, 0);
    }
    rights.bar_all_but(allowed)
}
