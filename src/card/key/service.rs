//! Keys of a service, derived from its master secret.

use core::fmt;

use super::MasterSecret;
use crate::card::construction::Context;
use crate::card::secret::Secret;

/// What a service uses a key for that it derives from its master secret. Every use has a label of its own, so none of these keys says
/// anything about another or about a card's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServicePurpose {
    /// The chain of audit records, label `aclavis/audit`.
    Audit,
    /// PINs that are stored, label `aclavis/pin-store`.
    PinStore,
    /// Default admin keys of profile templates that are stored, label `aclavis/template-store`.
    TemplateStore,
    /// Telling whether this is the master secret that it should be, label `aclavis/check`.
    Check,
}

impl ServicePurpose {
    /// The label that enters the derivation.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Audit => "aclavis/audit",
            Self::PinStore => "aclavis/pin-store",
            Self::TemplateStore => "aclavis/template-store",
            Self::Check => "aclavis/check",
        }
    }
}

/// A key of 32 bytes for one [`ServicePurpose`]. Boxed and wiped; it cannot be cloned, compared or printed.
pub struct ServiceKey(Secret<32>);

impl ServiceKey {
    /// The 32 bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        self.0.bytes()
    }
}

impl fmt::Debug for ServiceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServiceKey")
    }
}

impl MasterSecret {
    /// The key for a purpose of a service: SP 800-108r1 in counter mode over HMAC-SHA-256, as all of construction v1, with the
    /// purpose's label and the version byte 01 as context.
    ///
    /// ```
    /// use aclavis::card::{MasterSecret, ServicePurpose};
    /// let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
    /// assert_eq!(master.service_key(ServicePurpose::Audit).expose()[..4], [0x48, 0xe6, 0x9c, 0x0b]);
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[must_use]
    pub fn service_key(&self, purpose: ServicePurpose) -> ServiceKey {
        let mut key = Secret::zeroed();
        let context = Context::new(purpose.label().as_bytes());
        context.derive(&[], key.bytes_mut(), |data, out| self.key().derive(data, out));
        ServiceKey(key)
    }

    /// Four bytes by which one master secret is told from another, in configurations and stores: the first of the service key
    /// [`Check`](ServicePurpose::Check). They say nothing useful about it.
    #[must_use]
    pub fn check_value(&self) -> [u8; 4] {
        let key = self.service_key(ServicePurpose::Check);
        let [a, b, c, d, ..] = *key.expose();
        [a, b, c, d]
    }
}
