//! What stands in paths, queries and bodies.

use aclavis::card::{Algorithm, Atr, Challenge};
use axum::extract::{FromRequestParts, Path, RawQuery};
use http::request::Parts;

use super::super::{Members, Problem, Query};
use crate::object::Id;

/// One identifier of a path.
pub(super) struct One(pub(super) Id);

/// Two identifiers of a path: the request, and its card.
pub(super) struct Two(pub(super) Id, pub(super) Id);

impl<S: Send + Sync> FromRequestParts<S> for One {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| bad_path())?;
        Ok(Self(of_path(&text)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Two {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((first, second)) = Path::<(String, String)>::from_request_parts(parts, state).await.map_err(|_| bad_path())?;
        Ok(Self(of_path(&first)?, of_path(&second)?))
    }
}

fn of_path(text: &str) -> Result<Id, Problem> {
    text.parse().map_err(|_| bad_path())
}

fn bad_path() -> Problem {
    Problem::bad_request("bad-guid", "an identifier in the path is no GUID of 36 characters")
}

/// Whether a route without parameters was given any.
pub(super) fn none(RawQuery(query): &RawQuery) -> Result<(), Problem> {
    Query::parse(query.as_deref(), &[]).map(|_| ())
}

/// A parameter that may be there. Without a value it is not.
pub(super) fn optional<'q>(query: &'q Query, name: &str) -> Option<&'q str> {
    query.optional(name).filter(|value| !value.is_empty())
}

/// A parameter or member that is a GUID.
pub(super) fn id(text: &str, name: &str) -> Result<Id, Problem> {
    text.parse().map_err(|_| Problem::bad_request("bad-guid", format!("`{name}` is no GUID of 36 characters")))
}

/// A member that is a GUID and must be there.
pub(super) fn id_member(members: &Members, name: &'static str) -> Result<Id, Problem> {
    id(members.text(name)?, name)
}

/// A member that is a GUID and may be there.
pub(super) fn optional_id_member(members: &Members, name: &'static str) -> Result<Option<Id>, Problem> {
    members.optional_text(name)?.map(|text| id(text, name)).transpose()
}

/// An answer to reset.
pub(super) fn atr(text: &str) -> Result<Atr, Problem> {
    Atr::from_hex(text).map_err(|error| Problem::bad_request(error.kind().code(), format!("the ATR: {error:#}")))
}

/// A challenge, which is looked at again when the algorithm is known: here it has one block of any algorithm.
pub(super) fn challenge(text: &str) -> Result<String, Problem> {
    let is_long = Challenge::from_base64(text, Algorithm::Aes128).is_ok();
    if !is_long {
        Challenge::from_base64(text, Algorithm::Tdes3)
            .map_err(|error| Problem::bad_request(error.kind().code(), format!("the challenge: {error:#}")))?;
    }
    Ok(text.to_owned())
}

/// A truth value, in any case.
pub(super) fn flag(text: &str, name: &str) -> Result<bool, Problem> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Ok(true),
        _ if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(Problem::bad_request("bad-boolean", format!("`{name}` must be `true` or `false`"))),
    }
}

/// A number within bounds, in decimal digits.
pub(super) fn number(text: &str, name: &str, bounds: std::ops::RangeInclusive<u32>) -> Result<u32, Problem> {
    let bad = || {
        let (first, last) = (bounds.start(), bounds.end());
        Problem::bad_request("bad-number", format!("`{name}` must be a number from {first} to {last}"))
    };
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_plain && bounds.contains(number)).ok_or_else(bad)
}

/// A name of an enumeration.
pub(super) fn named<T: Copy + 'static>(
    text: &str,
    name: &str,
    of: impl FnOnce(&str) -> Option<T>,
    all: &[T],
    spelled: impl Fn(T) -> &'static str,
) -> Result<T, Problem> {
    let unknown = || {
        let known: Vec<_> = all.iter().map(|value| spelled(*value)).collect();
        Problem::bad_request("unknown-name", format!("`{name}` must be one of `{}`", known.join("`, `")))
    };
    of(text).ok_or_else(unknown)
}
