//! The service under load, beside bare servers of the same libraries: `cargo xtask load`.

mod bare;
mod case;
mod contract;
mod process;
mod report;
mod site;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What goes wrong, for people.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The service under load
#[derive(Parser)]
#[command(name = "aclavis-load")]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Measures the service and the bare servers in turn, and prints figures and ratios
    Measure {
        /// The program of the service
        #[arg(long, default_value = "target/release/aclavis")]
        program: PathBuf,
        /// Seconds for each case and round
        #[arg(long, default_value_t = 5)]
        seconds: u32,
        /// Rounds; the median counts
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        /// Fails where a ratio is below its bar
        #[arg(long)]
        check: bool,
        /// Prints JSON instead of a table
        #[arg(long)]
        json: bool,
    },
    /// Lets schemathesis hold the service against its OpenAPI document
    Contract {
        /// The program of the service
        #[arg(long)]
        program: PathBuf,
        /// The program of schemathesis
        #[arg(long)]
        schemathesis: PathBuf,
        /// For so many seconds
        #[arg(long)]
        seconds: u32,
    },
    /// A bare server: axum, and one statement of sqlx for each request
    Bare {
        /// A copy of the service's store
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().job {
        Job::Measure { program, seconds, rounds, check, json } => {
            report::measure(&program, seconds, rounds, json).map(|reached| reached || !check)
        }
        Job::Contract { program, schemathesis, seconds } => contract::check(&program, &schemathesis, seconds),
        Job::Bare { file } => bare::serve(&file).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("aclavis-load: {error}");
            ExitCode::FAILURE
        }
    }
}
