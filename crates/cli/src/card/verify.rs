//! `card verify`: whether an answer to a challenge is right.

use super::{exchange, key_file};
use crate::args::VerifyArgs;
use crate::failure::Failure;
use crate::problem::Problem;
use crate::{screen, source};

/// Runs the command.
pub(super) fn run(args: &VerifyArgs) -> Result<(), Failure> {
    let challenge = exchange::challenge(&args.challenge, args.alg)?;
    let response = exchange::response(args)?;
    let key = key_file::admin_key(&args.key_file, args.alg)?;
    let is_right = key.verify(&challenge, &response);
    let is_right = is_right.map_err(|error| Failure::input(source::name(&args.key_file))(Problem::of(&error)))?;
    screen::print_result(if is_right { "right" } else { "wrong" })?;
    if is_right { Ok(()) } else { Err(Failure::Negative) }
}
