//! The configuration file.

mod auth;
mod domain;
mod duration;
mod jwks;
mod secret_file;
#[cfg(test)]
mod tests;
mod tls;

pub use auth::{Auth, Bearer, Claims};
pub(crate) use domain::plain_sid;
pub use domain::{Domain, NotADomain};
pub use jwks::{BadJwks, Jwks};
pub use secret_file::{SecretFileError, secret_file};
pub use tls::{ClientCertificate, Tls};
