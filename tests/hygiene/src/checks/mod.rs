//! The checks, one a run.

pub(crate) mod freed_blocks;
pub(crate) mod memory_scan;
pub(crate) mod secret_dependence;
