//! The service as a whole: opened for administration, or served.

mod administration;
mod failure;
mod heads;
mod open;
mod serve;

pub use administration::{Administration, backup};
pub use failure::Failure;
pub(crate) use open::Opened;
pub use serve::{Running, check, serve, start};
