//! Laws: how the answers to similar questions stand to each other.

use alloc::string::String;
use alloc::vec;

use super::{Answer, Case, Checked, GRANTABLE, holds, same};
use crate::access::{AccessOutcome, CentralPolicy, CentralRule, Intent};
use crate::descriptor::{Ace, Acl, AclSlot, SecurityDescriptor};
use crate::error::ErrorKind;
use crate::num::bits;
use crate::rights::AccessMask;
use crate::sddl::Limits;
use crate::sid::Sid;

/// The laws about one question.
pub(super) fn hold(case: &Case<'_>, desired: AccessMask) -> Checked {
    let request = case.request(desired);
    let answer = case.answer(&request)?;
    for steps in [0, 5, 50] {
        let limited = case.answer(&request.clone().with_limits(&Limits { steps, ..Limits::default() }))?;
        holds(
            "a limit is the only thing that limits change",
            limited == Err(ErrorKind::TooManySteps) || limited == answer,
            limited,
        )?;
    }
    let Ok(outcome) = answer else { return Ok(()) };
    let intending = case.answer(&request.with_intent(Intent::all()))?;
    holds("a caller's intention takes nothing away", covers(&intending, &outcome), (&intending, &outcome))?;
    denying(case, desired, &outcome)?;
    policies(case, desired, &outcome)
}

/// Whether an answer grants all that another does.
fn covers(answer: &Answer, outcome: &AccessOutcome) -> bool {
    answer.as_ref().is_ok_and(|more| more.granted.contains(outcome.granted))
}

/// An ACE that denies, in front of all others, takes away or changes nothing.
fn denying(case: &Case<'_>, desired: AccessMask, outcome: &AccessOutcome) -> Checked {
    let AclSlot::List(dacl) = case.descriptor.dacl() else { return Ok(()) };
    let last = dacl.aces().last().and_then(|ace| ace.as_ref().trustee()).map(Sid::from);
    let owner = case.descriptor.owner().copied();
    for trustee in [Some(*case.token.user()), owner, Sid::new(3, &[4]), last].into_iter().flatten() {
        for mask in [desired, bits(0x1_00ff)] {
            let mut aces = vec![Ace::deny(mask, trustee)];
            aces.extend_from_slice(dacl.aces());
            let mut denying = case.descriptor.clone();
            *denying.dacl_mut() = AclSlot::List(Acl::new(aces));
            if let Ok(less) = case.request(desired).check(case.token, &denying) {
                holds("an ACE that denies gives nothing", outcome.granted.contains(less.granted), (&denying, less, outcome))?;
            }
        }
    }
    Ok(())
}

/// A central policy with the object's own DACL changes nothing; one that grants nobody anything, not even the owner, leaves what
/// privileges give; one that nobody knows gives nothing.
fn policies(case: &Case<'_>, desired: AccessMask, outcome: &AccessOutcome) -> Checked {
    let (Some(id), Some(owner_rights)) = (Sid::new(17, &[0xa5a5_a5a5]), Sid::new(3, &[4])) else { return Ok(()) };
    let mut aces = case.descriptor.sacl().aces().to_vec();
    if aces.iter().any(|ace| ace.as_ref().trustee() == Some(id.as_ref())) {
        return Ok(());
    }
    aces.push(Ace::scoped_policy(id));
    let mut under_policy = case.descriptor.clone();
    *under_policy.sacl_mut() = AclSlot::List(Acl::new(aces));
    let case = Case { descriptor: &under_policy, view: None, ..*case };
    let policy = |descriptor: &SecurityDescriptor| {
        [CentralPolicy { id, rules: vec![CentralRule { name: String::new(), applies_to: None, descriptor: descriptor.clone() }] }]
    };
    let same_dacl = policy(&under_policy);
    match case.answer(&case.request(desired).with_policies(&same_dacl))? {
        Err(ErrorKind::TooManySteps) => {}
        again => same("a policy with the same DACL changes nothing", &again.as_ref(), &Ok(outcome))?,
    }
    let for_nobody = policy(&SecurityDescriptor::builder().dacl([Ace::deny(AccessMask::empty(), owner_rights)]).build());
    let shut = case.answer(&case.request(desired).with_policies(&for_nobody))?;
    let by_privilege = shut.as_ref().is_ok_and(|shut| shut.granted.is_empty() || !shut.privileges_used.is_empty());
    holds("a policy for nobody leaves what privileges give", by_privilege, shut)?;
    let unknown = case.answer(&case.request(desired))?;
    let less = unknown.as_ref().is_ok_and(|less| outcome.granted.contains(less.granted));
    holds("a policy that nobody knows gives nothing", less, (unknown, outcome))
}

/// `MAXIMUM_ALLOWED` gives the rights that are given when they are asked for one by one, but for those that a privilege gives.
/// Beside rights that are asked for by name it changes nothing about these.
pub(super) fn maximum(case: &Case<'_>, named: AccessMask) -> Checked {
    let Ok(all) = case.answer(&case.request(AccessMask::MAXIMUM_ALLOWED))? else { return Ok(()) };
    // A DACL that is NULL or absent grants what the mapping knows.
    let known = if case.descriptor.dacl().list().is_some() { GRANTABLE } else { case.mapping.all };
    for right in (0..u32::BITS).map(|bit| bits(1 << bit)).filter(|right| GRANTABLE.contains(*right)) {
        let Ok(one) = case.answer(&case.request(right))? else {
            return holds("a check for one right does not fail where that for all does not", false, right);
        };
        if one.privileges_used.is_empty() {
            let alone = one.is_allowed() && known.contains(right);
            same("the maximum has the rights that are granted one by one", &all.granted.contains(right), &alone)?;
        }
    }
    if named.is_empty() {
        return Ok(());
    }
    let by_name = case.answer(&case.request(named))?;
    let both = case.answer(&case.request(named | AccessMask::MAXIMUM_ALLOWED))?;
    let rest = |outcome: AccessOutcome| if outcome.is_allowed() { outcome.granted | all.granted } else { outcome.granted };
    same("the maximum is given beside what is asked for by name", &both.map(|both| both.granted), &by_name.map(rest))
}
