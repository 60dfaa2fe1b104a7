//! Dates in claims (RFC 7519 2): seconds since 1970, maybe with a fraction.

use std::time::{Duration, SystemTime};

use super::object::Object;
use super::unverified::Unverified;

/// How far the clocks of the issuer and of this host may differ.
pub(super) const SKEW: Duration = Duration::from_mins(1);
/// The end of the year 9999.
const LATEST: f64 = 253_402_300_799.0;

/// Checks when a token begins and ends, and gives the end.
pub(super) fn check(claims: &Object, now: SystemTime) -> Result<SystemTime, Unverified> {
    let expires = read(claims, "exp")?.ok_or(Unverified::MissingExpiry)?;
    let begins = read(claims, "nbf")?;
    read(claims, "iat")?;
    if later(expires, SKEW)? <= now {
        return Err(Unverified::Expired);
    }
    match begins {
        Some(begins) if begins > later(now, SKEW)? => Err(Unverified::NotYetValid),
        _ => Ok(expires),
    }
}

fn read(claims: &Object, name: &str) -> Result<Option<SystemTime>, Unverified> {
    let Some(value) = claims.get(name) else { return Ok(None) };
    let seconds = value.as_f64().filter(|seconds| (0.0..=LATEST).contains(seconds)).ok_or(Unverified::BadClaims)?;
    let since = Duration::try_from_secs_f64(seconds).map_err(|_| Unverified::BadClaims)?;
    later(SystemTime::UNIX_EPOCH, since).map(Some)
}

fn later(time: SystemTime, by: Duration) -> Result<SystemTime, Unverified> {
    time.checked_add(by).ok_or(Unverified::BadClaims)
}
