//! Commands and responses: what ISO/IEC 7816-4 says of every card.

mod chain;
mod command;
pub(crate) mod ins;
mod outbox;
mod status;
pub(crate) mod tlv;

pub(crate) use chain::{Chain, Link};
pub(crate) use command::Command;
pub(crate) use outbox::Outbox;
pub use status::StatusWord;

/// What an application answers: data that come with 9000, or another status word.
pub(crate) type Reply = Result<Vec<u8>, StatusWord>;
