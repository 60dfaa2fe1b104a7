//! How objects stand in the tables.

pub(crate) mod answers;
pub(crate) mod audit;
pub(crate) mod cards;
pub(crate) mod idempotency;
pub(crate) mod masters;
pub(crate) mod pins;
pub(crate) mod principals;
pub(crate) mod requests;
pub(crate) mod statement;
pub(crate) mod templates;

pub(crate) use cards::CardRecord;
