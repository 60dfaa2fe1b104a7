//! `aclavis serve`

use aclavis_server::http::{signalled, start_log};

use super::runtime::{block_on, config};
use crate::args::ServeArgs;
use crate::failure::Failure;
use crate::{diagnostic, screen};

pub(crate) fn run(args: &ServeArgs) -> Result<(), Failure> {
    let config = config(&args.config)?;
    if args.check {
        let notes = block_on(aclavis_server::check(&config))?;
        for note in notes {
            match note.strip_prefix("warning: ") {
                Some(warning) => diagnostic::warning(warning),
                None => screen::print_result(&note)?,
            }
        }
        return screen::print_result("the configuration is usable");
    }
    block_on(async {
        let _log = start_log(&config.log)?;
        let stop = signalled()?;
        aclavis_server::serve(&config, stop).await
    })
}
