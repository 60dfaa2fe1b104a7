//! Requests.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use serde_json::Value;

use super::super::{JsonBody, Members, Problem, Query};
use super::answer::{created, json};
use super::parameter::{One, id_member, named, none, number, optional, optional_id_member};
use crate::object::{DataItem, Id, RequestStatus, RequestType};
use crate::refusal::Stop;
use crate::service::{Call, ChangeRequest, CreateRequest, End, Listing, NewRequest, Service};

/// So many requests are listed at the most.
pub(in crate::http) const MOST: u32 = 1000;
/// Data items of a request.
pub(in crate::http) const ITEMS: usize = 100;
/// Bytes of a data item, and of a comment.
pub(in crate::http) const TEXT: usize = 4096;

/// `GET /requests/{id}`
pub(super) async fn read(
    State(service): State<Arc<Service>>,
    call: Call,
    One(id): One,
    query: RawQuery,
) -> Result<Response, Response> {
    none(&query).map_err(IntoResponse::into_response)?;
    let request = service.request(&call, id).await.map_err(Stop::into_response)?;
    Ok(json(&request))
}

/// `GET /requests?status=&targetuser=current&top=`
pub(super) async fn list(
    State(service): State<Arc<Service>>,
    call: Call,
    RawQuery(query): RawQuery,
) -> Result<Response, Response> {
    let listing = listing(query.as_deref(), &call).map_err(IntoResponse::into_response)?;
    let requests = service.requests(&call, listing).await.map_err(Stop::into_response)?;
    Ok(json(&requests))
}

fn listing(query: Option<&str>, call: &Call) -> Result<Listing, Problem> {
    let query = Query::parse(query, &["status", "targetuser", "top"])?;
    let status = optional(&query, "status");
    let status =
        status.map(|text| named(text, "status", RequestStatus::named, RequestStatus::ALL, RequestStatus::name)).transpose()?;
    let top = optional(&query, "top").map(|text| number(text, "top", 1..=MOST)).transpose()?.unwrap_or(MOST);
    let target = match optional(&query, "targetuser") {
        None => None,
        // Somebody without an identifier is nobody's target.
        Some(text) if text.eq_ignore_ascii_case("current") => Some(call.caller.user.unwrap_or(Id::EMPTY)),
        Some(_) => return Err(Problem::bad_request("unknown-name", "`targetuser` must be `current`")),
    };
    Ok(Listing { status, target, top: usize::try_from(top).unwrap_or(usize::MAX) })
}

/// `PUT /requests/{id}` with `{"status":"Completed"}`
pub(super) async fn end(
    State(service): State<Arc<Service>>,
    call: Call,
    One(id): One,
    query: RawQuery,
    JsonBody(body): JsonBody,
) -> Result<Response, Response> {
    let end = || {
        none(&query)?;
        let members = Members::parse(&body, &["status"])?;
        named(members.text("status")?, "status", End::named, &End::ALL, End::name)
    };
    let end = end().map_err(IntoResponse::into_response)?;
    let command = ChangeRequest { rules: service.rules.clone(), call, id, end };
    let request = service.execute(command).await.map_err(Stop::into_response)?;
    Ok(json(&request))
}

/// `POST /requests`
pub(super) async fn create(
    State(service): State<Arc<Service>>,
    call: Call,
    query: RawQuery,
    headers: HeaderMap,
    JsonBody(body): JsonBody,
) -> Result<Response, Response> {
    let read = || {
        none(&query)?;
        Ok((new_request(&body)?, idempotency_key(&headers)?))
    };
    let (new, key) = read().map_err(|problem: Problem| problem.into_response())?;
    let fresh = || Ok::<_, getrandom::Error>((Id::fresh()?, Id::fresh()?));
    let fresh = fresh().map_err(|_| Problem::internal().into_response())?;
    let idempotency = key.map(|key| (key, body.to_vec()));
    let command = CreateRequest { rules: service.rules.clone(), call, new, fresh, idempotency };
    let id = service.execute(command).await.map_err(Stop::into_response)?;
    Ok(created("requests", id))
}

