//! The chain: every record is authenticated together with the one before it.

use std::collections::BTreeMap;

use aclavis::card::ServiceKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::record::{Chained, Record};

/// The end of the chain, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of the last record, 0 before the first.
    pub(crate) sequence: i64,
    /// Its authentication code, zeros before the first.
    pub(crate) mac: [u8; 32],
    /// The version of the master secret that is in use.
    pub(crate) master: u32,
}

/// The keys of the chain, one for each version of the master secret.
pub(crate) struct AuditKeys(BTreeMap<u32, Hmac<Sha256>>);

impl AuditKeys {
    /// The keys of these versions.
    pub(crate) fn new(keys: impl IntoIterator<Item = (u32, ServiceKey)>) -> Self {
        let prepared = |(version, key): (u32, ServiceKey)| {
            // A key of HMAC may have any length.
            let mac = Hmac::<Sha256>::new_from_slice(key.expose()).ok()?;
            Some((version, mac))
        };
        Self(keys.into_iter().filter_map(prepared).collect())
    }

    /// Puts a record behind the head, which moves on. `None` where the head's master secret is not known.
    pub(crate) fn append(&self, head: &mut Head, record: Record) -> Option<Chained> {
        let sequence = head.sequence.checked_add(1)?;
        let mut chained = Chained { sequence, master: head.master, record, mac: [0; 32] };
        chained.mac = self.mac(&chained, &head.mac)?;
        (head.sequence, head.mac) = (sequence, chained.mac);
        Some(chained)
    }

    /// Whether a record stands rightly behind the one with this authentication code. `None` where its master secret is not known.
    pub(super) fn is_right(&self, chained: &Chained, previous: &[u8; 32]) -> Option<bool> {
        let mac = self.0.get(&chained.master)?.clone().chain_update(chained.canonical(previous));
        Some(mac.verify_slice(&chained.mac).is_ok())
    }

    fn mac(&self, chained: &Chained, previous: &[u8; 32]) -> Option<[u8; 32]> {
        let mac = self.0.get(&chained.master)?.clone().chain_update(chained.canonical(previous));
        Some(mac.finalize().into_bytes().into())
    }
}
