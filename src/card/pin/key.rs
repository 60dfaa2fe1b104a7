//! PIN keys, and PINs proposed under them.

use core::fmt;

use rand_core::TryCryptoRng;

use super::ATTEMPTS;
use super::mapping;
use super::policy::PinPolicy;
use super::secret_pin::SecretPin;
use crate::card::atr::Atr;
use crate::card::challenge::Challenge;
use crate::card::construction::{Context, MASTER};
use crate::card::diversify::CardContext;
use crate::card::kdf::{FixedData, HmacKey, Prf, PrfKey};
use crate::card::key::{AdminKey, MasterSecret, fill_strong, set_odd_parity};
use crate::card::secret::{Frames, Secret, on_wiped_stack};
use crate::card::uuid::Uuid;
use crate::error::{Error, ErrorKind};

/// The key behind the PINs of one card, after construction v1. It never answers a challenge. Boxed and wiped; it cannot be cloned,
/// compared or printed.
///
/// ```
/// use aclavis::card::{Algorithm, CardContext, Challenge, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf, Charset};
/// let master = MasterSecret::from_bytes(&std::array::from_fn::<u8, 32, _>(|i| i as u8))?;
/// let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 2).of_system("contoso")?;
/// let challenge = Challenge::from_base64("yhglMLsdbRM=", Algorithm::Tdes3)?;
/// let request = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099".parse()?;
///
/// let key = PinKey::from_master(&master, Prf::Cmac(Algorithm::Tdes3), &card)?;
/// let occasion = PinOccasion::new(&challenge).for_request(request);
/// let pin = key.propose(&occasion, &PinPolicy::new(6, Charset::DIGITS)?)?;
/// assert_eq!(pin.expose().len(), 6);
/// assert_eq!(format!("{pin:?}"), "SecretPin");
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct PinKey {
    key: PrfKey,
    card_id: Uuid,
    key_version: u32,
}

impl PinKey {
    /// The PIN key of a card from a master secret.
    ///
    /// # Errors
    ///
    /// `no-strong-key`: 256 keys in a row are weak, which does not happen.
    pub fn from_master(master: &MasterSecret, prf: Prf, card: &CardContext<'_>) -> Result<Self, Error> {
        Self::derive(|data, out| master.key().derive(data, out), MASTER, prf, card)
    }

    /// The PIN key of a card from its admin key, where there is no master secret. **Whoever holds the admin key can compute the PIN.**
    /// It enters as key data of HMAC only, so nobody gets closer to the PIN by asking for responses.
    ///
    /// # Errors
    ///
    /// `weak-key`: the admin key is weak, degenerate or a default one. `no-strong-key`, which does not happen.
    pub fn from_admin_key(key: &AdminKey, prf: Prf, card: &CardContext<'_>) -> Result<Self, Error> {
        key.require_strong()?;
        let mut data = HmacKey::from_bytes(key.expose());
        if key.algorithm() == crate::card::Algorithm::Tdes3 {
            set_odd_parity(data.bytes_mut().get_mut(..key.expose().len()).unwrap_or_default());
        }
        Self::derive(|fixed, out| data.derive(fixed, out), key.algorithm().piv_id(), prf, card)
    }

