//! The REST service as its clients see it: the same tests over real HTTP on SQLite and on PostgreSQL.
//!
//! The tests of PostgreSQL need its Debian package: they start a server of their own, with an empty database for each test. Where
//! it is not there they are reported as ignored, with the reason; where `ACLAVIS_VECTORS` is set, as in CI, they fail.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[macro_use]
mod harness;

mod approval;
mod attacks;
mod audit;
mod bad_inputs;
mod belonging;
mod binding;
mod callers;
mod card_states;
mod certificates;
mod documented;
mod ends;
mod enrolment;
mod import;
mod keys;
mod limits;
mod lists;
mod logs;
mod masters;
mod model;
mod order;
mod outages;
mod pins;
mod races;
mod repeats;
mod secret_states;
mod sensitive;
mod starting;
mod stored_pins;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(&[
        ("approval", approval::TESTS),
        ("attacks", attacks::TESTS),
        ("audit", audit::TESTS),
        ("bad_inputs", bad_inputs::TESTS),
        ("belonging", belonging::TESTS),
        ("binding", binding::TESTS),
        ("callers", callers::TESTS),
        ("card_states", card_states::TESTS),
        ("certificates", certificates::TESTS),
        ("documented", documented::TESTS),
        ("ends", ends::TESTS),
        ("enrolment", enrolment::TESTS),
        ("import", import::TESTS),
        ("keys", keys::TESTS),
        ("limits", limits::TESTS),
        ("lists", lists::TESTS),
        ("logs", logs::TESTS),
        ("masters", masters::TESTS),
        ("model", model::TESTS),
        ("order", order::TESTS),
        ("outages", outages::TESTS),
        ("pins", pins::TESTS),
        ("races", races::TESTS),
        ("repeats", repeats::TESTS),
        ("secret_states", secret_states::TESTS),
        ("sensitive", sensitive::TESTS),
        ("starting", starting::TESTS),
        ("stored_pins", stored_pins::TESTS),
    ])
}
