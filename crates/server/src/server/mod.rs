//! The service as a whole: opened for administration, or served.

mod administration;
mod auditor;
mod check;
mod failure;
mod heads;
mod open;
mod serve;

pub use administration::{Administration, backup};
pub use auditor::Auditor;
pub use check::check;
pub use failure::Failure;
pub(crate) use open::Opened;
pub use serve::{Running, serve, start};