    fn derive(source: impl Fn(&FixedData<'_>, &mut [u8]), kind: u8, prf: Prf, card: &CardContext<'_>) -> Result<Self, Error> {
        let context = Context::new(b"aclavis/pin-key").bytes(&[kind, prf.id()]).card(card);
        let fill = |attempt: u8, out: &mut [u8]| context.derive(&[attempt], out, &source);
        let mut key = PrfKey::zeroed(prf);
        match &mut key {
            PrfKey::Cmac(key) => fill_strong(key, |attempt, out| {
                fill(attempt, out);
                Ok(())
            })?,
            PrfKey::HmacSha256(key) => fill(0, key.bytes_mut()),
        }
        Ok(Self { key, card_id: card.card_id(), key_version: card.key_version() })
    }

    /// The PIN for a challenge: the same inputs give the same PIN.
    ///
    /// # Errors
    ///
    /// `pin-attempts`: 1,024 proposals in a row break the policy.
    pub fn propose(&self, occasion: &PinOccasion<'_>, policy: &PinPolicy) -> Result<SecretPin, Error> {
        let context = self.context(occasion, policy);
        attempts(policy, |attempt, bytes| {
            context.derive(&attempt.to_be_bytes(), bytes, |data, out| self.key.derive(data, out));
            Ok(())
        })
    }

    fn context(&self, occasion: &PinOccasion<'_>, policy: &PinPolicy) -> Context {
        let request = occasion.request_id.map(Uuid::to_bytes);
        let length = u8::try_from(policy.length()).unwrap_or(u8::MAX);
        let charset = policy.charset().as_bytes();
        let charset_len = u16::try_from(charset.len()).unwrap_or(u16::MAX).to_be_bytes();
        let policy_len = u16::try_from(charset.len().saturating_add(4)).unwrap_or(u16::MAX).to_be_bytes();
        Context::new(b"aclavis/user-pin")
            .bytes(&[self.key.prf().id()])
            .bytes(&self.key_version.to_be_bytes())
            .counted(&self.card_id.to_bytes())
            .counted(occasion.atr.map_or(&[], Atr::as_bytes))
            .counted(occasion.challenge.as_bytes())
            .counted(request.as_ref().map_or(&[], <[u8; 16]>::as_slice))
            .bytes(&policy_len)
            .bytes(&[length, policy.rejects_weak().into()])
            .bytes(&charset_len)
            .bytes(charset)
    }

    /// The key itself, for tests against other implementations.
    #[cfg(feature = "oracle")]
    pub(crate) fn expose(&self) -> &[u8] {
        self.key.bytes()
    }
}

impl fmt::Debug for PinKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinKey")
    }
}

impl SecretPin {
    /// A random PIN, through the same mapping as a derived one.
    ///
    /// # Errors
    ///
    /// `random-source`: it fails. `pin-attempts`: 1,024 proposals in a row break the policy.
    pub fn random(policy: &PinPolicy, random: &mut impl TryCryptoRng) -> Result<Self, Error> {
        attempts(policy, |_, bytes| random.try_fill_bytes(bytes).map_err(|_| Error::new(ErrorKind::RandomSource)))
    }
}

/// The first PIN that the policy allows, each made of bytes that somebody fills in, given the number of the attempt.
fn attempts(policy: &PinPolicy, mut fill: impl FnMut(u16, &mut [u8]) -> Result<(), Error>) -> Result<SecretPin, Error> {
    let mut bytes = Secret::<64>::zeroed();
    let bytes = bytes.bytes_mut().get_mut(..mapping::bytes_for(policy)).unwrap_or_default();
    let mut pin = SecretPin::zeroed(policy.length());
    for attempt in 0..ATTEMPTS {
        fill(attempt, bytes)?;
        if on_wiped_stack(Frames::Usual, || mapping::fill(&mut pin, bytes, policy)) {
            return Ok(pin.at_attempt(attempt));
        }
    }
    Err(Error::new(ErrorKind::PinAttempts))
}

/// For what a PIN is proposed: the card's challenge, and what else binds it. Each binding gives another PIN.
///
/// ```
/// use aclavis::card::{Algorithm, Atr, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf, Uuid};
/// let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
/// let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
/// let key = PinKey::from_master(&master, Prf::HmacSha256, &card)?;
/// let policy = PinPolicy::new(8, Charset::DIGITS)?;
/// let pin = |occasion| key.propose(&occasion, &policy).map(|pin| pin.expose().to_owned());
///
/// let challenge = Challenge::from_base64("1hFD+cz/0so=", Algorithm::Tdes3)?;
/// let atr = Atr::from_hex("3b8d0180fba000000397425446590301c8")?;
/// let request = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099".parse()?;
/// assert_eq!(pin(PinOccasion::new(&challenge))?, "76565715");
/// assert_eq!(pin(PinOccasion::new(&challenge).with_atr(&atr))?, "49001712");
/// assert_eq!(pin(PinOccasion::new(&challenge).with_atr(&atr).for_request(request))?, "87726394");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PinOccasion<'a> {
    challenge: &'a Challenge,
    atr: Option<&'a Atr>,
    request_id: Option<Uuid>,
}

impl<'a> PinOccasion<'a> {
    /// A challenge of the card.
    #[must_use]
    pub const fn new(challenge: &'a Challenge) -> Self {
        Self { challenge, atr: None, request_id: None }
    }

    /// The same, bound to the card's ATR.
    #[must_use]
    pub const fn with_atr(self, atr: &'a Atr) -> Self {
        Self { atr: Some(atr), ..self }
    }

    /// The same, bound to a request: challenges do repeat in the field, requests do not.
    #[must_use]
    pub const fn for_request(self, request_id: Uuid) -> Self {
        Self { request_id: Some(request_id), ..self }
    }
}
