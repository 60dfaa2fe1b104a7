//! Responses, keys and PINs.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};

use super::super::{Problem, Query};
use super::answer::{json, secret};
use super::parameter::{One, Two, atr, challenge, flag, id, none, number, optional};
use crate::object::Id;
use crate::refusal::Stop;
use crate::service::{AuthenticationResponse, Call, CardInRequest, DiversifiedKey, ProposePin, Service, ShowPin};

/// `GET /requests/{id}/smartcards/{id}/authenticationresponse?atr=&cardid=&challenge=&diversified=&keyversion=`
pub(super) async fn authentication_response(
    State(service): State<Arc<Service>>,
    call: Call,
    Two(request, card): Two,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let command = || {
        let query = Query::parse(query.as_deref(), &["atr", "cardid", "challenge", "diversified", "keyversion"])?;
        let key_version = optional(&query, "keyversion").map(|text| number(text, "keyversion", 1..=u32::MAX)).transpose()?;
        let is_diversified = flag(query.required("diversified")?, "diversified")?;
        if key_version.is_some() && !is_diversified {
            return Err(Problem::bad_request("bad-parameter", "`keyversion` belongs to `diversified=true`"));
        }
        Ok(AuthenticationResponse {
            rules: service.rules.clone(),
            call,
            card: card_in_request(&query, Some(request), card, true)?,
            challenge: challenge(query.required("challenge")?)?,
            is_diversified,
            key_version,
        })
    };
    let command = command().map_err(IntoResponse::into_response)?;
    Ok(json(&service.execute(command).await.map_err(Stop::into_response)?))
}

/// `GET /requests/{id}/smartcards/{id}/diversifiedkey?atr=&cardid=`
pub(super) async fn diversified_key(
    State(service): State<Arc<Service>>,
    call: Call,
    Two(request, card): Two,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let card = Query::parse(query.as_deref(), &["atr", "cardid"])
        .and_then(|query| card_in_request(&query, Some(request), card, false))
        .map_err(IntoResponse::into_response)?;
    let command = DiversifiedKey { rules: service.rules.clone(), call, card };
    Ok(secret(&service.execute(command).await.map_err(Stop::into_response)?))
}

/// `GET /smartcards/{id}/serverproposedpin?atr=&cardid=&challenge=`
pub(super) async fn proposed_pin(
    State(service): State<Arc<Service>>,
    call: Call,
    One(card): One,
    query: RawQuery,
) -> Result<Response, Response> {
    propose(&service, call, None, card, query).await
}

/// `GET /requests/{id}/smartcards/{id}/serverproposedpin?atr=&cardid=&challenge=`
pub(super) async fn proposed_pin_of_request(
    State(service): State<Arc<Service>>,
    call: Call,
    Two(request, card): Two,
    query: RawQuery,
) -> Result<Response, Response> {
    propose(&service, call, Some(request), card, query).await
}

async fn propose(
    service: &Service,
    call: Call,
    request: Option<Id>,
    card: Id,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let command = || {
        let query = Query::parse(query.as_deref(), &["atr", "cardid", "challenge"])?;
        Ok(ProposePin {
            rules: service.rules.clone(),
            call,
            card: card_in_request(&query, request, card, false)?,
            challenge: challenge(query.required("challenge")?)?,
        })
    };
    let command = command().map_err(|problem: Problem| problem.into_response())?;
    Ok(secret(&service.execute(command).await.map_err(Stop::into_response)?))
}

/// `GET /requests/{id}/pin`
pub(super) async fn stored_pin(
    State(service): State<Arc<Service>>,
    call: Call,
    One(request): One,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    let command = ShowPin { rules: service.rules.clone(), call, request };
    Ok(secret(&service.execute(command).await.map_err(Stop::into_response)?))
}

/// The card as path and query name it.
fn card_in_request(query: &Query, request: Option<Id>, card: Id, needs_card_id: bool) -> Result<CardInRequest, Problem> {
    let card_id = if needs_card_id { Some(query.required("cardid")?) } else { optional(query, "cardid") };
    let card_id = card_id.map(|text| id(text, "cardid")).transpose()?;
    let atr = optional(query, "atr").map(atr).transpose()?;
    Ok(CardInRequest { request, card, card_id, atr })
}
