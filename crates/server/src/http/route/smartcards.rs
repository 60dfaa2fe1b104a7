//! Smart cards.

use std::sync::Arc;

use aclavis::card::Atr;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};

use super::super::{JsonBody, Members, Problem, Query};
use super::answer::{created, json};
use super::parameter::{One, Two, atr, id, id_member, named, none};
use crate::object::{Id, SmartcardStatus};
use crate::refusal::Stop;
use crate::service::{Bind, Call, Service, SetCardStatus};

/// `GET /smartcards/{id}`
pub(super) async fn read(
    State(service): State<Arc<Service>>,
    call: Call,
    One(card): One,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    Ok(json(&service.card(&call, card).await.map_err(Stop::into_response)?))
}

/// `GET /smartcards?cardid=`
pub(super) async fn find(
    State(service): State<Arc<Service>>,
    call: Call,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let card_id = Query::parse(query.as_deref(), &["cardid"]).and_then(|query| id(query.required("cardid")?, "cardid"));
    let card_id = card_id.map_err(IntoResponse::into_response)?;
    Ok(json(&service.card_with_id(&call, card_id).await.map_err(Stop::into_response)?))
}

/// `GET /smartcards/{id}/operations`
pub(super) async fn operations(
    State(service): State<Arc<Service>>,
    call: Call,
    One(card): One,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    let possible = service.operations(&call, card).await.map_err(Stop::into_response)?;
    let names: Vec<_> = possible.iter().map(|operation| operation.name().to_ascii_lowercase()).collect();
    Ok(json(&names))
}

/// `GET /requests/{id}/smartcards/{id}`, which changes nothing.
pub(super) async fn read_of_request(
    State(service): State<Arc<Service>>,
    call: Call,
    Two(request, card): Two,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    Ok(json(&service.card_of_request(&call, request, card).await.map_err(Stop::into_response)?))
}

/// `PUT /requests/{id}/smartcards/{id}` with `{"status":"Retired"}`
pub(super) async fn set_status(
    State(service): State<Arc<Service>>,
    call: Call,
    Two(request, card): Two,
    query: RawQuery,
    JsonBody(body): JsonBody,
) -> Result<Response, Response> {
    let status = || {
        none(&query)?;
        let members = Members::parse(&body, &["status"])?;
        named(members.text("status")?, "status", SmartcardStatus::named, SmartcardStatus::ALL, SmartcardStatus::name)
    };
    let status = status().map_err(IntoResponse::into_response)?;
    let command = SetCardStatus { rules: service.rules.clone(), call, request, card, status };
    Ok(json(&service.execute(command).await.map_err(Stop::into_response)?))
}

/// `POST /smartcards` with `{"requestid":"..","cardid":"..","atr":".."}`
pub(super) async fn bind(
    State(service): State<Arc<Service>>,
    call: Call,
    query: RawQuery,
    JsonBody(body): JsonBody,
) -> Result<Response, Response> {
    let binding = || {
        none(&query)?;
        binding(&body)
    };
    let (request, card_id, atr) = binding().map_err(IntoResponse::into_response)?;
    let fresh = Id::fresh().map_err(|_| Problem::internal().into_response())?;
    let command = Bind { rules: service.rules.clone(), call, request, card_id, atr, fresh };
    let card = service.execute(command).await.map_err(Stop::into_response)?;
    Ok(created("smartcards", card))
}

fn binding(body: &[u8]) -> Result<(Id, Id, Option<Atr>), Problem> {
    let members = Members::parse(body, &["requestid", "cardid", "atr"])?;
    let request = id_member(&members, "requestid")?;
    let card_id = id_member(&members, "cardid")?;
    if card_id.is_empty() {
        return Err(Problem::bad_request("bad-guid", "`cardid` is the empty GUID, which no card has"));
    }
    let answer = members.optional_text("atr")?.filter(|text| !text.is_empty()).map(atr).transpose()?;
    Ok((request, card_id, answer))
}
