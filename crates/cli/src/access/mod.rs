//! `access`: allowed or refused.

mod human;
mod options;
mod policies;
mod question;
mod record;

use crate::args::{AccessArgs, Format};
use crate::failure::Failure;
use crate::{batch, screen};

pub(crate) use human::answer;
pub(crate) use options::Asked;
pub(crate) use record::{mapping, question};

/// Runs the command.
pub(crate) fn run(args: &AccessArgs) -> Result<(), Failure> {
    if args.question.jsonl {
        let domains = args.question.domains.sids();
        return batch::run(|record, reply| reply.send(question(record, domains).and_then(|question| question.check())));
    }
    let asked = Asked::of_args(&args.question)?;
    let outcome = asked.question.check().map_err(|problem| asked.unusable(problem))?;
    match args.format {
        Format::Human => screen::print(&answer(&outcome, &asked))?,
        Format::Json => screen::print_json(&asked.report(outcome.granted, &outcome))?,
    }
    if outcome.is_allowed() { Ok(()) } else { Err(Failure::Negative) }
}
