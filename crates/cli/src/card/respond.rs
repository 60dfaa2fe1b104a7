//! `card respond`: the answer to a challenge.

use super::{exchange, key_file};
use crate::args::{Answer, RespondArgs};
use crate::failure::Failure;
use crate::problem::Problem;
use crate::{screen, source};

/// Runs the command.
pub(super) fn run(args: &RespondArgs) -> Result<(), Failure> {
    let challenge = exchange::challenge(&args.challenge, args.alg)?;
    let key = key_file::admin_key(&args.key_file, args.alg)?;
    let response = key.respond(&challenge);
    let response = response.map_err(|error| Failure::input(source::name(&args.key_file))(Problem::of(&error)))?;
    screen::print_result(&match args.answer {
        Answer::Base64 => response.to_string(),
        Answer::Hex => format!("{response:X}"),
    })
}
