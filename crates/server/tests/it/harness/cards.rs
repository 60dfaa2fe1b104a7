//! Physical cards, the secrets of the service, and what comes of both by construction v1.

use aclavis::card::{AdminKey, Algorithm, Atr, CardContext, Challenge, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf, Uuid};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

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

/// A card as it enters keys and PINs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Derived<'a> {
    /// The identifier of the card object.
    pub(crate) card: &'a str,
    /// The card id.
    pub(crate) card_id: &'a str,
    /// The version of the card's key.
    pub(crate) version: u32,
    /// Its algorithm.
    pub(crate) algorithm: Algorithm,
    /// The master secret.
    pub(crate) master: [u8; 32],
}

impl<'a> Derived<'a> {
    /// A card with the first version of a 3DES key.
    pub(crate) fn new(card: &'a str, card_id: &'a str) -> Self {
        Self { card, card_id, version: 1, algorithm: Algorithm::Tdes3, master: MASTER }
    }

    /// The admin key.
    pub(crate) fn key(&self) -> AdminKey {
        self.within(|master, context| master.admin_key(self.algorithm, context).unwrap())
    }

    /// The admin key as the service prints it.
    pub(crate) fn key_text(&self) -> String {
        format!("\"{}\"", BASE64_STANDARD.encode(self.key().expose()))
    }

    /// The response to a challenge as the service prints it.
    pub(crate) fn response(&self, challenge: &str) -> String {
        let challenge = Challenge::from_base64(challenge, self.algorithm).unwrap();
        format!("\"{}\"", self.key().respond(&challenge).unwrap())
    }

    /// The PIN that is proposed under a policy, as the service prints it.
    pub(crate) fn pin(&self, request: &str, atr: &str, challenge: &str, policy: &PinPolicy, prf: Prf) -> String {
        let key = self.within(|master, context| PinKey::from_master(master, prf, context).unwrap());
        let challenge = Challenge::from_base64(challenge, self.algorithm).unwrap();
        let occasion = PinOccasion::new(&challenge).for_request(id(request));
        let atr = Atr::from_hex(atr).ok();
        let pin = match &atr {
            Some(atr) => key.propose(&occasion.with_atr(atr), policy).unwrap(),
            None => key.propose(&occasion, policy).unwrap(),
        };
        format!("\"{}\"", pin.expose())
    }

    fn within<T>(&self, derive: impl FnOnce(&MasterSecret, &CardContext<'_>) -> T) -> T {
        let master = MasterSecret::from_bytes(&self.master).unwrap();
        let system = format!("{SYSTEM}/{}", self.card);
        derive(&master, &CardContext::new(id(self.card_id), self.version).of_system(&system).unwrap())
    }
}

fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}
