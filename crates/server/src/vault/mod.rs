//! Master secrets, and what comes from them.

mod masters;
mod seal;

pub(crate) use masters::{Binding, PinPlace, Vault};
pub(crate) use seal::Sealed;
