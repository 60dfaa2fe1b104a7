//! The service as a process, and its administration.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails where it cannot go on")]

mod commands;
mod durability;
mod site;
