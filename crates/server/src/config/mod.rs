//! The configuration file.

mod rules;
mod secrets;
mod store;

pub use rules::{Abandon, Directory, Lock, Permissions, SensitiveConfig};
pub use secrets::{Master, Secrets};
pub use store::StoreConfig;
