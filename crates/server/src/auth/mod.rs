//! Who calls: bearer tokens, client certificates, the directory.

mod caller;

pub(crate) use caller::Caller;
