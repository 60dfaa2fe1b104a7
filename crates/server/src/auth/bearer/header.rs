//! The header of a token: which key signed it, and how.

use jsonwebtoken::Algorithm;

use super::object::Object;
use super::unverified::Unverified;

/// Types that a token may say it is of, in any case.
const TYPES: [&str; 2] = ["jwt", "at+jwt"];

/// What a header says. Where else it says that keys are (`jku`, `jwk`, `x5u`, `x5c`) is not looked at.
pub(super) struct Header {
    /// The name of the key.
    pub(super) key_id: String,
    /// The algorithm, one of those that are accepted.
    pub(super) algorithm: Algorithm,
}

/// Reads the header of a token.
pub(super) fn read(token: &str) -> Result<Header, Unverified> {
    let header = decode(token).ok_or(Unverified::Malformed)?;
    if header.get("crit").is_some() {
        return Err(Unverified::CriticalHeader);
    }
    let kind = header.text("typ").map_err(|_| Unverified::WrongType)?;
    if !kind.is_none_or(|kind| TYPES.iter().any(|known| kind.eq_ignore_ascii_case(known))) {
        return Err(Unverified::WrongType);
    }
    let algorithm = header.text("alg").ok().flatten().and_then(accepted).ok_or(Unverified::BadAlgorithm)?;
    let key_id = header.text("kid").ok().flatten().ok_or(Unverified::MissingKeyId)?.to_owned();
    Ok(Header { key_id, algorithm })
}

/// The first of exactly three parts.
fn decode(token: &str) -> Option<Object> {
    let mut parts = token.split('.');
    let first = parts.next()?;
    if parts.count() == 2 { Object::decode(first) } else { None }
}

/// The algorithm of this name, if it is one with a private key and one of those that are accepted.
fn accepted(name: &str) -> Option<Algorithm> {
    match name {
        "RS256" => Some(Algorithm::RS256),
        "PS256" => Some(Algorithm::PS256),
        "ES256" => Some(Algorithm::ES256),
        "EdDSA" => Some(Algorithm::EdDSA),
        _ => None,
    }
}
