//! What the model remembers, and what it expects. Its rules are those of the specification of the API, its numbers too.

use std::collections::HashMap;

use super::operation::Operation;

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) originator: usize,
    pub(super) target: usize,
    /// Whether its template approves at once: this is what tells the two templates apart.
    pub(super) is_approved: bool,
    pub(super) status: i64,
    pub(super) new: Option<usize>,
    pub(super) old: Option<usize>,
    /// The PINs that are stored for it, by their cards.
    pub(super) pins: HashMap<usize, Secret>,
}

/// A smart card object.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) card_id: u32,
    pub(super) owner: usize,
    /// As of the request to which it was bound first.
    pub(super) is_approved: bool,
    pub(super) status: i64,
    pub(super) confirmed: u32,
    pub(super) pending: u32,
    pub(super) pending_request: Option<usize>,
    /// How many secrets each actor was given; `None` once the actor is locked.
    pub(super) given: HashMap<usize, Option<usize>>,
}

/// A secret, by what makes it the same again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Secret {
    /// The key of a card of this version.
    Key(usize, u32),
    /// The response under it.
    Response(usize, u32),
    /// The response under the key that all cards come with.
    Default,
    /// The PIN for a card in a request, under the key of this version.
    Pin(usize, usize, u32),
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// A new request, or a card: 201. The card may have been there.
    Made,
    Bound(usize),
    /// An object: 200.
    Request(usize),
    Card(usize),
    /// A secret: 200.
    Secret(Secret),
    /// Done by an administrator.
    Done,
    /// 204.
    Nothing,
    /// 403, 409 or 423 with a code.
    Refused(u16, &'static str),
}

/// What there is.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) requests: Vec<Request>,
    pub(super) cards: Vec<Card>,
}

/// Secrets that one actor is given of one card before it is locked.
pub(super) const ANSWERS: usize = 7;

pub(super) const NOT_GRANTED: Expected = Expected::Refused(403, "not-granted");
pub(super) const ILLEGAL: Expected = Expected::Refused(409, "illegal-state");

impl State {
    /// What an operation is answered, and what it changes.
    pub(super) fn apply(&mut self, operation: Operation) -> Expected {
        match operation {
            Operation::Create { by, target, kind, card, is_approved } => self.create(by, target, kind, card, is_approved),
            Operation::Approve { request, is_approved } => self.approve(request, is_approved),
            Operation::Bind { by, request, card_id } => self.bind(by, request, card_id),
            Operation::End { by, request, end } => self.end(by, request, end),
            Operation::ReadRequest { by, request } => self.read_request(by, request),
            Operation::SetCard { by, request, card, status } => self.set_card(by, request, card, status),
            Operation::Key { by, request, card } => self.key(by, request, card),
            Operation::Respond { by, request, card, own, version } => self.respond(by, request, card, own, version),
            Operation::Pin { by, request, card } => self.pin(by, request, card),
            Operation::ShowPin { by, request } => self.show_pin(by, request),
            Operation::Unlock { card } => self.unlock(card),
            Operation::ReadCard { by, card } => self.read_card(by, card),
        }
    }

    /// Whether a request is Approved or Executing.
    pub(super) fn is_open(&self, request: usize) -> bool {
        matches!(self.requests[request].status, 3 | 18)
    }

    pub(super) fn has_card(&self, request: usize, card: usize) -> bool {
        [self.requests[request].new, self.requests[request].old].contains(&Some(card))
    }
}
