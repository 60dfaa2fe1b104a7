//! No diversification.

use super::{CardContext, Diversify};
use crate::card::key::AdminKey;
use crate::error::Error;

/// One key for all cards, as sites without diversification have it. Whoever takes it out of one card has it for all.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, CardContext, Diversify, StaticKey, Uuid};
/// let scheme = StaticKey::new(AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24])?);
/// let key = scheme.admin_key(&CardContext::new(Uuid::NIL, 1))?;
/// assert_eq!(key.check_value(), [0x8c, 0xa6, 0x4d]);
/// # Ok::<(), aclavis::Error>(())
/// ```
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
