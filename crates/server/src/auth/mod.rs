//! Who calls: bearer tokens, client certificates, the directory.

mod authenticator;
pub mod bearer;
mod caller;
pub mod certificate;
mod directory;
mod rejected;

pub(crate) use authenticator::{Authenticator, authenticated};
pub(crate) use caller::{Caller, EVERYBODY};
pub(crate) use directory::Directory;
