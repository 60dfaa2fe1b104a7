//! `aclavis`: Windows security descriptors on the command line.

mod access;
mod ace;
mod args;
mod batch;
mod card;
mod condition;
mod convert;
mod demo;
mod diagnostic;
mod document;
mod explain;
mod failure;
mod forms;
mod generate;
mod given;
mod inherit;
mod lost;
mod names;
mod problem;
mod screen;
mod service;
mod shell;
mod show;
mod source;
mod subject;
mod table;
mod token;
mod want;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Show(args) => show::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Gen(args) => generate::run(&args),
        Command::Access(args) => access::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Inherit(args) => inherit::run(&args),
        Command::Condition(args) => condition::run(&args),
        Command::Card(command) => card::run(&command),
        Command::Serve(args) => service::serve(&args),
        Command::Import(args) => service::import(&args),
        Command::Audit(command) => service::audit(&command),
        Command::Admin(command) => service::admin(&command),
        Command::Store(command) => service::store(&command),
        Command::Demo(args) => demo::run(&args),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { command } => shell::man(&command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
