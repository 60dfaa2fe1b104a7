//! The check of access (MS-DTYP 2.5.3.2).
//!
//! It goes through the DACL once for every group of SIDs that must be granted access: those of the user, the restricting SIDs,
//! the package with its capabilities; then, for the first two, through that of every rule of a central policy. What all of them grant is granted. Every
//! right is decided by itself, by the first ACE that speaks of it; the check ends where all are decided.

mod facts;
mod labels;
mod parts;
mod policies;
mod rights;
mod tree;
mod walk;

use alloc::vec::Vec;

use super::explanation::Explanation;
use super::mapping::has_generic;
use super::outcome::{AccessDecision, AccessOutcome, ObjectOutcome};
use super::request::AccessRequest;
use super::source::Descriptor;
use super::token::AccessToken;
use super::trace::{Recorder, Silent, Trace};
use crate::error::{Error, ErrorKind};
use crate::num::bits;
use crate::rights::AccessMask;
use facts::Surroundings;
use parts::{Parts, State};
use rights::Rights;
use tree::{Shape, Tree};
use walk::Lists;

/// The rights that `MAXIMUM_ALLOWED` may give. Those beyond are the generic ones, itself, and `ACCESS_SYSTEM_SECURITY`, which no
/// ACE gives.
const GRANTABLE: u32 = 0x0cff_ffff;

/// Checks without a trace.
#[inline]
pub(super) fn untraced<'a>(
    request: &AccessRequest<'a>,
    token: &AccessToken,
    descriptor: impl Descriptor<'a>,
) -> Result<AccessOutcome, Error> {
    run(request, token, descriptor, &mut Silent)
}

/// Checks with a trace.
pub(super) fn traced<'a>(
    request: &AccessRequest<'a>,
    token: &AccessToken,
    descriptor: impl Descriptor<'a>,
) -> Result<Explanation<'a>, Error> {
    let mut trace = Trace::default();
    let outcome = run(request, token, descriptor, &mut trace)?;
    Ok(Explanation::new(request.desired, outcome, trace))
}

fn run<'a, D: Descriptor<'a>, R: Recorder<'a>>(
    request: &AccessRequest<'a>,
    token: &AccessToken,
    descriptor: D,
    recorder: &mut R,
) -> Result<AccessOutcome, Error> {
    if has_generic(request.desired) {
        return Err(Error::new(ErrorKind::GenericNotMapped));
    }
    let Some(owner) = descriptor.owner() else { return Err(Error::new(ErrorKind::MissingOwner)) };
    if request.require_group && descriptor.group().is_none() {
        return Err(Error::new(ErrorKind::MissingGroup));
    }
    let maximum = request.desired.contains(AccessMask::MAXIMUM_ALLOWED);
    let named = request.desired.difference(AccessMask::MAXIMUM_ALLOWED).bits();
    let mut rights = Rights::new(named, if maximum { named | GRANTABLE } else { named });
    let mut surroundings = Surroundings::new(token, descriptor, request.steps);
    rights.intend(request, token, recorder);
    let has_policies = labels::check(request, token, descriptor, &mut surroundings, &mut rights, recorder)?;
    rights.privileges(token, recorder);
    let mut lists = Lists { request, token, descriptor, owner, wanted: rights.open(), surroundings, recorder };
    if request.objects.is_empty() {
        let mut whole = State::default();
        lists.decide(&mut whole, has_policies)?;
        return Ok(outcome(&rights, whole, Vec::new()));
    }
    let shape = Shape::new(request.objects)?;
    let mut tree = Tree::new(&shape);
    lists.decide(&mut tree, has_policies)?;
    let objects = request.objects.iter().zip(tree.states()).map(|(object, state)| {
        let (decision, granted) = rights.decision(state);
        ObjectOutcome { guid: object.guid, decision, granted: bits(granted) }
    });
    Ok(outcome(&rights, tree.first(), objects.collect()))
}

/// What the state of the object means.
#[inline(always)]
fn outcome(rights: &Rights, state: State, objects: Vec<ObjectOutcome>) -> AccessOutcome {
    let (decision, granted) = rights.decision(state);
    let open = rights.named & !(rights.given | state.granted);
    let refused = open & (rights.barred | state.refused);
    AccessOutcome {
        decision,
        granted: bits(granted),
        refused: bits(refused),
        missing: bits(open & !refused),
        privileges_used: if decision == AccessDecision::Allowed { rights.used(state) } else { super::Privileges::empty() },
        objects,
    }
}
