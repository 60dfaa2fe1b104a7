//! A card in the same process: commands in, responses out.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod apdu;
mod command_line;
mod gids;
mod gids_files;
mod host;
mod piv;
mod robustness;
mod vpcd;

#[path = "../common/hex.rs"]
mod hex;
#[path = "../common/random.rs"]
mod random;
