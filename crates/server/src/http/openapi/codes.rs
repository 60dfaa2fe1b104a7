//! The codes of problems, with what each means.

use aclavis::{AccessDecision, ErrorKind};

use crate::auth::bearer::Unverified;

/// A code of a problem, and when it is given.
pub(super) type Code = (&'static str, &'static str);

/// A path with identifiers.
pub(super) const PATH: &[Code] = &[("bad-guid", "An identifier in the path is no GUID of 36 characters.")];
/// Any query.
pub(super) const QUERY: &[Code] = &[
    ("bad-query", "The query is not percent-encoded UTF-8."),
    ("unknown-parameter", "A parameter is not one of the route's. Names are compared exactly."),
    ("repeated-parameter", "A parameter is given twice."),
];
/// A query with a parameter that must be there.
pub(super) const REQUIRED: &[Code] = &[("missing-parameter", "A parameter is missing.")];
/// A parameter or member that is a GUID.
pub(super) const GUID: &[Code] = &[("bad-guid", "A value is no GUID of 36 characters.")];
/// A parameter or member with names.
pub(super) const NAME: &[Code] = &[("unknown-name", "A value is none of the names that there are; numbers are none.")];
/// A number in a query.
pub(super) const NUMBER: &[Code] = &[("bad-number", "A value is no number within its bounds.")];
/// A truth value, and what depends on it.
pub(super) const DIVERSIFIED: &[Code] = &[
    ("bad-boolean", "`diversified` is neither `true` nor `false`."),
    ("bad-parameter", "`keyversion` is given without `diversified=true`."),
];
/// A body.
pub(super) const BODY: &[Code] = &[
    ("empty-body", "There is no body."),
    ("unreadable-body", "The body ends early or is not well formed."),
    ("bad-json", "The body is not JSON."),
    ("bad-body", "The body is no object."),
    ("unknown-member", "A member is not one of the route's."),
    ("repeated-member", "A member is given twice, perhaps in another case, or an object inside has a name twice."),
    ("missing-member", "A member is missing."),
    ("bad-member", "A member is of a wrong type, too long or out of bounds."),
];
/// The header that keeps a request from being made twice.
pub(super) const IDEMPOTENCY: &[Code] =
    &[("bad-idempotency-key", "`Idempotency-Key` is not one of 1 to 128 visible ASCII characters.")];

/// Credentials that are none, besides tokens.
const CREDENTIALS: &[Code] = &[
    ("no-credentials", "There is neither a bearer token nor a client certificate."),
    ("bad-credentials", "`Authorization` is not one `Bearer` with its token."),
    ("unknown-certificate", "The directory does not know the client certificate."),
    ("different-principals", "The credentials do not mean one and the same user."),
    ("disabled", "The user is disabled."),
];
/// Tokens that are not believed.
const TOKENS: &[Unverified] = &[
    Unverified::TooLong,
    Unverified::Malformed,
    Unverified::WrongType,
    Unverified::CriticalHeader,
    Unverified::BadAlgorithm,
    Unverified::MissingKeyId,
    Unverified::UnknownKey,
    Unverified::BadSignature,
    Unverified::WrongIssuer,
    Unverified::WrongAudience,
    Unverified::MissingExpiry,
    Unverified::Expired,
    Unverified::NotYetValid,
    Unverified::BadClaims,
];

/// What is wrong with an answer to reset.
const ATR: &[ErrorKind] = &[
    ErrorKind::EmptyValue,
    ErrorKind::BadHex,
    ErrorKind::AtrStart,
    ErrorKind::AtrTruncated,
    ErrorKind::AtrTrailing,
    ErrorKind::AtrCheckByte,
];
/// What is wrong with a challenge.
const CHALLENGE: &[ErrorKind] = &[
    ErrorKind::EmptyValue,
    ErrorKind::LooksLikeHex,
    ErrorKind::BlankInBase64,
    ErrorKind::BadBase64,
    ErrorKind::NonCanonicalBase64,
    ErrorKind::ChallengeLength,
];

/// Nothing says who the caller is to descriptors.
pub(super) const NO_SID: &[Code] = &[("no-sid", "Nothing says which SID the caller has.")];
/// The directory has no identifier, which everything but reading needs.
pub(super) const NO_USER: &[Code] = &[("no-user-id", "The directory has no identifier of the caller, who can only read.")];
/// Keys and responses are for a group.
pub(super) const SENSITIVE: &[Code] =
    &[("not-sensitive", "The caller does not belong to the group that may have keys and responses.")];

