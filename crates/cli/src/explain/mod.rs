//! `explain`: why access is allowed or refused.

mod event;
mod human;
mod reason;
mod step;

use crate::access::{self, Asked};
use crate::args::{ExplainArgs, ExplainFormat};
use crate::failure::Failure;
use crate::{batch, screen};

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    if args.question.jsonl {
        let domains = args.question.domains.sids();
        return batch::run(|record, reply| match access::question(record, domains) {
            Ok(question) => reply.send(question.explain()),
            Err(problem) => reply.refuse(problem),
        });
    }
    let asked = Asked::of_args(&args.question)?;
    let explanation = asked.question.explain().map_err(|problem| asked.unusable(problem))?;
    let object_type = asked.subject.object_type;
    match args.format {
        ExplainFormat::Human => screen::print(&human::text(&explanation, &asked))?,
        ExplainFormat::Json => screen::print_json(&asked.report(explanation.outcome().granted, &explanation))?,
        ExplainFormat::AccessReason => {
            let reasons = explanation.access_reasons(|right| event::name(right, object_type));
            screen::print_result(reasons.trim_end_matches('\n'))?;
        }
    }
    if explanation.is_allowed() { Ok(()) } else { Err(Failure::Negative) }
}
