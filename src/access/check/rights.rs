//! The rights that are asked for, and what is decided about them before the DACL is read.

use super::parts::State;
use crate::access::outcome::AccessDecision;
use crate::access::privilege::Privileges;
use crate::access::request::{AccessRequest, Intent};
use crate::access::token::AccessToken;
use crate::access::trace::{Event, Recorder};
use crate::rights::AccessMask;

const SYSTEM: u32 = AccessMask::ACCESS_SYSTEM_SECURITY.bits();
const OWNER: u32 = AccessMask::WRITE_OWNER.bits();
const BACKUP: u32 = SYSTEM | AccessMask::READ_CONTROL.bits();
const RESTORE: u32 = SYSTEM | OWNER | AccessMask::WRITE_DAC.bits() | AccessMask::DELETE.bits();

/// Rights as bits.
pub(super) struct Rights {
    /// Asked for by name: all of them must be had.
    pub(super) named: u32,
    /// Asked for by name or with `MAXIMUM_ALLOWED`.
    wanted: u32,
    /// Given by privileges.
    pub(super) given: u32,
    /// Kept back by labels, or for want of a privilege.
    pub(super) barred: u32,
    /// Let through by SeRelabelPrivilege where the label would keep it back.
    relabelled: u32,
    used: Privileges,
    /// Whether a privilege is needed that is not held.
    lacks_privilege: bool,
}

impl Rights {
    #[inline(always)]
    pub(super) const fn new(named: u32, wanted: u32) -> Self {
        Self { named, wanted, given: 0, barred: 0, relabelled: 0, used: Privileges::empty(), lacks_privilege: false }
    }

    /// The rights that the DACL has to decide.
    #[inline(always)]
    pub(super) const fn open(&self) -> u32 {
        self.wanted & !(self.given | self.barred | SYSTEM)
    }

    /// Keeps back what is not in a mask; gives what it kept back.
    pub(super) const fn bar_all_but(&mut self, allowed: u32) -> u32 {
        let kept = self.wanted & !(self.given | self.barred | allowed);
        self.barred |= kept;
        kept
    }

    /// Notes that SeRelabelPrivilege lets `WRITE_OWNER` through. Gives whether that matters.
    pub(super) const fn relabel(&mut self) -> bool {
        self.relabelled = self.named & OWNER & !(self.given | self.barred);
        self.relabelled != 0
    }

    /// Gives what the privileges to back up and restore give to a caller who says so.
    #[inline(always)]
    pub(super) fn intend<'a>(&mut self, request: &AccessRequest<'_>, token: &AccessToken, recorder: &mut impl Recorder<'a>) {
        if !request.intent.is_empty() {
            self.intend_some(request, token, recorder);
        }
    }

    #[cold]
    fn intend_some<'a>(&mut self, request: &AccessRequest<'_>, token: &AccessToken, recorder: &mut impl Recorder<'a>) {
        let mapping = &request.mapping;
        let read = mapping.map(AccessMask::GENERIC_READ | AccessMask::GENERIC_EXECUTE).bits() | BACKUP;
        let write = mapping.map(AccessMask::GENERIC_WRITE).bits() | RESTORE;
        for (intent, privilege, gives) in
            [(Intent::BACKUP, Privileges::BACKUP, read), (Intent::RESTORE, Privileges::RESTORE, write)]
        {
            let held = token.privileges().contains(privilege);
            if request.intent.contains(intent) {
                let gives = if held { gives } else { 0 };
                self.give(privilege, gives, held, recorder);
            }
        }
    }

    /// Gives what privileges give for rights that are asked for by name.
    #[inline(always)]
    pub(super) fn privileges<'a>(&mut self, token: &AccessToken, recorder: &mut impl Recorder<'a>) {
        if self.named & !self.given & (SYSTEM | OWNER) != 0 {
            self.some_privileges(token, recorder);
        }
    }

    #[cold]
    fn some_privileges<'a>(&mut self, token: &AccessToken, recorder: &mut impl Recorder<'a>) {
        let open = self.named & !(self.given | self.barred);
        if open & SYSTEM != 0 {
            let held = token.privileges().contains(Privileges::SECURITY);
            if held {
                self.give(Privileges::SECURITY, SYSTEM, true, recorder);
            } else {
                self.barred |= SYSTEM;
                self.lacks_privilege = true;
                recorder.record(Event::Privilege { privilege: Privileges::SECURITY, held }, 0, SYSTEM);
            }
        }
        if open & OWNER != 0 && token.privileges().contains(Privileges::TAKE_OWNERSHIP) {
            self.give(Privileges::TAKE_OWNERSHIP, OWNER, true, recorder);
        }
    }

    fn give<'a>(&mut self, privilege: Privileges, gives: u32, held: bool, recorder: &mut impl Recorder<'a>) {
        let new = self.named & gives & !(self.given | self.barred);
        self.given |= new;
        if new != 0 {
            self.used |= privilege;
        }
        recorder.record(Event::Privilege { privilege, held }, new, 0);
    }

    /// The privileges that were needed for what is granted.
    #[inline(always)]
    pub(super) const fn used(&self, state: State) -> Privileges {
        if self.relabelled & (self.given | state.granted) == 0 { self.used } else { self.used.union(Privileges::RELABEL) }
    }

    /// The decision about an object or a part of it, and what is granted on it.
    #[inline(always)]
    pub(super) const fn decision(&self, state: State) -> (AccessDecision, u32) {
        let granted = (self.given | state.granted) & self.wanted;
        let open = self.named & !granted;
        if open == 0 && granted != 0 {
            return (AccessDecision::Allowed, granted);
        }
        let blocking = if open == 0 { self.wanted } else { open };
        let decision = if self.lacks_privilege {
            AccessDecision::PrivilegeNotHeld
        } else if blocking & (self.barred | state.refused) != 0 {
            AccessDecision::Refused
        } else {
            AccessDecision::NotGranted
        };
        (decision, 0)
    }
}
