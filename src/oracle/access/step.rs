//! Single steps: what became of an ACE fits the ACE and the token.

use super::{Case, Checked, holds};
use crate::access::{Event, Pass, Step, Verdict};
use crate::descriptor::{AceFlags, AceRef, AceType, Tail};
use crate::sid::{Membership, Sid, SidRef};

/// Types that grant and types that refuse.
const GRANT: [AceType; 4] = [
    AceType::ACCESS_ALLOWED,
    AceType::ACCESS_ALLOWED_OBJECT,
    AceType::ACCESS_ALLOWED_CALLBACK,
    AceType::ACCESS_ALLOWED_CALLBACK_OBJECT,
];
const REFUSE: [AceType; 4] = [
    AceType::ACCESS_DENIED,
    AceType::ACCESS_DENIED_OBJECT,
    AceType::ACCESS_DENIED_CALLBACK,
    AceType::ACCESS_DENIED_CALLBACK_OBJECT,
];

pub(super) fn fits(case: &Case<'_>, step: &Step<'_>) -> Checked {
    holds("a step does not grant what it refuses", !step.granted.intersects(step.refused), step)?;
    holds("a step decides what it grants or refuses", (step.granted | step.refused).contains(step.decided), step)?;
    match step.event {
        Event::Policy { .. } | Event::Rule { .. } => holds("a policy decides through its lists", step.decided.is_empty(), step),
        Event::NoDacl { .. } => {
            let is_open = step.pass != Pass::AppContainer || step.granted.is_empty();
            holds("no DACL is open to an AppContainer", is_open, step)
        }
        Event::Owner { replaced_by } => {
            let is_silent = replaced_by.is_none() || step.granted.is_empty();
            holds("an owner has either rights or an ACE about them", is_silent, step)
        }
        Event::Ace { ace, verdict, .. } => {
            let rights = case.mapping.map(ace.mask().unwrap_or_default());
            holds("an ACE decides about its rights", rights.contains(step.granted | step.refused), step)?;
            let is_known = step.pass == Pass::Token;
            holds("what became of an ACE fits it", !is_known || verdict_fits(case, ace, verdict), step)
        }
        _ => Ok(()),
    }
}

/// Whether this can become of an ACE when the user's SIDs count.
fn verdict_fits(case: &Case<'_>, ace: AceRef<'_>, verdict: Verdict) -> bool {
    let grants = GRANT.contains(&ace.ace_type());
    let refuses = REFUSE.contains(&ace.ace_type());
    let membership = ace.trustee().map_or(Membership::None, |trustee| membership(case, trustee));
    if verdict == Verdict::NotReached {
        true
    } else if ace.flags().contains(AceFlags::INHERIT_ONLY) {
        verdict == Verdict::InheritOnly
    } else if !grants && !refuses {
        verdict == Verdict::OtherType
    } else if membership == Membership::None {
        verdict == Verdict::OtherTrustee
    } else if membership == Membership::DenyOnly && grants {
        verdict == Verdict::DenyOnly
    } else {
        match verdict {
            Verdict::Grants => grants,
            Verdict::Refuses => refuses,
            Verdict::OtherRights => true,
            Verdict::OtherObject(guid) => ace.object().and_then(|object| object.object_type()) == Some(guid),
            Verdict::Condition(_) => ace.ace_type().tail() == Tail::Condition,
            _ => false,
        }
    }
}

/// How a trustee counts: `OW` as the owner, `PS` as nobody, for no case says what the object stands for, others as themselves.
fn membership(case: &Case<'_>, trustee: SidRef<'_>) -> Membership {
    let of = |sid| case.token.membership(sid);
    let is = |authority, rid| Some(trustee.to_sid()) == Sid::new(authority, &[rid]);
    match case.descriptor.owner() {
        Some(owner) if is(3, 4) => of(owner.as_ref()),
        _ if is(5, 10) => Membership::None,
        _ => of(trustee),
    }
}
