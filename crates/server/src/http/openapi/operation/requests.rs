//! Requests.

use http::StatusCode;

use super::Described;
use crate::http::openapi::info::REQUESTS;
use crate::http::openapi::schema::{list_of, reference};
use crate::http::openapi::{answer, codes, parameter};

/// The operations of requests.
pub(super) fn all() -> Vec<Described> {
    vec![create(), list(), read(), end()]
}

fn create() -> Described {
    let description = "Needs *Enroll* on the profile template, and *EnrollOnBehalf* for another target than the caller. A request about a \
        smart card has it as `OldSmartcardUuid`. The new request is Pending, or Approved where its template needs no approval.";
    Described::post("/requests", "createRequest", REQUESTS)
        .says("Starts a request", description)
        .parameter(parameter::idempotency_key())
        .takes("NewRequest")
        .gives(
            StatusCode::CREATED,
            answer::created("The request was made, now or with the same `Idempotency-Key` before.", "requests"),
        )
        .nothing("Nothing was done: there is no such profile template or no such smart card.")
        .bad(codes::GUID)
        .bad(codes::NAME)
        .bad(codes::IDEMPOTENCY)
        .checked()
        .forbids(codes::NO_USER)
        .conflicts(codes::CREATING)
        .conflicts(codes::STATE)
}

fn list() -> Described {
    let description = "Requests on which the caller has *Read*, by the time at which they were started and then by identifier.";
    Described::get("/requests", "listRequests", REQUESTS)
        .says("Lists requests", description)
        .parameter(parameter::status())
        .parameter(parameter::target_user())
        .parameter(parameter::top())
        .document("The requests, perhaps none.", list_of("Request"))
        .bad(codes::NAME)
        .bad(codes::NUMBER)
}

fn read() -> Described {
    Described::get("/requests/{id}", "getRequest", REQUESTS)
        .says("Reads a request", "Needs *Read* on the request.")
        .of_request()
        .document("The request.", reference("Request"))
        .nothing("There is no such request.")
        .checked()
}

fn end() -> Described {
    let description = "Completes, cancels or abandons a request. A request that has ended so already is answered as it is. Complete and \
        abandon need a request that is Approved or Executing, cancel also takes a Pending one. Completing makes the bound card Active and \
        confirms the key that was handed out for it; the other two retire a bound card that was never Active.";
    Described::put("/requests/{id}", "endRequest", REQUESTS)
        .says("Ends a request", description)
        .of_request()
        .takes("RequestEnd")
        .document("The request as it is now.", reference("Request"))
        .nothing("Nothing was done: there is no such request.")
        .bad(codes::NAME)
        .checked()
        .forbids(codes::NO_USER)
        .conflicts(codes::STATE)
}
