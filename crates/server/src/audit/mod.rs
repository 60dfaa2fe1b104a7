//! What was done and refused, in a chain that shows what is changed or missing.

mod chain;
mod export;
mod record;
mod verify;

pub(crate) use chain::{AuditKeys, Head};
pub(crate) use export::export;
pub(crate) use record::{Chained, Record};
pub use verify::{AuditReport, ExpectedHead};
pub(crate) use verify::{BEGINS, head, verify};
