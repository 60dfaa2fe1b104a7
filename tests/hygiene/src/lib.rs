//! What the programs that look for remnants of secrets have in common.

pub mod allocator;
pub mod material;
pub mod memory;
pub mod needles;
pub mod operations;
pub mod random;
pub mod valgrind;
