//! Bearer tokens: signed statements of an issuer about who calls (RFC 6750, RFC 7519).

mod cache;
mod claims;
mod dates;
mod fetch;
mod header;
mod jwks;
mod object;
mod source;
#[cfg(test)]
mod tests;
mod unverified;
mod verifier;

pub use claims::Verified;
pub use fetch::FetchError;
pub use jwks::JwksError;
pub use source::SourceError;
pub use unverified::Unverified;
pub use verifier::{BearerError, BearerVerifier};
