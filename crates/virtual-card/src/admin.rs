//! The admin key on the card.

use aclavis::card::AdminKey;

use crate::apdu::StatusWord;
use crate::retry::{Attempt, Tries};

/// Wrong answers in a row that block the admin key for good.
const ADMIN_TRIES: u8 = 5;

/// The place of the admin key: the key, its tries, and how often it was set.
pub(crate) struct AdminSlot {
    key: Option<AdminKey>,
    tries: Tries,
    version: u32,
}

impl AdminSlot {
    /// A place with a key or without one.
    pub(crate) fn new(key: Option<AdminKey>) -> Self {
        Self { key, tries: Tries::new(ADMIN_TRIES), version: 0 }
    }

    /// Tries that are left.
    pub(crate) const fn tries_left(&self) -> u8 {
        self.tries.left()
    }

    /// How often the key was set since the card was made.
    pub(crate) const fn version(&self) -> u32 {
        self.version
    }

    /// The key.
    ///
    /// # Errors
    ///
    /// 6A88 where there is none, 6983 where it is blocked.
    pub(crate) fn key(&self) -> Result<&AdminKey, StatusWord> {
        let key = self.key.as_ref().ok_or(StatusWord::REFERENCE_DATA_NOT_FOUND)?;
        if self.tries.left() == 0 { Err(StatusWord::BLOCKED) } else { Ok(key) }
    }

    /// Checks an answer, which costs a try if it is wrong.
    ///
    /// # Errors
    ///
    /// 6982 where it is wrong, 6983 where the key is blocked, 6A88 where there is none.
    pub(crate) fn attempt<T>(&mut self, open: impl FnOnce(&AdminKey) -> Option<T>) -> Result<T, StatusWord> {
        let key = self.key.as_ref().ok_or(StatusWord::REFERENCE_DATA_NOT_FOUND)?;
        let mut opened = None;
        let attempt = self.tries.attempt(|| {
            opened = open(key);
            opened.is_some()
        });
        match attempt {
            Attempt::Right => opened.ok_or(StatusWord::SECURITY_STATUS_NOT_SATISFIED),
            Attempt::Wrong => Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED),
            Attempt::Blocked => Err(StatusWord::BLOCKED),
        }
    }

    /// Sets the key, any key: it is the host who refuses weak ones.
    pub(crate) fn replace(&mut self, key: AdminKey) {
        self.key = Some(key);
        self.tries.reset();
        self.version = self.version.saturating_add(1);
    }
}
