//! The check of tokens that hold a single SID.

use std::ptr;

use aclavis::{
    AccessMask, AccessRequest, AccessToken, Ace, AceBody, Error, Event, Explanation, GenericMapping, Reason, SecurityDescriptor,
    Sid, Verdict,
};

use crate::ace::is_conditional;
use crate::names::rights;

const MAPPING: GenericMapping = GenericMapping::REQUEST;

/// Answers for a descriptor.
pub(super) struct Judge<'d> {
    aces: &'d [Ace],
    /// What of the descriptor depends on nothing but SIDs.
    plain: SecurityDescriptor,
}

impl<'d> Judge<'d> {
    pub(super) fn new(descriptor: &'d SecurityDescriptor) -> Result<Self, Error> {
        let aces = descriptor.dacl().aces();
        let mut plain = SecurityDescriptor::builder().dacl(aces.iter().map(plain).collect::<Result<Vec<_>, _>>()?).build();
        plain.set_owner(descriptor.owner().copied().or_else(|| stranger(aces)));
        Ok(Self { aces, plain })
    }

    /// What a token of this SID alone may do, and why.
    pub(super) fn explain(&self, sid: Sid) -> Result<Explanation<'_>, Error> {
        let wanted = rights::request().iter().map(|(bits, _)| AccessMask::from_bits_retain(*bits)).collect();
        AccessRequest::new(wanted).with_mapping(MAPPING).explain(&AccessToken::builder(sid).build(), &self.plain)
    }

    /// The ACEs that may decide about a right before what decides about it here. An ACE with a right that is still open, which the
    /// check passes over because of its rights, is one from which [`plain`] took them.
    pub(super) fn open(&self, explanation: &Explanation<'_>, reason: &Reason<'_, '_>) -> Vec<usize> {
        let steps = explanation.steps().iter();
        let before = steps.take_while(|step| reason.step.is_none_or(|decisive| !ptr::eq(*step, decisive)));
        let passed_over = before.filter_map(|step| match step.event {
            Event::Ace { index, verdict: Verdict::OtherRights, .. } => Some(index),
            _ => None,
        });
        passed_over.filter(|index| self.is_about(*index, reason.right)).collect()
    }

    fn is_about(&self, index: usize, right: AccessMask) -> bool {
        let mask = self.aces.get(index).and_then(|ace| ace.as_ref().mask());
        mask.is_some_and(|mask| MAPPING.map(mask).contains(right))
    }
}

/// The ACE. One with a condition, or for one kind of object, has no rights any more and so decides nothing, but keeps its place and
/// what it means for the owner.
fn plain(ace: &Ace) -> Result<Ace, Error> {
    let mut body = ace.body().clone();
    let is_for_one_kind = ace.as_ref().object().is_some_and(|object| object.object_type().is_some());
    if let AceBody::Standard { mask, .. } = &mut body
        && (is_for_one_kind || is_conditional(ace.ace_type()))
    {
        *mask = AccessMask::empty();
    }
    Ace::new(ace.ace_type(), ace.flags(), body)
}

/// A SID about which there is no ACE, to be the owner that every check needs.
fn stranger(aces: &[Ace]) -> Option<Sid> {
    let is_named = |sid: &Sid| aces.iter().any(|ace| ace.as_ref().trustee() == Some(sid.as_ref()));
    (0..=u32::MAX).filter_map(|number| Sid::new(0, &[number])).find(|sid| !is_named(sid))
}
