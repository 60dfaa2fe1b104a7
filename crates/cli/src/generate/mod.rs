//! `gen`: descriptors made of a seed, valid ones and nearly valid ones.

mod descriptors;
mod made;

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use crate::args::{GenArgs, OutputForm};
use crate::failure::Failure;
use crate::{diagnostic, screen};
use descriptors::Descriptors;
use made::Made;

/// A record of a batch of conversions.
#[derive(Serialize)]
struct Record<'a> {
    id: u64,
    from: &'static str,
    input: &'a Made,
}

/// Runs the command.
pub(crate) fn run(args: &GenArgs) -> Result<(), Failure> {
    if args.mutate && args.to == OutputForm::Json {
        return Err(Failure::Usage(
            "`--mutate` has the forms `sddl`, `hex` and `base64`: the structured form is always valid".to_owned(),
        ));
    }
    let seed = match args.seed {
        Some(seed) => seed,
        None => random_seed()?,
    };
    let descriptors = Descriptors { seed, to: args.to, is_mutated: args.mutate, is_lines: !args.jsonl };
    screen::written(print_all(args, &descriptors))
}

fn print_all(args: &GenArgs, descriptors: &Descriptors) -> io::Result<()> {
    let out = io::stdout().lock();
    let is_terminal = out.is_terminal();
    let mut out = BufWriter::new(out);
    for id in 0..args.count {
        let made = descriptors.make(id);
        let line = match &made {
            _ if args.jsonl => serde_json::to_string(&Record { id, from: args.to.name(), input: &made })?,
            Made::Text(text) => text.clone(),
            Made::Model(descriptor) => serde_json::to_string(descriptor)?,
        };
        let line = if is_terminal { screen::printable_lines(&line) } else { line };
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// A seed of the operating system, which the user is told.
fn random_seed() -> Result<u64, Failure> {
    let failed = |error: getrandom::Error| Failure::Unreadable { name: "random source".to_owned(), error: error.into() };
    let seed = getrandom::u64().map_err(failed)?;
    diagnostic::note(&format!("seed {seed}"));
    Ok(seed)
}
