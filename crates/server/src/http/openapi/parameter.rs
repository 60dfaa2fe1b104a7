//! Parameters of paths, queries and headers.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use super::names;
use super::schema::{any_guid, integer, reference, string};
use crate::http::route::requests::MOST;
use crate::object::RequestStatus;

/// An identifier in the path.
pub(super) fn path(name: &str, description: &str) -> Parameter {
    parameter(name, ParameterIn::Path, description, true, any_guid())
}

/// `status`
pub(super) fn status() -> Parameter {
    let names =
        names::in_any_case("A status by its name.", &RequestStatus::ALL.iter().map(|status| status.name()).collect::<Vec<_>>());
    query("status", "Only requests with this status.", names)
}

/// `targetuser`
pub(super) fn target_user() -> Parameter {
    let description = "Only requests about the caller.";
    query("targetuser", description, names::in_any_case("The caller.", &["current"]))
}

/// `top`
pub(super) fn top() -> Parameter {
    let schema = integer().minimum(Some(1)).maximum(Some(MOST));
    query("top", &format!("So many requests at the most; {MOST} where it is not given."), schema)
}

/// `cardid`, which may be left out.
pub(super) fn card_id() -> Parameter {
    query("cardid", CARD_ID, any_guid())
}

/// `cardid`, which must be there.
pub(super) fn required_card_id() -> Parameter {
    parameter("cardid", ParameterIn::Query, CARD_ID, true, any_guid())
}

/// `cardid`, by which a card is looked for.
pub(super) fn card_id_sought() -> Parameter {
    let description = "The card id. It is not the card's `Uuid`.";
    parameter("cardid", ParameterIn::Query, description, true, any_guid())
}

const CARD_ID: &str = "The card id, which must be that of the smart card. It is not the card's `Uuid`.";

/// `atr`
pub(super) fn atr() -> Parameter {
    query("atr", "The answer to reset, which must be that of the smart card where one is stored.", reference("Atr"))
}

/// `challenge`
pub(super) fn challenge() -> Parameter {
    let description = "The card's challenge in base64. In a URL `+` is written as `%2B`, `/` as `%2F` and `=` as `%3D`.";
    parameter("challenge", ParameterIn::Query, description, true, reference("Challenge"))
}

/// `diversified`
pub(super) fn diversified() -> Parameter {
    let description = "`true` for the card's own key, `false` for the one that its template says it comes with.";
    let schema = names::in_any_case("A truth value.", &["true", "false"]);
    parameter("diversified", ParameterIn::Query, description, true, schema)
}

/// `keyversion`
pub(super) fn key_version() -> Parameter {
    let description = "The version of the card's own key, confirmed or pending, with `diversified=true` only. Without it the confirmed \
        key answers, else the pending one.";
    query("keyversion", description, integer().minimum(Some(1)).maximum(Some(u32::MAX)))
}

/// `Idempotency-Key`
pub(super) fn idempotency_key() -> Parameter {
    let description = "Keeps the request from being made twice: within 24 hours the same key and the same body of the same caller give \
        the same answer, another body is 409.";
    let schema = string().min_length(Some(1)).max_length(Some(128)).pattern(Some("^[!-~]+$"));
    parameter("Idempotency-Key", ParameterIn::Header, description, false, schema)
}

/// A parameter of the query that may be left out. Without a value it is as if it were.
fn query(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    let empty = ObjectBuilder::new().schema_type(Type::String).max_length(Some(0)).description(Some("As if it were not given."));
    parameter(name, ParameterIn::Query, description, false, AnyOfBuilder::new().item(schema).item(empty))
}

fn parameter(
    name: &str,
    place: ParameterIn,
    description: &str,
    is_required: bool,
    schema: impl Into<RefOr<Schema>>,
) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(if is_required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(schema))
        .build()
}
