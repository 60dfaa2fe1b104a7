//! The random source of the operating system.

use std::io;

use aclavis::{Error, ErrorKind};
pub(super) use getrandom::SysRng as OperatingSystem;

use crate::failure::Failure;
use crate::problem::Problem;

/// Why nothing came of random bytes.
pub(super) fn failed(error: &Error) -> Failure {
    match error.kind() {
        ErrorKind::RandomSource => Failure::Unreadable {
            name: "random source".to_owned(),
            error: io::Error::other("the operating system gives no bytes"),
        },
        _ => Failure::input("policy")(Problem::of(error)),
    }
}
