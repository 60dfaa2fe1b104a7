//! Changing a card's admin key.

use super::AdminKey;
use crate::error::{Error, ErrorKind};

/// A card's admin keys while one replaces the other: the new key is proposed, set on the card, and confirmed when the card has
/// answered under it. Until then both can be used, since nobody knows for sure which one the card has; the caller chooses, and never
/// tries the second one by itself, as a wrong answer costs the card a try.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, KeyRollover};
/// let default = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24])?;
/// let mut keys = KeyRollover::new(0, default);
/// let new = AdminKey::from_encoded(Algorithm::Tdes3, b"52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb")?;
/// keys.propose(1, new)?;
/// assert!(keys.key(0).is_some() && keys.key(1).is_some());
/// assert_eq!(keys.confirm(2).unwrap_err().kind().code(), "no-proposed-key");
/// keys.confirm(1)?;
/// assert_eq!((keys.current_version(), keys.proposed_version()), (1, None));
/// assert!(keys.key(0).is_none());
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Debug)]
pub struct KeyRollover {
    current: (u32, AdminKey),
    proposed: Option<(u32, AdminKey)>,
}

impl KeyRollover {
    /// A card with one key, be it its default one.
    #[must_use]
    pub const fn new(version: u32, key: AdminKey) -> Self {
        Self { current: (version, key), proposed: None }
    }

    /// Proposes a key; both are usable from now on.
    ///
    /// # Errors
    ///
    /// `key-pending`: another key waits. `key-version`: the version is not above the current one. `weak-key`: the key is weak,
    /// degenerate or a default one.
    pub fn propose(&mut self, version: u32, key: AdminKey) -> Result<(), Error> {
        if self.proposed.is_some() {
            return Err(Error::new(ErrorKind::KeyPending));
        }
        if version <= self.current.0 {
            return Err(Error::new(ErrorKind::KeyVersion));
        }
        key.require_strong()?;
        self.proposed = Some((version, key));
        Ok(())
    }

    /// The card answers under the proposed key: it becomes the current one, and the old one is wiped.
    ///
    /// # Errors
    ///
    /// `no-proposed-key`: none of this version was proposed.
    pub fn confirm(&mut self, version: u32) -> Result<(), Error> {
        self.current = self.take(version)?;
        Ok(())
    }

    /// The card never got the proposed key: it is wiped.
    ///
    /// # Errors
    ///
    /// `no-proposed-key`: none of this version was proposed.
    pub fn withdraw(&mut self, version: u32) -> Result<(), Error> {
        self.take(version).map(drop)
    }

    fn take(&mut self, version: u32) -> Result<(u32, AdminKey), Error> {
        self.proposed.take_if(|(proposed, _)| *proposed == version).ok_or_else(|| Error::new(ErrorKind::NoProposedKey))
    }

    /// The version that is confirmed.
    #[must_use]
    pub const fn current_version(&self) -> u32 {
        self.current.0
    }

    /// The version that waits to be confirmed.
    #[must_use]
    pub fn proposed_version(&self) -> Option<u32> {
        self.proposed.as_ref().map(|(version, _)| *version)
    }

    /// The key of a version, if it is usable.
    #[must_use]
    pub fn key(&self, version: u32) -> Option<&AdminKey> {
        let usable = [Some(&self.current), self.proposed.as_ref()];
        usable.into_iter().flatten().find(|(usable, _)| *usable == version).map(|(_, key)| key)
    }
}
