//! The DACLs that have to grant access, each gone through ACE by ACE.

use core::mem;

use super::facts::{Surroundings, applies};
use super::parts::Parts;
use super::policies::Policies;
use crate::access::policy::{self, CentralRule};
use crate::access::request::AccessRequest;
use crate::access::source::{Head, Source};
use crate::access::token::AccessToken;
use crate::access::trace::{Event, List, Pass, Recorder, Verdict};
use crate::binary::AclRef;
use crate::condition::Truth;
use crate::descriptor::{AceFlags, AceRef, AceType, AclSlot};
use crate::error::Error;
use crate::rights::AccessMask;
use crate::sid::{Membership, SidRef, SidSet};

/// What an owner is granted unless an ACE speaks of the owner's rights.
const IMPLICIT: u32 = AccessMask::READ_CONTROL.bits() | AccessMask::WRITE_DAC.bits();

/// `OW`, S-1-3-4: whoever owns the object.
const OWNER_RIGHTS: &[u8] = &[1, 1, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0];
/// `PS`, S-1-5-10: the principal that the object stands for.
const PRINCIPAL_SELF: &[u8] = &[1, 1, 0, 0, 0, 0, 0, 5, 10, 0, 0, 0];

/// The SIDs that one pass through a DACL is about.
struct Subject<'s> {
    sids: &'s SidSet,
    /// How the object's owner counts.
    owner: Membership,
    /// How the principal that the object stands for counts.
    itself: Membership,
}

impl Subject<'_> {
    /// How an ACE's trustee counts.
    #[inline(always)]
    fn membership(&self, trustee: SidRef<'_>) -> Membership {
        match trustee.as_bytes() {
            OWNER_RIGHTS => self.owner,
            PRINCIPAL_SELF => self.itself,
            _ => self.sids.membership(trustee),
        }
    }
}

/// Goes through the lists.
pub(super) struct Lists<'c, 'a, S, R> {
    pub(super) request: &'c AccessRequest<'a>,
    pub(super) token: &'c AccessToken,
    pub(super) descriptor: S,
    pub(super) owner: SidRef<'a>,
    /// The rights that are to be decided.
    pub(super) wanted: u32,
    pub(super) surroundings: Surroundings<'c, S>,
    pub(super) recorder: &'c mut R,
}

