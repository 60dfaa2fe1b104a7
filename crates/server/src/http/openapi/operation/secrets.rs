//! Keys, responses and PINs.

use super::Described;
use crate::http::openapi::info::SECRETS;
use crate::http::openapi::schema::reference;
use crate::http::openapi::{codes, parameter};

/// The operations that hand out secrets of a card.
pub(super) fn all() -> Vec<Described> {
    vec![response(), key(), proposed_pin_of_request(), proposed_pin(), stored_pin()]
}

const NO_CARD: &str = "There is no such request, or it has no such smart card.";

fn secret(described: Described) -> Described {
    described.checked().forbids(codes::NO_USER).conflicts(codes::STATE).conflicts(codes::SECRET)
}

fn response() -> Described {
    let description = "Answers the challenge of a card under its admin key. Needs *Execute* on the request, and membership of the group \
        that may have keys and responses. `diversified=false` answers under the key that the template says cards come with, until the \
        card's own key is confirmed.";
    let described =
        Described::get("/requests/{reqid}/smartcards/{scid}/authenticationresponse", "getAuthenticationResponse", SECRETS)
            .says("Answers a card's challenge", description)
            .of_card_of_request()
            .parameter(parameter::atr())
            .parameter(parameter::required_card_id())
            .parameter(parameter::challenge())
            .parameter(parameter::diversified())
            .parameter(parameter::key_version())
            .document("The response.", reference("AuthenticationResponse"))
            .nothing(NO_CARD)
            .bad(codes::NUMBER)
            .bad(codes::DIVERSIFIED);
    secret(described).forbids(codes::SENSITIVE).conflicts(codes::CARD_ID).conflicts(codes::OWN_KEY).conflicts(codes::DEFAULT_KEY)
}

fn key() -> Described {
    let description = "The admin key that the card is to get. Needs *Execute* on the request, and membership of the group that may have \
        keys and responses. The key is pending, and the same at each call, until the request is completed.";
    let described = Described::get("/requests/{reqid}/smartcards/{scid}/diversifiedkey", "getDiversifiedKey", SECRETS)
        .says("Hands out a card's own admin key", description)
        .of_card_of_request()
        .parameter(parameter::atr())
        .parameter(parameter::card_id())
        .document("The key.", reference("AdminKey"))
        .nothing(NO_CARD);
    secret(described).forbids(codes::SENSITIVE).conflicts(codes::CARD_ID).conflicts(codes::OWN_KEY).conflicts(codes::PENDING_KEY)
}

fn proposed_pin_of_request() -> Described {
    let path = "/requests/{reqid}/smartcards/{scid}/serverproposedpin";
    proposed(Described::get(path, "getServerProposedPinOfRequest", SECRETS).of_card_of_request()).nothing(
        "There is no such request, it has no such smart card, or the profile template lets nobody or the user make the PIN.",
    )
}

fn proposed_pin() -> Described {
    proposed(Described::get("/smartcards/{id}/serverproposedpin", "getServerProposedPin", SECRETS).of_card())
        .nothing("No open request names the card, or the profile template lets nobody or the user make the PIN.")
        .conflicts(codes::AMBIGUOUS)
}

fn proposed(described: Described) -> Described {
    let description = "A PIN for the card as its profile template says. Needs *Execute* on the request. Where the template says \
        Randomized it is another one at each call and is not stored; otherwise the same challenge gives the same PIN. Where it says \
        ServerDistributed it is stored. On the short route the request is the only open one that names the card.";
    let described = described
        .says("Proposes a PIN", description)
        .parameter(parameter::atr())
        .parameter(parameter::card_id())
        .parameter(parameter::challenge())
        .document("The PIN.", reference("Pin"));
    secret(described).conflicts(codes::CARD_ID)
}

fn stored_pin() -> Described {
    let described = Described::get("/requests/{id}/pin", "getStoredPin", SECRETS)
        .says("Shows the stored PIN of a request", "Needs *DistributeSecrets* on the request.")
        .of_request()
        .document("The PIN.", reference("Pin"))
        .nothing("There is no such request, or no PIN is stored for it.");
    secret(described)
}
