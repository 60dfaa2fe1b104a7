//! The REST service as its clients see it: the same tests over real HTTP on SQLite and on PostgreSQL.
//!
//! The tests of PostgreSQL need its Debian package: they start a server of their own, with an empty database for each test. Where
//! it is not there they are reported as ignored, with the reason; where `ACLAVIS_VECTORS` is set, as in CI, they fail.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[macro_use]
mod harness;

mod documented;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(&[("documented", documented::TESTS)])
}
