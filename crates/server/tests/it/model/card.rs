//! The life of cards, their keys and PINs.

use super::state::{ANSWERS, Expected, ILLEGAL, NOT_GRANTED, Secret, State};

/// Retired.
const RETIRED: i64 = 6;
/// The numbers of a card's states, in the order of their names.
const NUMBERS: [i64; 6] = [0, 1, 2, 3, 4, RETIRED];
/// The actor who may have no keys, and the one who may have stored PINs.
const BOB: usize = 1;
const MANAGER: usize = 3;

impl State {
    pub(super) fn set_card(&mut self, by: usize, request: usize, card: usize, status: usize) -> Expected {
        if !self.has_card(request, card) {
            return Expected::Nothing;
        }
        if by != self.requests[request].originator {
            return NOT_GRANTED;
        }
        let (before, after) = (self.cards[card].status, NUMBERS[status]);
        if before == after {
            return Expected::Card(card);
        }
        let has_ended = matches!(self.requests[request].status, 4 | 8 | 9 | 17);
        if !(self.is_open(request) || after == RETIRED && has_ended) {
            return ILLEGAL;
        }
        let in_use = 2..=4;
        let is_legal = match (before, after) {
            (RETIRED, _) => false,
            (_, RETIRED) | (0, 1) | (1, 2) => true,
            _ => in_use.contains(&before) && in_use.contains(&after),
        };
        if !is_legal {
            return ILLEGAL;
        }
        self.cards[card].status = after;
        if after == RETIRED {
            for request in &mut self.requests {
                request.pins.remove(&card);
            }
        }
        Expected::Card(card)
    }

    /// What stands before every secret: the objects belong together, the permission, the group, the states.
    fn gate(&self, by: usize, request: usize, card: usize, is_allowed: bool, is_sensitive: bool) -> Result<(), Expected> {
        if !self.has_card(request, card) {
            return Err(Expected::Nothing);
        }
        if !is_allowed {
            return Err(NOT_GRANTED);
        }
        if is_sensitive && matches!(by, BOB | MANAGER) {
            return Err(Expected::Refused(403, "not-sensitive"));
        }
        if !self.is_open(request) {
            return Err(ILLEGAL);
        }
        if self.cards[card].status == RETIRED {
            return Err(Expected::Refused(409, "card-retired"));
        }
        Ok(())
    }

    /// Counts a secret, or locks.
    fn count(&mut self, by: usize, card: usize, secret: Secret) -> Expected {
        let given = self.cards[card].given.entry(by).or_insert(Some(0));
        match given {
            Some(count) if *count < ANSWERS => {
                *count += 1;
                Expected::Secret(secret)
            }
            _ => {
                *given = None;
                Expected::Refused(423, "locked")
            }
        }
    }

    pub(super) fn key(&mut self, by: usize, request: usize, card: usize) -> Expected {
        if let Err(expected) = self.gate(by, request, card, by == self.requests[request].originator, true) {
            return expected;
        }
        let found = &self.cards[card];
        let is_open = |other| other != request && self.is_open(other);
        if found.pending > 0 && found.pending_request.is_some_and(is_open) {
            return Expected::Refused(409, "key-pending");
        }
        let version = if found.pending > 0 { found.pending } else { found.confirmed + 1 };
        let answer = self.count(by, card, Secret::Key(card, version));
        if matches!(answer, Expected::Secret(_)) {
            self.cards[card].pending = version;
            self.cards[card].pending_request = Some(request);
        }
        answer
    }

    pub(super) fn respond(&mut self, by: usize, request: usize, card: usize, own: bool, version: Option<u32>) -> Expected {
        if let Err(expected) = self.gate(by, request, card, by == self.requests[request].originator, true) {
            return expected;
        }
        let found = &self.cards[card];
        let secret = if own {
            let mut versions = [found.confirmed, found.pending].into_iter().filter(|version| *version > 0);
            match versions.find(|found| version.is_none_or(|asked| asked == *found)) {
                Some(version) => Secret::Response(card, version),
                None => return Expected::Refused(409, "no-such-key"),
            }
        } else if found.confirmed > 0 {
            return Expected::Refused(409, "key-confirmed");
        } else {
            Secret::Default
        };
        self.count(by, card, secret)
    }

    pub(super) fn pin(&mut self, by: usize, request: usize, card: usize) -> Expected {
        if let Err(expected) = self.gate(by, request, card, by == self.requests[request].originator, false) {
            return expected;
        }
        let found = &self.cards[card];
        let version = if found.pending > 0 { found.pending } else { found.confirmed };
        let secret = Secret::Pin(card, request, version);
        let answer = self.count(by, card, secret);
        if answer == Expected::Secret(secret) {
            self.requests[request].pins.insert(card, secret);
        }
        answer
    }

    pub(super) fn show_pin(&mut self, by: usize, request: usize) -> Expected {
        let found = &self.requests[request];
        let mut named = [found.new, found.old].into_iter().flatten();
        let stored = named.clone().find_map(|card| found.pins.get(&card).map(|pin| (card, *pin)));
        let Some(card) = stored.map(|(card, _)| card).or_else(|| named.next()) else {
            return if by == MANAGER { Expected::Nothing } else { NOT_GRANTED };
        };
        if let Err(expected) = self.gate(by, request, card, by == MANAGER, false) {
            return expected;
        }
        match stored {
            Some((card, secret)) => self.count(by, card, secret),
            None => Expected::Nothing,
        }
    }

    pub(super) fn unlock(&mut self, card: usize) -> Expected {
        self.cards[card].given.clear();
        Expected::Done
    }

    pub(super) fn read_card(&self, by: usize, card: usize) -> Expected {
        let is_named = (0..self.requests.len()).any(|request| self.has_card(request, card) && self.may_read(by, request));
        if self.cards[card].owner == by || is_named { Expected::Card(card) } else { Expected::Nothing }
    }
}
