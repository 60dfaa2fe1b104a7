//! Why a token is not believed.

use thiserror::Error;

/// Why a token is not believed. Nothing of the token is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unverified {
    /// It is longer than 8 KiB.
    #[error("the token is longer than 8 KiB")]
    TooLong,
    /// It is not three parts of base64 with a JSON object in the first two, or a member stands twice.
    #[error("the token is not well-formed")]
    Malformed,
    /// Its `typ` says that it is something else.
    #[error("the token is of another type")]
    WrongType,
    /// It must not be used by who does not know a certain extension.
    #[error("the token needs an extension that is not supported")]
    CriticalHeader,
    /// Its algorithm is none of those that are accepted, or not one of its key.
    #[error("the algorithm of the token is not accepted")]
    BadAlgorithm,
    /// It does not say which key signed it.
    #[error("the token names no key")]
    MissingKeyId,
    /// The issuer has no such key.
    #[error("the key of the token is not known")]
    UnknownKey,
    /// The signature is not one of its key.
    #[error("the signature of the token is wrong")]
    BadSignature,
    /// Somebody else issued it.
    #[error("the token is of another issuer")]
    WrongIssuer,
    /// It is for somebody else.
    #[error("the token is for another audience")]
    WrongAudience,
    /// It does not say when it ends.
    #[error("the token has no end")]
    MissingExpiry,
    /// It has ended.
    #[error("the token has expired")]
    Expired,
    /// It has not begun.
    #[error("the token is not yet valid")]
    NotYetValid,
    /// A claim is of the wrong type, or there are too many groups.
    #[error("a claim of the token is not as it must be")]
    BadClaims,
    /// The issuer's keys could not be refreshed for an hour. This is no fault of the token.
    #[error("the keys of the issuer are not available")]
    KeysUnavailable,
}

impl Unverified {
    /// A short stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Malformed => "malformed",
            Self::WrongType => "wrong-type",
            Self::CriticalHeader => "critical-header",
            Self::BadAlgorithm => "bad-algorithm",
            Self::MissingKeyId => "missing-key-id",
            Self::UnknownKey => "unknown-key",
            Self::BadSignature => "bad-signature",
            Self::WrongIssuer => "wrong-issuer",
            Self::WrongAudience => "wrong-audience",
            Self::MissingExpiry => "missing-expiry",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::BadClaims => "bad-claims",
            Self::KeysUnavailable => "keys-unavailable",
        }
    }

    /// The value of `WWW-Authenticate` in an answer of 401 (RFC 6750 3).
    pub fn challenge(self) -> String {
        format!("Bearer error=\"invalid_token\", error_description=\"{self}\"")
    }
}