const MEMBERS: &[&str] = &["profiletemplateuuid", "datacollection", "target", "type", "comment", "priority", "smartcard"];

fn new_request(body: &[u8]) -> Result<NewRequest, Problem> {
    let members = Members::parse(body, MEMBERS)?;
    let text = members.text("type")?;
    let request_type = named(text, "type", RequestType::named, RequestType::ALL, RequestType::name)?;
    let card = optional_id_member(&members, "smartcard")?;
    if card.is_none() && request_type.needs_card() {
        return Err(Problem::bad_request(
            "missing-member",
            format!("{request_type} is about a card: the member `smartcard` is missing"),
        ));
    }
    if card.is_some() && request_type == RequestType::Enroll {
        return Err(Problem::bad_request(
            "bad-member",
            "Enroll is not about a card that exists: the member `smartcard` must be left out",
        ));
    }
    let template = match card {
        Some(_) => optional_id_member(&members, "profiletemplateuuid")?,
        None => Some(id_member(&members, "profiletemplateuuid")?),
    };
    Ok(NewRequest {
        template,
        request_type,
        target: optional_id_member(&members, "target")?,
        card,
        data_collection: data_collection(members.value("datacollection"))?,
        priority: priority(members.value("priority"))?,
        comment: comment(members.optional_text("comment")?.unwrap_or_default())?,
    })
}

fn comment(text: &str) -> Result<String, Problem> {
    if text.len() > TEXT || text.contains('\0') {
        return Err(Members::wrong_type("comment", "a string of at most 4,096 bytes without NUL"));
    }
    Ok(text.to_owned())
}

/// A number from 0, the highest, to 255, or its digits.
fn priority(value: Option<&Value>) -> Result<i64, Problem> {
    let number = match value {
        None => Some(0),
        Some(Value::String(digits)) if digits.len() <= 3 && digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            digits.parse().ok()
        }
        Some(value) => whole(value),
    };
    let number = number.and_then(|number: u64| u8::try_from(number).ok()).map(i64::from);
    number.ok_or_else(|| Members::wrong_type("priority", "a number from 0 to 255"))
}

/// A number without a fraction, which JSON may spell with one, as in `5.0`.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| (0..=255_u8).find(|whole| value.as_f64() == Some(f64::from(*whole))).map(u64::from))
}

/// An array of objects with one member each, or the string `[]`.
fn data_collection(value: Option<&Value>) -> Result<Vec<DataItem>, Problem> {
    let expected = "an array of at most 100 objects with one member each, a string or null, of at most 4,096 bytes";
    let bad = || Members::wrong_type("datacollection", expected);
    let item = |value: &Value| {
        let mut pairs = value.as_object()?.iter();
        let (name, value) = pairs.next().filter(|_| pairs.len() == 0)?;
        let value = match value {
            Value::Null => None,
            value => Some(value.as_str()?.to_owned()),
        };
        let size = name.len().saturating_add(value.as_ref().map_or(0, String::len));
        (size <= TEXT).then(|| DataItem { name: name.clone(), value })
    };
    match value {
        None => Ok(Vec::new()),
        Some(Value::String(text)) if text == "[]" => Ok(Vec::new()),
        Some(Value::Array(items)) if items.len() <= ITEMS => items.iter().map(|value| item(value).ok_or_else(bad)).collect(),
        Some(_) => Err(bad()),
    }
}

/// The header that keeps a request from being made twice.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all("idempotency-key").iter();
    let (value, further) = (values.next(), values.next());
    let Some(value) = value else { return Ok(None) };
    let text =
        value.to_str().ok().filter(|text| (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()));
    match (text, further) {
        (Some(text), None) => Ok(Some(text.to_owned())),
        _ => Err(Problem::bad_request("bad-idempotency-key", "`Idempotency-Key` must be one of 1 to 128 visible characters")),
    }
}
