//! PINs: what they may be, and how they are proposed.

mod charset;
mod key;
mod mapping;
mod policy;
mod satisfiable;
mod secret_pin;
mod weak;

pub use charset::{CharClass, Charset};
pub use key::{PinKey, PinOccasion};
pub use policy::PinPolicy;
pub use secret_pin::SecretPin;

/// The most characters of a PIN.
pub(crate) const MAX_LENGTH: usize = 16;
/// The fewest.
pub(crate) const MIN_LENGTH: usize = 4;
/// How many proposals may break the policy.
pub(crate) const ATTEMPTS: u16 = 1_024;
