//! Keys: a card's admin key, the master secret of a site.

mod admin;
mod encoding;
mod master;
mod rollover;
mod scheduled;
mod service;
mod weakness;

pub use admin::AdminKey;
pub use master::MasterSecret;
pub use rollover::KeyRollover;
pub use scheduled::ScheduledKey;
pub use service::{ServiceKey, ServicePurpose};
pub use weakness::Weaknesses;

pub(crate) use weakness::{fill_strong, set_odd_parity};
