//! Operations on inputs of any size.

mod access;
mod condition;
mod descriptor;
mod encoding;
mod parts;

use super::{Outcome, Site, repeat};

pub(super) fn run(operation: &str, size: u32, times: usize) -> Outcome {
    let site = Site::new()?;
    match operation.split_once(": ") {
        Some(("descriptor", operation)) => descriptor::run(operation, size, times, &site),
        Some(("access", operation)) => access::run(operation, size, times, &site),
        Some(("parts", operation)) => parts::run(operation, size, times, &site),
        Some(("condition", operation)) => condition::run(operation, size, times, &site),
        Some(("encoding", operation)) => encoding::run(operation, size, times, &site),
        _ => unknown(),
    }
}

fn unknown() -> Outcome {
    Err("unknown operation".into())
}

/// A number of five digits of its own for each item, so that all items are as long, and in no order.
fn shuffled(n: u32) -> u32 {
    // A prime that does not divide the modulus permutes the numbers below it.
    (n.wrapping_mul(7_919) % 50_000).wrapping_add(10_000)
}

/// The text of an ACE, 20 bytes long in its binary form, for somebody of an authority that has no aliases. Containers inherit it.
fn ace(ace_type: &str, flags: &str, n: u32) -> String {
    format!("({ace_type};CI{flags};RPWP;;;S-1-9-{})", shuffled(n))
}
