//! What shells and manual readers want: completion scripts and manual pages.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Cli;
use crate::failure::Failure;

/// Prints a completion script.
pub(crate) fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "aclavis", &mut script);
    print(&script)
}

/// Prints the manual page of a command, or of the program.
pub(crate) fn man(command: &[String]) -> Result<(), Failure> {
    let mut program = Cli::command();
    program.build();
    let mut title = "aclavis".to_owned();
    let mut subject = &program;
    for name in command {
        subject =
            subject.find_subcommand(name).ok_or_else(|| Failure::Usage(format!("unknown command `{}`", name.escape_debug())))?;
        title = format!("{title}-{name}");
    }
    let subject = subject.clone().version(env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    let source = concat!("aclavis ", env!("CARGO_PKG_VERSION"));
    Man::new(subject).title(title).source(source).render(&mut page).map_err(Failure::Output)?;
    print(&page)
}

fn print(text: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text).and_then(|()| out.flush()).map_err(Failure::Output)
}
