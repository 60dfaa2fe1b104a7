//! `aclavis`: Windows security descriptors on the command line.

mod args;
mod batch;
mod convert;
mod diagnostic;
mod failure;
mod forms;
mod names;
mod problem;
mod screen;
mod shell;
mod show;
mod source;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Show(args) => show::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { command } => shell::man(command.as_deref()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
