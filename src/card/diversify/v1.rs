//! Construction v1.

use super::{CardContext, Diversify};
use crate::card::algorithm::Algorithm;
use crate::card::construction::Context;
use crate::card::key::{AdminKey, MasterSecret};
use crate::error::Error;

/// Admin keys of construction v1: derived from a master secret with HMAC-SHA-256 in counter mode (SP 800-108r1), bound to
/// algorithm, key version, card and system. 3DES keys get odd parity, and weak ones are passed over.
///
/// ```
/// use aclavis::card::{Algorithm, CardContext, DiversificationV1, Diversify, MasterSecret};
/// let master = MasterSecret::from_bytes(&std::array::from_fn::<u8, 32, _>(|i| i as u8))?;
/// let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 2).of_system("contoso")?;
/// let key = DiversificationV1::new(master, Algorithm::Aes128).admin_key(&card)?;
/// assert_eq!(key.expose()[..4], [0x26, 0x07, 0x34, 0x56]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Debug)]
pub struct DiversificationV1 {
    master: MasterSecret,
    algorithm: Algorithm,
}

impl DiversificationV1 {
    /// Keys of this algorithm from this master.
    #[must_use]
    pub const fn new(master: MasterSecret, algorithm: Algorithm) -> Self {
        Self { master, algorithm }
    }
}

impl Diversify for DiversificationV1 {
    /// # Errors
    ///
    /// `no-strong-key`: 256 keys in a row are weak, which does not happen.
    fn admin_key(&self, card: &CardContext<'_>) -> Result<AdminKey, Error> {
        self.master.admin_key(self.algorithm, card)
    }
}

impl MasterSecret {
    /// The admin key of a card after construction v1.
    ///
    /// # Errors
    ///
    /// `no-strong-key`: 256 keys in a row are weak, which does not happen.
    pub fn admin_key(&self, algorithm: Algorithm, card: &CardContext<'_>) -> Result<AdminKey, Error> {
        let context = Context::new(b"aclavis/admin-key").bytes(&[algorithm.piv_id()]).card(card);
        AdminKey::strong(algorithm, |attempt, key| {
            context.derive(&[attempt], key, |data, out| self.key().derive(data, out));
            Ok(())
        })
    }
}
