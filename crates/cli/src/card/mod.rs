//! `card`: challenges, keys and PINs of smart cards.

mod admin_key;
mod atr;
mod exchange;
mod generate;
mod key_file;
mod pin;
mod random;
mod respond;
mod secret_line;
mod streams;
mod value;
mod verify;

use crate::args::CardCommand;
use crate::failure::Failure;

/// Runs the command.
pub(crate) fn run(command: &CardCommand) -> Result<(), Failure> {
    match command {
        CardCommand::Respond(args) => respond::run(args),
        CardCommand::Verify(args) => verify::run(args),
        CardCommand::AdminKey(args) => admin_key::run(args),
        CardCommand::Pin(args) => pin::run(args),
        CardCommand::Generate(args) => generate::run(args),
        CardCommand::Atr(args) => atr::run(args),
    }
}
