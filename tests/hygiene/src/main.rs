//! Looks for what card crypto leaves behind, and for what depends on secrets.
//!
//! `aclavis-hygiene freed-blocks|memory-scan|secret-dependence`

mod allocator;
mod checks;
mod material;
mod memory;
mod needles;
mod operations;
mod random;
mod valgrind;

use std::process::ExitCode;

use checks::{freed_blocks, memory_scan, secret_dependence};

#[global_allocator]
static ALLOCATOR: allocator::Watched = allocator::Watched;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("freed-blocks") => freed_blocks::run(),
        Some("memory-scan") => memory_scan::run(),
        Some("secret-dependence") => secret_dependence::run(),
        _ => {
            eprintln!("usage: aclavis-hygiene freed-blocks|memory-scan|secret-dependence");
            ExitCode::from(2)
        }
    }
}