impl<'a, S: Source<'a>, R: Recorder<'a>> Lists<'_, 'a, S, R> {
    /// Decides the rights on every node.
    #[inline(always)]
    pub(super) fn decide(&mut self, parts: &mut impl Parts, has_policies: bool) -> Result<(), Error> {
        let token = self.token;
        if self.wanted == 0 {
            // Nothing is left to decide; who wants to know still sees the ACEs.
            return if R::ON { self.pass(Pass::Token, &token.sids, self.descriptor.dacl(), parts) } else { Ok(()) };
        }
        if has_policies || token.is_restricted() || token.is_app_container() {
            return self.decide_all(parts, has_policies);
        }
        self.pass(Pass::Token, &token.sids, self.descriptor.dacl(), parts)
    }

    /// Decides the rights where more than the user's SIDs against the object's DACL count.
    #[inline(never)]
    fn decide_all(&mut self, parts: &mut impl Parts, has_policies: bool) -> Result<(), Error> {
        self.user(self.descriptor.dacl(), parts)?;
        if let Some(package) = &self.token.package {
            let mut others = parts.blank();
            self.pass(Pass::AppContainer, package, self.descriptor.dacl(), &mut others)?;
            parts.intersect(&others);
        }
        if has_policies { self.policies(parts) } else { Ok(()) }
    }

    /// The user's SIDs and the restricting ones against one DACL.
    fn user<A>(&mut self, dacl: AclSlot<A>, parts: &mut impl Parts) -> Result<(), Error>
    where
        A: Iterator<Item: Head<'a>> + Clone,
    {
        let token = self.token;
        let Some(restricted) = &token.restricted else { return self.pass(Pass::Token, &token.sids, dacl, parts) };
        let mut others = parts.blank();
        self.pass(Pass::Token, &token.sids, dacl.clone(), parts)?;
        self.pass(Pass::Restricted, restricted, dacl, &mut others)?;
        parts.intersect(&others);
        Ok(())
    }

    /// One group of SIDs against one DACL.
    #[inline(always)]
    fn pass<A>(&mut self, pass: Pass, sids: &SidSet, dacl: AclSlot<A>, parts: &mut impl Parts) -> Result<(), Error>
    where
        A: Iterator<Item: Head<'a>> + Clone,
    {
        self.recorder.begin(pass);
        match dacl {
            AclSlot::List(aces) => {
                let is_container = pass == Pass::AppContainer;
                let owner = if is_container { Membership::None } else { sids.membership(self.owner) };
                let itself = self.request.principal_self.filter(|_| !is_container);
                let itself = itself.map_or(Membership::None, |sid| sids.membership(sid.as_ref()));
                self.list(&Subject { sids, owner, itself }, aces, parts)
            }
            slot => {
                self.open(pass, matches!(slot, AclSlot::Null), parts);
                Ok(())
            }
        }
    }

    /// A DACL that is NULL or absent grants everything, but nothing to an AppContainer.
    #[cold]
    fn open(&mut self, pass: Pass, is_null: bool, parts: &mut impl Parts) {
        let named = self.request.desired.bits();
        let rights = match pass {
            Pass::AppContainer => 0,
            Pass::Token | Pass::Restricted => self.wanted & (named | self.request.mapping.all.bits()),
        };
        let granted = parts.decide(0, rights, false);
        self.recorder.record(Event::NoDacl { is_null }, granted, 0);
    }

    /// One group of SIDs against one list.
    #[inline(always)]
    fn list<A>(&mut self, subject: &Subject<'_>, aces: A, parts: &mut impl Parts) -> Result<(), Error>
    where
        A: Iterator<Item: Head<'a>> + Clone,
    {
        let mut open = self.wanted;
        if open & IMPLICIT != 0 && subject.owner == Membership::Enabled {
            open = self.implicit(aces.clone(), parts);
        }
        if R::ON && aces.clone().next().is_none() {
            self.recorder.record(Event::EmptyDacl, 0, 0);
        }
        for (index, head) in aces.enumerate() {
            // What decides nothing need not be looked at, unless somebody wants to know.
            if !R::ON {
                if open == 0 {
                    break;
                }
                let is_other = |trustee| subject.membership(trustee) == Membership::None;
                if self.request.mapping.map(head.mask()).bits() & open == 0 || head.near_trustee().is_some_and(is_other) {
                    continue;
                }
            }
            let Some(ace) = head.ace() else { continue };
            if open == 0 {
                self.recorder.record(Event::Ace { index, ace, verdict: Verdict::NotReached }, 0, 0);
            } else {
                open = self.ace(subject, (index, ace), parts, open)?;
            }
        }
        Ok(())
    }

    /// Grants the owner what owners have, unless an ACE speaks of it. Gives what is still open.
    #[cold]
    fn implicit(&mut self, aces: impl Iterator<Item: Head<'a>>, parts: &mut impl Parts) -> u32 {
        let speaks = |ace: AceRef<'_>| {
            !ace.flags().contains(AceFlags::INHERIT_ONLY)
                && ace.trustee().is_some_and(|trustee| trustee.as_bytes() == OWNER_RIGHTS)
        };
        let replaced_by = aces.enumerate().find(|(_, head)| head.ace().is_some_and(speaks)).map(|(index, _)| index);
        let granted = if replaced_by.is_none() { parts.decide(0, self.wanted & IMPLICIT, false) } else { 0 };
        self.recorder.record(Event::Owner { replaced_by }, granted, 0);
        parts.undecided(self.wanted)
    }

    /// One ACE, while some rights are open. Gives those that still are.
    fn ace(
        &mut self,
        subject: &Subject<'_>,
        (index, ace): (usize, AceRef<'a>),
        parts: &mut impl Parts,
        open: u32,
    ) -> Result<u32, Error> {
        let rights = self.request.mapping.map(ace.mask().unwrap_or_default()).bits() & open;
        let open_before = if R::ON { parts.first().undecided(self.wanted) } else { 0 };
        let (verdict, new) = match self.verdict(subject, ace, rights, parts)? {
            Ok((place, refuses)) => {
                let verdict = if refuses { Verdict::Refuses } else { Verdict::Grants };
                (verdict, parts.decide(place, rights, refuses))
            }
            Err(skipped) => (skipped, 0),
        };
        if R::ON {
            let decided = open_before & !parts.first().undecided(self.wanted);
            let refused = if verdict == Verdict::Refuses { new } else { 0 };
            self.recorder.note(Event::Ace { index, ace, verdict }, new & !refused, refused, decided);
        }
        Ok(if new == 0 { open } else { parts.undecided(self.wanted) })
    }

    /// Whether an ACE counts: the node that it is about and whether it refuses, or why it does not.
    #[inline(always)]
    fn verdict(
        &mut self,
        subject: &Subject<'_>,
        ace: AceRef<'a>,
        rights: u32,
        parts: &impl Parts,
    ) -> Result<Result<(usize, bool), Verdict>, Error> {
        if ace.flags().contains(AceFlags::INHERIT_ONLY) {
            return Ok(Err(Verdict::InheritOnly));
        }
        let Some((refuses, has_condition)) = effect(ace.ace_type()) else { return Ok(Err(Verdict::OtherType)) };
        let membership = ace.trustee().map_or(Membership::None, |trustee| subject.membership(trustee));
        match membership {
            Membership::None => return Ok(Err(Verdict::OtherTrustee)),
            Membership::DenyOnly if !refuses => return Ok(Err(Verdict::DenyOnly)),
            Membership::DenyOnly | Membership::Enabled => {}
        }
        if rights == 0 {
            return Ok(Err(Verdict::OtherRights));
        }
        let place = match ace.object().and_then(|object| object.object_type()) {
            None => 0,
            Some(guid) => match parts.place(guid, refuses) {
                Some(place) => place,
                None => return Ok(Err(Verdict::OtherObject(guid))),
            },
        };
        if has_condition {
            let truth = self.surroundings.truth(ace, refuses)?;
            let counts = if refuses { truth != Truth::False } else { truth == Truth::True };
            if !counts {
                return Ok(Err(Verdict::Condition(truth)));
            }
        }
        Ok(Ok((place, refuses)))
    }

    /// Leaves what the rules of the central policies grant. However often a policy is named, it counts once.
    fn policies(&mut self, parts: &mut impl Parts) -> Result<(), Error> {
        let mut policies = Policies::new(self.request.policies);
        let mut is_recovered = false;
        for (index, ace) in self.descriptor.sacl_aces() {
            if !applies(ace, AceType::SYSTEM_SCOPED_POLICY_ID) {
                continue;
            }
            let named = ace.trustee().and_then(|id| policies.take(id));
            self.recorder.enter(List::Object);
            self.recorder.record(Event::Policy { index, ace, known: named.is_some() }, 0, 0);
            if named.is_none() && !mem::replace(&mut is_recovered, true) {
                self.recorder.enter(List::Recovery);
                self.limit(policy::recovery()?.dacl().map(AclRef::entries), parts)?;
            }
            for policy in named.unwrap_or_default() {
                policy.rules.iter().try_for_each(|rule| self.rule(rule, parts))?;
            }
        }
        Ok(())
    }

    /// Leaves what a rule grants, if it applies.
    fn rule(&mut self, rule: &'a CentralRule, parts: &mut impl Parts) -> Result<(), Error> {
        let applies = match &rule.applies_to {
            Some(condition) => self.surroundings.value(condition.tokens(), true)?,
            None => Truth::True,
        };
        self.recorder.enter(List::Rule(&rule.name));
        self.recorder.record(Event::Rule { applies }, 0, 0);
        if applies == Truth::False { Ok(()) } else { self.limit(Source::dacl(&rule.descriptor), parts) }
    }

    /// Leaves what one more DACL grants.
    fn limit<A>(&mut self, dacl: AclSlot<A>, parts: &mut impl Parts) -> Result<(), Error>
    where
        A: Iterator<Item: Head<'a>> + Clone,
    {
        let mut others = parts.blank();
        self.user(dacl, &mut others)?;
        parts.intersect(&others);
        Ok(())
    }
}

/// What an ACE of a type does: whether it refuses, and whether it has a condition. Other types decide nothing.
#[inline(always)]
const fn effect(ace_type: AceType) -> Option<(bool, bool)> {
    match ace_type {
        AceType::ACCESS_ALLOWED | AceType::ACCESS_ALLOWED_OBJECT => Some((false, false)),
        AceType::ACCESS_DENIED | AceType::ACCESS_DENIED_OBJECT => Some((true, false)),
        AceType::ACCESS_ALLOWED_CALLBACK | AceType::ACCESS_ALLOWED_CALLBACK_OBJECT => Some((false, true)),
        AceType::ACCESS_DENIED_CALLBACK | AceType::ACCESS_DENIED_CALLBACK_OBJECT => Some((true, true)),
        _ => None,
    }
}