/// The state of the request or the card does not allow it.
pub(super) const STATE: &[Code] = &[("illegal-state", "The state of the request or of the smart card does not allow it.")];
/// Binding.
pub(super) const BINDING: &[Code] = &[
    ("no-smartcard-request", "The request is not about a smart card."),
    ("already-bound", "Another smart card is bound to the request."),
    ("card-in-use", "A smart card with this card id is in use, or bound to another open request."),
    ("card-retired", "The smart card that is bound to the request is Retired."),
    ("card-mismatch", "The ATR is not that of the smart card."),
    ("no-template", "The profile template of the request is not there."),
];
/// Starting a request.
pub(super) const CREATING: &[Code] = &[
    ("wrong-target", "The smart card is not assigned to the target."),
    ("wrong-template", "The smart card belongs to another profile template."),
    ("unknown-target", "The directory has no SID of the target."),
    ("idempotency-key", "Another request was made with this `Idempotency-Key` within 24 hours."),
];
/// Every secret of a card.
pub(super) const SECRET: &[Code] = &[
    ("card-mismatch", "The card id or the ATR is not that of the smart card."),
    ("card-retired", "The smart card is Retired."),
    ("no-template", "The profile template of the request is not there."),
];
/// Keys and PINs that come from the card id.
pub(super) const CARD_ID: &[Code] = &[("no-card-id", "The serial number of the smart card is no card id in braces.")];
/// A card's own key.
pub(super) const OWN_KEY: &[Code] = &[
    ("not-diversified", "Cards of the template have no admin key of their own."),
    ("no-such-key", "The smart card has no key of its own of that version, or has had too many."),
];
/// A card's own key, handed out.
pub(super) const PENDING_KEY: &[Code] =
    &[("key-pending", "Another open request has asked for the key of the smart card; it must be ended first.")];
/// The key that cards come with.
pub(super) const DEFAULT_KEY: &[Code] =
    &[("key-confirmed", "The smart card has a key of its own: the one that it came with answers no more.")];
/// The short route of a card.
pub(super) const AMBIGUOUS: &[Code] =
    &[("ambiguous-request", "Several open requests name the card; the request belongs into the path.")];

/// Too many secrets.
pub(super) const LOCKED: &[Code] =
    &[("locked", "Too many secrets of this smart card were asked for; an administrator can unlock it.")];
/// A method that is none.
pub(super) const METHOD: &[Code] = &[("method-not-allowed", "The route does not have this method.")];
/// A route that is none.
pub(super) const ROUTE: &[Code] = &[("no-such-route", "There is no such route.")];
/// A body that is too long.
pub(super) const TOO_LARGE: &[Code] =
    &[("body-too-large", "The body is longer than the configured limit, which is 64 KiB by default.")];
/// A body of another kind.
pub(super) const MEDIA_TYPE: &[Code] =
    &[("unsupported-media-type", "The content type is not `application/json`, or its character set is not UTF-8.")];
/// Too many requests.
pub(super) const RATE: &[Code] = &[("too-many-requests", "There were too many requests of this principal or this address.")];
/// A failure of the service.
pub(super) const FAILURE: &[Code] = &[("internal", "The service failed. What failed is in the log.")];
/// A service that is not available.
pub(super) const UNAVAILABLE: &[Code] = &[
    ("unavailable", "The store or the directory is not available just now."),
    ("timed-out", "The request took too long."),
    ("keys-unavailable", "The keys of the tokens' issuer are not available."),
];

/// Credentials that are not taken.
pub(super) fn credentials() -> Vec<(&'static str, String)> {
    let tokens = TOKENS.iter().map(|token| (token.code(), sentence(&token.to_string())));
    CREDENTIALS.iter().map(|(code, when)| (*code, (*when).to_owned())).chain(tokens).collect()
}

/// What is wrong with an answer to reset.
pub(super) fn atr() -> Vec<(&'static str, String)> {
    of_kinds("ATR", ATR)
}

/// What is wrong with a challenge.
pub(super) fn challenge() -> Vec<(&'static str, String)> {
    of_kinds("Challenge", CHALLENGE)
}

/// Descriptors that do not grant a permission.
pub(super) fn refused() -> Vec<(&'static str, String)> {
    [AccessDecision::Refused, AccessDecision::NotGranted, AccessDecision::PrivilegeNotHeld]
        .map(|decision| (decision.code(), format!("The security descriptor does not grant the permission: {decision}.")))
        .into()
}

fn of_kinds(what: &str, kinds: &[ErrorKind]) -> Vec<(&'static str, String)> {
    kinds.iter().map(|kind| (kind.code(), format!("{what}: {}.", kind.message()))).collect()
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}
