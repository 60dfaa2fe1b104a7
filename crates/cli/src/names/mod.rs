//! Names of what descriptors have numbers for: SIDs, rights, GUIDs.

pub(crate) mod aliases;
pub(crate) mod guids;
pub(crate) mod rights;
pub(crate) mod sid_file;
mod standin;
pub(crate) mod trustee;
mod well_known;

pub(crate) use standin::StandIns;
pub(crate) use trustee::{SidNames, Trustee};
