//! The configuration file.

mod duration;
mod limits;
mod listen;
mod log;
mod rules;
mod secrets;
mod store;

pub use limits::{Limits, Rate};
pub use listen::{Admin, Api};
pub use log::{Log, LogFormat};
pub use rules::{Abandon, Directory, Lock, Permissions, SensitiveConfig};
pub use secrets::{Master, Secrets};
pub use store::StoreConfig;
