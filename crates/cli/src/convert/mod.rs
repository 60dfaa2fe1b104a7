//! `convert`: between text, binary and JSON.

mod conversion;
mod lost;
mod record;

use std::io::{self, IsTerminal, Write};

use crate::args::{ConvertArgs, OutputForm, TrailingNuls};
use crate::failure::Failure;
use crate::source::Source;
use crate::{batch, diagnostic, forms, screen};
use conversion::{Conversion, Output};

/// Runs the command.
pub(crate) fn run(args: &ConvertArgs) -> Result<(), Failure> {
    if args.jsonl {
        return batch::run(|record| record::convert(record, args));
    }
    let (Some(input), Some(to)) = (&args.input, args.to) else {
        return Err(Failure::Usage("an input and `--to` are needed".to_owned()));
    };
    let source = Source::of_argument(input)?;
    let conversion = Conversion {
        to,
        layout: args.layout,
        trailing_nuls: args.trailing_nuls,
        strict: args.strict,
        domains: args.domains.sids(),
    };
    let found = forms::open(&source.bytes, args.from).map_err(Failure::input(&source.name))?;
    let converted = conversion.run(found).map_err(Failure::input(&source.name))?;
    print(&converted.output).map_err(Failure::Output)?;
    let is_kept = to == OutputForm::Sddl && args.trailing_nuls == TrailingNuls::Keep;
    if converted.trailing_nuls > 0 && !is_kept {
        diagnostic::note(&format!("{} left out", screen::counted(converted.trailing_nuls, "trailing NUL character")));
    }
    if !converted.lost.is_empty() {
        diagnostic::note(&format!("SDDL cannot say everything: left out {}", converted.lost.join(", ")));
    }
    Ok(())
}

/// Prints a result as it is; on a terminal without characters that control it or cannot be seen.
fn print(output: &Output) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if io::stdout().is_terminal() {
        let text = match output {
            Output::Text(text) => screen::printable_lines(text),
            Output::Json(descriptor) => screen::printable_lines(&serde_json::to_string_pretty(descriptor)?),
        };
        writeln!(out, "{text}")?;
        return out.flush();
    }
    match output {
        Output::Text(text) => out.write_all(text.as_bytes())?,
        Output::Json(descriptor) => serde_json::to_writer_pretty(&mut out, descriptor)?,
    }
    out.write_all(b"\n")?;
    out.flush()
}
