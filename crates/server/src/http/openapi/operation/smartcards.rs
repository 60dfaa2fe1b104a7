//! Smart cards.

use http::StatusCode;

use super::Described;
use crate::http::openapi::info::SMARTCARDS;
use crate::http::openapi::schema::reference;
use crate::http::openapi::{answer, codes, parameter};

/// The operations of smart cards.
pub(super) fn all() -> Vec<Described> {
    vec![read_of_request(), set_status(), bind(), find(), read(), operations()]
}

fn read_of_request() -> Described {
    Described::get("/requests/{reqid}/smartcards/{scid}", "getSmartcardOfRequest", SMARTCARDS)
        .says("Reads a smart card of a request", "Needs *Read* on the request. Changes nothing.")
        .of_card_of_request()
        .document("The smart card.", reference("Smartcard"))
        .nothing("There is no such request, or it has no such smart card.")
        .checked()
}

fn set_status() -> Described {
    let description = "Needs *Execute* on the request. New becomes Assigned, Assigned becomes Active; Active, Disabled and Suspended \
        become each other; everything becomes Retired, which is final. A card that is in the state already is answered as it is. The \
        request must be Approved or Executing; a card is retired also after it has ended.";
    Described::put("/requests/{reqid}/smartcards/{scid}", "setSmartcardStatus", SMARTCARDS)
        .says("Changes the state of a smart card", description)
        .of_card_of_request()
        .takes("CardChange")
        .document("The smart card as it is now.", reference("Smartcard"))
        .nothing("Nothing was done: there is no such request, or it has no such smart card.")
        .bad(codes::NAME)
        .checked()
        .forbids(codes::NO_USER)
        .conflicts(codes::STATE)
}

fn bind() -> Described {
    let description = "Needs *Execute* on the request, which must be about a smart card and be Approved or Executing. Once a card is bound \
        the request can be executed only with it. Binding the same card again gives the same address. The first time the request becomes \
        Executing and the card Assigned to the request's target.";
    Described::post("/smartcards", "bindSmartcard", SMARTCARDS)
        .says("Binds a smart card to a request", description)
        .takes("CardBinding")
        .gives(StatusCode::CREATED, answer::created("The smart card is bound to the request.", "smartcards"))
        .nothing("Nothing was done: there is no such request.")
        .bad(codes::GUID)
        .checked()
        .forbids(codes::NO_USER)
        .conflicts(codes::STATE)
        .conflicts(codes::BINDING)
}

fn find() -> Described {
    let description = "The card in use before those that are Retired. For whose card it is, and for whoever has *Read* on a request that \
        names it; for others there is none.";
    Described::get("/smartcards", "findSmartcard", SMARTCARDS)
        .says("Finds a smart card by its card id", description)
        .parameter(parameter::card_id_sought())
        .document("The smart card.", reference("Smartcard"))
        .nothing("There is no such smart card, or none for the caller.")
        .bad(codes::GUID)
}

fn read() -> Described {
    let description = "For whose card it is, and for whoever has *Read* on a request that names it; for others there is none.";
    Described::get("/smartcards/{id}", "getSmartcard", SMARTCARDS)
        .says("Reads a smart card", description)
        .of_card()
        .document("The smart card.", reference("Smartcard"))
        .nothing("There is no such smart card, or none for the caller.")
}

fn operations() -> Described {
    let description = "What the caller may start for the card: none without *Enroll* on its profile template, nor without \
        *EnrollOnBehalf* where the card is somebody else's.";
    Described::get("/smartcards/{id}/operations", "listSmartcardOperations", SMARTCARDS)
        .says("Lists what may be started for a smart card", description)
        .of_card()
        .document("The operations, perhaps none.", reference("Operations"))
        .nothing("There is no such smart card, or none for the caller.")
}
