//! Random sequences of operations against a model of requests and cards that was written from the specification, and against each
//! other on both engines.

mod card;
mod operation;
mod request;
mod run;
mod state;

use std::env;

use crate::harness::Engine;
use run::transcript;

tests![random_operations_go_as_the_model_says, random_operations_leave_the_same_on_both_engines];

/// Sequences of a test, each of so many operations. `ACLAVIS_MODEL_SEQUENCES` asks for others.
const SEQUENCES: u64 = 6;
/// Operations of a sequence.
const OPERATIONS: usize = 250;

/// What must have come in the sequences of a test, or they are too tame.
const OUTCOMES: [&str; 16] = [
    "Made",
    "Bound",
    "Secret(Key(",
    "Secret(Response(",
    "Secret(Default)",
    "Secret(Pin(",
    "not-granted",
    "not-sensitive",
    "illegal-state",
    "already-bound",
    "card-in-use",
    "card-retired",
    "key-confirmed",
    "key-pending",
    "wrong-template",
    "locked",
];

/// Sequences of a test.
fn sequences() -> u64 {
    env::var("ACLAVIS_MODEL_SEQUENCES").map_or(SEQUENCES, |count| count.parse().unwrap())
}

async fn random_operations_go_as_the_model_says(engine: Engine) {
    let mut met = String::new();
    for seed in 1..=sequences() {
        met += &transcript(engine, seed, OPERATIONS).await.join("\n");
    }
    for outcome in OUTCOMES {
        assert!(met.contains(outcome), "{outcome} never came");
    }
}

async fn random_operations_leave_the_same_on_both_engines(engine: Engine) {
    // Half of them from each side, so that none is done twice.
    let (first, other) = match engine {
        Engine::Sqlite => (1_000_000, Engine::Postgres),
        Engine::Postgres => (2_000_000, Engine::Sqlite),
    };
    for seed in first..first + sequences().div_ceil(2) {
        let (one, two) = (transcript(engine, seed, OPERATIONS).await, transcript(other, seed, OPERATIONS).await);
        assert_eq!(one, two, "seed {seed}");
    }
}
