//! `convert`: between text, binary and JSON.

mod conversion;
mod record;

use crate::args::{ConvertArgs, OutputForm, TrailingNuls};
use crate::failure::Failure;
use crate::source::Source;
use crate::{batch, diagnostic, forms, screen};
use conversion::{Conversion, Output};

/// Runs the command.
pub(crate) fn run(args: &ConvertArgs) -> Result<(), Failure> {
    if args.jsonl {
        return batch::run(|record, reply| reply.send(record::convert(record, args)));
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
    match &converted.output {
        Output::Text(text) => screen::print_result(text)?,
        Output::Json(descriptor) => screen::print_json(descriptor)?,
    }
    let is_kept = to == OutputForm::Sddl && args.trailing_nuls == TrailingNuls::Keep;
    if converted.trailing_nuls > 0 && !is_kept {
        diagnostic::note(&format!("{} left out", screen::counted(converted.trailing_nuls, "trailing NUL character")));
    }
    if !converted.lost.is_empty() {
        diagnostic::note(&format!("SDDL cannot say everything: left out {}", converted.lost.join(", ")));
    }
    Ok(())
}
