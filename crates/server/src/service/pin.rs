//! PINs that the server makes.

use std::sync::Arc;

use aclavis::Permission;
use aclavis::card::{PinOccasion, Prf, SecretPin};
use async_trait::async_trait;
use getrandom::SysRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::gate::{CardInRequest, Gate, Opened, challenge};
use super::response::unknown_master;
use super::{Call, Rules};
use crate::object::{Id, UserPinOption};
use crate::refusal::{Refusal, Stop};
use crate::store::table::cards::KeyVersion;
use crate::store::table::pins::{self, StoredPin};
use crate::store::{Command, Session};
use crate::vault::{Binding, PinPlace, Sealed};

/// Proposes a PIN for a card.
pub(crate) struct ProposePin {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The card.
    pub(crate) card: CardInRequest,
    /// The challenge, base64.
    pub(crate) challenge: String,
}

#[async_trait]
impl Command for ProposePin {
    /// The PIN.
    type Answer = Zeroizing<String>;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (self.card.request.into_iter().collect(), vec![self.card.card])
    }

    async fn run(&self, session: &mut Session) -> Result<Zeroizing<String>, Stop> {
        let Self { rules, call, card, .. } = self;
        let opened = card.open(session, rules, call, "secret.pin", Permission::Execute, Gate::Open).await?;
        let option = opened.template.user_pin_option;
        if matches!(option, UserPinOption::None | UserPinOption::UserProvided) {
            return Err(no_pin().into());
        }
        let key = opened.pin_version(session.master());
        let pin = self.make(&opened, key)?;
        opened.count(session, rules, call).await?;
        if option == UserPinOption::ServerDistributed {
            let place = PinPlace { request: opened.request.uuid, card: opened.card.card.uuid, key_version: key.version };
            let master = session.master();
            let sealed = rules.vault.seal_pin(master, &place, pin.expose());
            let Sealed { nonce, sealed } = sealed.ok_or_else(|| Refusal::fault("the PIN cannot be sealed"))?;
            let PinPlace { request, card, key_version } = place;
            let stored = StoredPin { request, card, key_version, master, nonce, sealed };
            session.write(pins::PUT, stored.values()).await?;
        }
        let change = json!({ "option": option.name(), "key": key.version });
        call.done(session, opened.subject, &opened.decision, None, Some(&change));
        Ok(Zeroizing::new(pin.expose().to_owned()))
    }
}

impl ProposePin {
    fn make(&self, opened: &Opened, key: KeyVersion) -> Result<SecretPin, Refusal> {
        let Opened { request, card, template, .. } = opened;
        let fault = |error: aclavis::Error| Refusal::fault(error.to_string());
        let algorithm = opened.algorithm();
        let challenge = challenge(&self.challenge, algorithm)?;
        let policy = template.pin.policy().map_err(fault)?;
        if template.user_pin_option == UserPinOption::Randomized {
            return SecretPin::random(&policy, &mut SysRng).map_err(fault);
        }
        let prf = template.pin.prf.unwrap_or(Prf::Cmac(algorithm));
        let binding = Binding { card: card.card.uuid, card_id: opened.card_id()?, key };
        let behind = self.rules.vault.pin_key(&binding, prf).ok_or_else(|| unknown_master(key.master))?.map_err(fault)?;
        let occasion = PinOccasion::new(&challenge).for_request(request.uuid.uuid());
        let proposed = match card.card.answer_to_reset() {
            Some(atr) => behind.propose(&occasion.with_atr(&atr), &policy),
            None => behind.propose(&occasion, &policy),
        };
        proposed.map_err(fault)
    }
}

impl Opened {
    /// The version of the key behind PINs: that of the admin key which the card has or is about to get. A card without a key of its own
    /// has version 0, from the master secret in use.
    fn pin_version(&self, master: u32) -> KeyVersion {
        let own = [self.card.pending, self.card.confirmed].into_iter().find(|version| version.is_some());
        own.unwrap_or(KeyVersion { version: 0, master })
    }
}

/// There is no PIN to propose or to show.
fn no_pin() -> Refusal {
    Refusal { code: "no-pin", message: "there is no PIN".into(), ..Refusal::nothing() }
}

/// Shows the PIN that is stored for a request: that of the new card, or of the old one where there is none.
pub(crate) struct ShowPin {
    /// The rules.
    pub(crate) rules: Arc<Rules>,
    /// Who asks.
    pub(crate) call: Call,
    /// The request.
    pub(crate) request: Id,
}

#[async_trait]
impl Command for ShowPin {
    /// The PIN.
    type Answer = Zeroizing<String>;

    fn objects(&self) -> (Vec<Id>, Vec<Id>) {
        (vec![self.request], Vec::new())
    }

    async fn run(&self, session: &mut Session) -> Result<Zeroizing<String>, Stop> {
        let Self { rules, call, request } = self;
        let found = session.request(*request).await?.ok_or_else(Refusal::nothing)?;
        let named = [found.new_smartcard_uuid, found.old_smartcard_uuid];
        let rows = session.read(pins::OF_REQUEST, vec![(*request).into()]).await?;
        let mut all = rows.iter().map(StoredPin::read).collect::<Result<Vec<_>, _>>()?;
        all.sort_by_key(|stored| named.iter().position(|card| *card == stored.card).unwrap_or(named.len()));
        let stored = all.into_iter().next();
        // Who may not read it must not learn whether there is one.
        let card = stored.as_ref().map(|stored| stored.card).or_else(|| named.into_iter().find(|card| !card.is_empty()));
        let Some(card) = card else {
            let subject = super::call::Subject { action: "secret.stored-pin", request: *request, card: Id::EMPTY };
            call.require(session, &rules.authority, subject, Permission::DistributeSecrets, &found)?;
            return Err(no_pin().into());
        };
        let card = CardInRequest { request: Some(*request), card, card_id: None, atr: None };
        let opened = card.open(session, rules, call, "secret.stored-pin", Permission::DistributeSecrets, Gate::Open).await?;
        let stored = stored.ok_or_else(no_pin)?;
        let place = PinPlace { request: stored.request, card: stored.card, key_version: stored.key_version };
        let sealed = Sealed { nonce: stored.nonce, sealed: stored.sealed };
        let pin = rules.vault.open_pin(stored.master, &place, &sealed);
        let pin = pin.ok_or_else(|| Refusal::fault("the stored PIN cannot be opened"))?;
        let text = std::str::from_utf8(&pin).map_err(|_| Refusal::fault("the stored PIN is no text"))?;
        let text = Zeroizing::new(text.to_owned());
        opened.count(session, rules, call).await?;
        call.done(session, opened.subject, &opened.decision, None, None);
        Ok(text)
    }
}
