//! Who calls: bearer tokens, client certificates, the directory.

pub mod bearer;
pub mod certificate;
