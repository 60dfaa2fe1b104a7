//! The life of requests.

use std::collections::HashMap;

use super::operation::{ENDS, TYPES};
use super::state::{Card, Expected, ILLEGAL, NOT_GRANTED, Request, State};

/// The enrolment agent and the manager among the actors.
const AGENT: usize = 2;
const MANAGER: usize = 3;

impl State {
    pub(super) fn create(
        &mut self,
        by: usize,
        asked: Option<usize>,
        kind: usize,
        card: Option<usize>,
        is_approved: bool,
    ) -> Expected {
        let template = card.map_or(is_approved, |card| self.cards[card].is_approved);
        let owner = card.map(|card| self.cards[card].owner);
        let target = owner.or(asked).unwrap_or(by);
        if target != by && by != AGENT {
            return NOT_GRANTED;
        }
        if is_approved != template {
            return Expected::Refused(409, "wrong-template");
        }
        if asked.is_some_and(|asked| asked != target) {
            return Expected::Refused(409, "wrong-target");
        }
        if let Some(card) = card
            && !can(self.cards[card].status, TYPES[kind])
        {
            return ILLEGAL;
        }
        let status = if is_approved { 3 } else { 16 };
        let (new, old, pins) = (None, card, HashMap::new());
        self.requests.push(Request { originator: by, target, is_approved, status, new, old, pins });
        Expected::Made
    }

    pub(super) fn approve(&mut self, request: usize, is_approved: bool) -> Expected {
        let after = if is_approved { 3 } else { 4 };
        match &mut self.requests[request].status {
            status if *status == 16 || *status == after => {
                *status = after;
                Expected::Done
            }
            _ => ILLEGAL,
        }
    }

    pub(super) fn bind(&mut self, by: usize, request: usize, card_id: u32) -> Expected {
        let Request { originator, target, is_approved, new, old, .. } = self.requests[request];
        if by != originator {
            return NOT_GRANTED;
        }
        if !self.is_open(request) {
            return ILLEGAL;
        }
        if let Some(bound) = new {
            return match &self.cards[bound] {
                card if card.card_id != card_id => Expected::Refused(409, "already-bound"),
                card if card.status == 6 => Expected::Refused(409, "card-retired"),
                _ => Expected::Bound(bound),
            };
        }
        let in_use = self.cards.iter().position(|card| card.card_id == card_id && card.status != 6);
        let card = match in_use {
            Some(card) if Some(card) == old && !self.is_bound(card) => card,
            Some(_) => return Expected::Refused(409, "card-in-use"),
            None => {
                self.cards.push(Card {
                    card_id,
                    owner: target,
                    is_approved,
                    status: 1,
                    confirmed: 0,
                    pending: 0,
                    pending_request: None,
                    given: HashMap::new(),
                });
                self.cards.len() - 1
            }
        };
        self.requests[request].new = Some(card);
        self.requests[request].status = 18;
        Expected::Bound(card)
    }

    /// Whether an open request has bound a card.
    fn is_bound(&self, card: usize) -> bool {
        (0..self.requests.len()).any(|request| self.is_open(request) && self.requests[request].new == Some(card))
    }

    pub(super) fn end(&mut self, by: usize, request: usize, end: usize) -> Expected {
        let Request { originator, status, new, old, .. } = self.requests[request];
        if by != originator {
            return NOT_GRANTED;
        }
        let (after, from): (i64, &[i64]) = match ENDS[end] {
            "Completed" => (8, &[3, 18]),
            "Canceled" => (17, &[3, 16, 18]),
            _ => (9, &[3, 18]),
        };
        if status == after {
            return Expected::Request(request);
        }
        if !from.contains(&status) {
            return ILLEGAL;
        }
        self.requests[request].status = after;
        self.requests[request].pins.clear();
        for card in [new, old].into_iter().flatten() {
            let is_new = new == Some(card);
            let card = &mut self.cards[card];
            let was_never_used = card.status < 2;
            match after {
                8 => {
                    if is_new && was_never_used {
                        card.status = 2;
                    }
                    if card.pending > 0 && card.pending_request == Some(request) {
                        (card.confirmed, card.pending) = (card.pending, 0);
                    }
                }
                _ if is_new && was_never_used => card.status = 6,
                _ => {}
            }
        }
        Expected::Request(request)
    }

    pub(super) fn read_request(&self, by: usize, request: usize) -> Expected {
        if self.may_read(by, request) { Expected::Request(request) } else { NOT_GRANTED }
    }

    pub(super) fn may_read(&self, by: usize, request: usize) -> bool {
        let Request { originator, target, .. } = self.requests[request];
        by == originator || by == target || by == MANAGER
    }
}

/// What can be started about a card in a state.
fn can(status: i64, kind: &str) -> bool {
    match status {
        0 | 1 => kind == "Retire",
        2 => true,
        3 => matches!(kind, "Unblock" | "Retire"),
        4 => matches!(kind, "SuspendOrReinstate" | "Retire"),
        _ => false,
    }
}
