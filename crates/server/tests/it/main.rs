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

mod belonging;
mod binding;
mod card_states;
mod documented;
mod ends;
mod keys;
mod secret_states;
mod sensitive;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(&[
        ("belonging", belonging::TESTS),
        ("binding", binding::TESTS),
        ("card_states", card_states::TESTS),
        ("documented", documented::TESTS),
        ("ends", ends::TESTS),
        ("keys", keys::TESTS),
        ("secret_states", secret_states::TESTS),
        ("sensitive", sensitive::TESTS),
    ])
}
