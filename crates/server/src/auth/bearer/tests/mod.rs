//! Tokens as issuers and attackers make them.
#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

mod algorithms;
mod cache;
mod claims;
mod dates;
mod jwks;
mod mint;
mod source;
mod tokens;
