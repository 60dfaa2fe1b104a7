//! `aclavis serve`, and the administration of what it serves.

mod admin;
mod audit;
mod import;
mod runtime;
mod serve;
mod store;

pub(crate) use admin::run as admin;
pub(crate) use audit::run as audit;
pub(crate) use import::run as import;
pub(crate) use serve::run as serve;
pub(crate) use store::run as store;
