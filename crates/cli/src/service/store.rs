//! `aclavis store`

use super::runtime::{block_on, config};
use crate::args::StoreCommand;
use crate::failure::Failure;
use crate::screen;

pub(crate) fn run(command: &StoreCommand) -> Result<(), Failure> {
    let StoreCommand::Backup(args) = command;
    let config = config(&args.config)?;
    block_on(aclavis_server::backup(&config, &args.to))?;
    screen::print_result(&format!("the store is in `{}`; master secrets are not", args.to.display()))
}
