//! What can be asked, and how it is chosen.

use fastrand::Rng;

use super::state::State;
use crate::harness::{AGENT, ALICE, BOB, MANAGER, Person};

/// Who asks: a user who may have keys, one who may not, an enrolment agent, and who may distribute secrets.
pub(super) const ACTORS: [Person; 4] = [ALICE, BOB, AGENT, MANAGER];
/// Card ids, few enough to collide.
pub(super) const CARD_IDS: u32 = 5;
/// Types of requests: the first is about no card, the others are about one.
pub(super) const TYPES: [&str; 5] = ["Enroll", "Renew", "Unblock", "Retire", "SuspendOrReinstate"];
/// The ends of a request.
pub(super) const ENDS: [&str; 3] = ["Completed", "Canceled", "Abandoned"];
/// The states of a card.
pub(super) const CARD_STATES: [&str; 6] = ["New", "Assigned", "Active", "Disabled", "Suspended", "Retired"];

/// Something that is asked. Numbers are places in the model's lists, and of the constants above.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    Create { by: usize, target: Option<usize>, kind: usize, card: Option<usize>, is_approved: bool },
    Approve { request: usize, is_approved: bool },
    Bind { by: usize, request: usize, card_id: u32 },
    End { by: usize, request: usize, end: usize },
    SetCard { by: usize, request: usize, card: usize, status: usize },
    Key { by: usize, request: usize, card: usize },
    Respond { by: usize, request: usize, card: usize, own: bool, version: Option<u32> },
    Pin { by: usize, request: usize, card: usize },
    ShowPin { by: usize, request: usize },
    Unlock { card: usize },
    ReadRequest { by: usize, request: usize },
    ReadCard { by: usize, card: usize },
}

impl Operation {
    /// Chooses one. Most are of the one who may do it, about a card of the request.
    pub(super) fn choose(rng: &mut Rng, state: &State) -> Self {
        let (requests, cards) = (state.requests.len(), state.cards.len());
        let by = rng.usize(0..ACTORS.len());
        if requests == 0 || rng.u8(..) < 14 {
            let target = (rng.u8(..) < 40).then(|| rng.usize(0..3));
            let kind = if cards == 0 || rng.u8(..) < 90 { 0 } else { rng.usize(1..TYPES.len()) };
            let in_use: Vec<usize> = (0..cards).filter(|card| state.cards[*card].status == 2).collect();
            let card = (kind > 0).then(|| rng.choice(in_use).unwrap_or_else(|| rng.usize(0..cards)));
            let owner = card.map(|card| state.cards[card].owner);
            let by = owner.filter(|_| rng.u8(..) < 200).unwrap_or_else(|| [0, 0, 1, 2][rng.usize(0..4)]);
            let is_approved = card.map(|card| state.cards[card].is_approved).filter(|_| rng.u8(..) < 190);
            let is_approved = is_approved.unwrap_or_else(|| rng.u8(..) < 170);
            return Self::Create { by, target, kind, card, is_approved };
        }
        // The latest are the most interesting ones.
        let request = requests - 1 - rng.usize(0..requests.min(3));
        let by = if rng.u8(..) < 200 { state.requests[request].originator } else { by };
        let of_request = [state.requests[request].new, state.requests[request].old].into_iter().flatten().next();
        let any = |rng: &mut Rng| if cards == 0 { None } else { Some(rng.usize(0..cards)) };
        let card = if rng.u8(..) < 220 { of_request } else { any(rng) };
        match (rng.u8(0..16), card) {
            (0, _) => Self::Approve { request, is_approved: rng.u8(..) < 200 },
            (1, _) | (2..=8, None) => Self::Bind { by, request, card_id: rng.u32(0..CARD_IDS) },
            (4, _) => Self::End { by, request, end: rng.usize(0..6).saturating_sub(3) },
            (5, Some(card)) => Self::SetCard { by, request, card, status: rng.usize(0..CARD_STATES.len()) },
            (2 | 3 | 6 | 7, Some(card)) => Self::Key { by, request, card },
            (8..=10, Some(card)) => {
                let version = (rng.u8(..) < 60).then(|| rng.u32(1..4));
                Self::Respond { by, request, card, own: version.is_some() || rng.bool(), version }
            }
            (11 | 12, Some(card)) => Self::Pin { by, request, card },
            (13, _) => Self::ShowPin { by: if rng.bool() { 3 } else { by }, request },
            (14, Some(card)) if rng.u8(..) < 60 => Self::Unlock { card },
            (15, Some(card)) => Self::ReadCard { by, card },
            _ => Self::ReadRequest { by, request },
        }
    }
}
