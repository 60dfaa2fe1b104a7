//! `show`: a descriptor in words.

mod describe;
mod human;
mod judge;
mod summary;
mod unjudged;

use std::collections::HashMap;

use aclavis::ParseOptions;

use crate::args::{Format, ShowArgs};
use crate::failure::Failure;
use crate::names::{SidNames, StandIns, sid_file};
use crate::problem::Problem;
use crate::source::Source;
use crate::subject::Subject;
use crate::{forms, screen};
use describe::{Description, Origin};

/// Runs the command.
pub(crate) fn run(args: &ShowArgs) -> Result<(), Failure> {
    let source = Source::of_argument(&args.input)?;
    let found = forms::open(&source.bytes, None).map_err(Failure::input(&source.name))?;
    let options = if args.strict { ParseOptions::strict() } else { ParseOptions::windows() };
    let given = args.domains.sids();
    let stand_ins = StandIns::for_input(&found, given, &options.clone().with_domains(given));
    let options = options.with_domains(*stand_ins.domains());
    let origin = Origin { form: found.form, is_member: found.is_member, is_empty: found.is_empty() };
    let read = found.read(&options).map_err(Failure::input(&source.name))?;
    let given_names = args.sids.as_deref().map_or_else(|| Ok(HashMap::new()), |path| sid_file::read(path, &options))?;
    let names = SidNames::new(&stand_ins, given_names);
    let subject = Subject::choose(args.object_type, origin.is_member, &read.descriptor);
    let description = Description::new(&read, origin, subject, &names);
    let description = description.map_err(|error| Failure::input(&source.name)(Problem::of(&error)))?;
    match args.format {
        Format::Human => screen::print(&human::text(&description)),
        Format::Json => screen::print_json(&description),
    }
}
