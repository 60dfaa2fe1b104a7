//! The configuration file.

mod auth;
mod domain;
mod duration;
mod file;
mod jwks;
mod limits;
mod listen;
mod log;
mod rules;
mod secret_file;
mod secrets;
mod store;
#[cfg(test)]
mod tests;
mod tls;

pub use auth::{Auth, Bearer, Claims};
pub(crate) use domain::plain_sid;
pub use domain::{Domain, NotADomain};
pub use file::{Config, ConfigError};
pub use jwks::{BadJwks, Jwks};
pub use limits::{Limits, Rate};
pub use listen::{Admin, Api};
pub use log::{Log, LogFormat};
pub use rules::{Abandon, Directory, Lock, Permissions, SensitiveConfig};
pub use secret_file::{SecretFileError, secret_file};
pub use secrets::{Master, Secrets};
pub use store::StoreConfig;
pub use tls::{ClientCertificate, Tls};
