//! Card crypto: properties of what is read and proposed, and the primitives under it.

mod atr;
mod pin;
mod primitives;
mod tdes;
mod text;

pub use atr::atr;
pub use pin::{PinRules, pin_policy};
pub use primitives::{counter_mode_kdf, mac, pin_key_bytes};
pub use tdes::tdes;
pub use text::text;
