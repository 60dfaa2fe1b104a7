//! No diversification.

use super::{CardContext, Diversify};
use crate::card::key::AdminKey;
use crate::error::Error;

/// One key for all cards, as sites without diversification have it. Whoever takes it out of one card has it for all.
#[derive(Debug)]
pub struct StaticKey(AdminKey);

impl StaticKey {
    /// Every card has this key.
    #[must_use]
    pub const fn new(key: AdminKey) -> Self {
        Self(key)
    }
}

impl Diversify for StaticKey {
    /// # Errors
    ///
    /// None.
    fn admin_key(&self, _: &CardContext<'_>) -> Result<AdminKey, Error> {
        Ok(self.0.copy())
    }
}
