//! Physical cards, and the secrets of the service.

/// The card id of the documented card.
pub(crate) const CARD_ID: &str = "bc88f13f-83ba-4037-8262-46eba1291c6e";
/// Another card id.
pub(crate) const OTHER_CARD_ID: &str = "0ca2d1d0-0000-4000-8000-000000000002";
/// The answer to reset of the documented card.
pub(crate) const ATR: &str = "3b8d0180fba000000397425446590301c8";
/// The documented challenge.
pub(crate) const CHALLENGE: &str = "1hFD+cz/0so=";
/// The name of the system.
pub(crate) const SYSTEM: &str = "conformance";
/// The master secret.
pub(crate) const MASTER: [u8; 32] = *b"\x9c\x01\xe7\x32\x5a\xd4\x88\x0f\x6b\xc3\x19\xf5\x27\xae\x70\x4d\
    \xb1\x3e\x92\x08\xdd\x65\xf0\x1c\x47\xa9\x53\xbe\x80\x2f\xc6\x74";
