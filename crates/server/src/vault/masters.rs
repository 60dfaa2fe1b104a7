//! The master secrets that are configured, by version.

use std::collections::BTreeMap;

use aclavis::card::{AdminKey, Algorithm, CardContext, MasterSecret, PinKey, Prf, ServicePurpose};

use super::seal::{Cipher, Sealed};
use crate::audit::AuditKeys;
use crate::object::Id;
use crate::store::table::cards::KeyVersion;

/// What the service can do with its master secrets. It cannot be printed.
pub(crate) struct Vault {
    masters: BTreeMap<u32, Master>,
    audit: AuditKeys,
    system: String,
}

struct Master {
    secret: MasterSecret,
    pins: Cipher,
    templates: Cipher,
}

impl Vault {
    /// These master secrets, and the name of the system that enters every key.
    pub(crate) fn new(masters: BTreeMap<u32, MasterSecret>, system: String) -> Self {
        let keys = |purpose| masters.iter().map(move |(version, secret)| (*version, secret.service_key(purpose)));
        let audit = AuditKeys::new(keys(ServicePurpose::Audit));
        let prepared = |secret: MasterSecret| Master {
            pins: Cipher::new(&secret.service_key(ServicePurpose::PinStore)),
            templates: Cipher::new(&secret.service_key(ServicePurpose::TemplateStore)),
            secret,
        };
        let masters = masters.into_iter().map(|(version, secret)| (version, prepared(secret))).collect();
        Self { masters, audit, system }
    }

    /// The keys of the audit chain.
    pub(crate) fn audit(&self) -> &AuditKeys {
        &self.audit
    }

    /// The versions and their check values.
    pub(crate) fn check_values(&self) -> impl Iterator<Item = (u32, String)> + '_ {
        self.masters.iter().map(|(version, master)| (*version, crate::hex::encode(&master.secret.check_value())))
    }

    /// The name of the system.
    pub(crate) fn system(&self) -> &str {
        &self.system
    }

    /// The versions of secrets that somebody has typed instead of generating them.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = u32> + '_ {
        self.masters.iter().filter(|(_, master)| master.secret.is_pattern()).map(|(version, _)| *version)
    }

    /// Whether there is a master secret of this version.
    pub(crate) fn has(&self, version: u32) -> bool {
        self.masters.contains_key(&version)
    }

    /// The highest version.
    pub(crate) fn latest(&self) -> Option<u32> {
        self.masters.keys().next_back().copied()
    }

    /// The admin key of a card: construction v1 for its card id, with the system and the card's identifier, so that each binding has
    /// its own. `None` where the master secret of that version is not configured.
    pub(crate) fn admin_key(&self, binding: &Binding, algorithm: Algorithm) -> Option<Result<AdminKey, aclavis::Error>> {
        let master = self.masters.get(&binding.key.master)?;
        Some(self.context(binding, |context| master.secret.admin_key(algorithm, &context)))
    }

    /// The key behind the PINs of a card, from the master secret only.
    pub(crate) fn pin_key(&self, binding: &Binding, prf: Prf) -> Option<Result<PinKey, aclavis::Error>> {
        let master = self.masters.get(&binding.key.master)?;
        Some(self.context(binding, |context| PinKey::from_master(&master.secret, prf, &context)))
    }

    fn context<T>(
        &self,
        binding: &Binding,
        derive: impl FnOnce(CardContext<'_>) -> Result<T, aclavis::Error>,
    ) -> Result<T, aclavis::Error> {
        let system = format!("{}/{}", self.system, binding.card);
        CardContext::new(binding.card_id.uuid(), binding.key.version).of_system(&system).and_then(derive)
    }

    /// Seals a PIN for its request, card and key version.
    pub(crate) fn seal_pin(&self, master: u32, place: &PinPlace, pin: &str) -> Option<Sealed> {
        self.masters.get(&master)?.pins.seal(&place.associated(), pin.as_bytes())
    }

    /// Opens a sealed PIN.
    pub(crate) fn open_pin(&self, master: u32, place: &PinPlace, sealed: &Sealed) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        self.masters.get(&master)?.pins.open(&place.associated(), sealed)
    }

    /// Seals the default admin key of a template.
    pub(crate) fn seal_default_key(&self, master: u32, template: Id, key: &[u8]) -> Option<Vec<u8>> {
        let sealed = self.masters.get(&master)?.templates.seal(&template.uuid().to_bytes(), key)?;
        Some(sealed.into_bytes())
    }

    /// Opens the default admin key of a template.
    pub(crate) fn open_default_key(&self, master: u32, template: Id, sealed: &[u8]) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        self.masters.get(&master)?.templates.open(&template.uuid().to_bytes(), &Sealed::from_bytes(sealed)?)
    }
}

/// A card as it is bound: what enters its keys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binding {
    /// The identifier of the card object, another for each binding.
    pub(crate) card: Id,
    /// The card id.
    pub(crate) card_id: Id,
    /// The version of the key.
    pub(crate) key: KeyVersion,
}

/// Where a stored PIN belongs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PinPlace {
    /// The request.
    pub(crate) request: Id,
    /// The card.
    pub(crate) card: Id,
    /// The version of the card's key.
    pub(crate) key_version: u32,
}

impl PinPlace {
    fn associated(&self) -> Vec<u8> {
        let version = self.key_version.to_be_bytes();
        [&self.request.uuid().to_bytes()[..], &self.card.uuid().to_bytes(), &version].concat()
    }
}
