//! Who calls: bearer tokens, client certificates, the directory.

pub mod bearer;
mod caller;
pub mod certificate;

pub(crate) use caller::Caller;
