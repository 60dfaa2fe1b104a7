//! `condition`: true, false or unknown.

mod facts;

use std::ffi::OsStr;
use std::path::Path;

use aclavis::{Condition, DomainSids, ParseOptions, Truth};
use serde::Serialize;

use crate::args::ConditionArgs;
use crate::batch::{self, Record};
use crate::failure::Failure;
use crate::forms::text;
use crate::problem::Problem;
use crate::source::{self, Source};
use crate::{screen, token};
use facts::Facts;

/// The document of those who name none.
const NO_CLAIMS: &[u8] = b"{}";

/// The value of a condition.
#[derive(Serialize)]
struct Evaluated {
    result: String,
}

/// Runs the command.
pub(crate) fn run(args: &ConditionArgs) -> Result<(), Failure> {
    let defaults = args.domains.sids();
    if args.jsonl {
        return batch::run(|record, reply| reply.send(evaluate(record, defaults)));
    }
    let Some(condition) = &args.condition else {
        return Err(Failure::Usage("a condition is needed".to_owned()));
    };
    let claims = args.claims.as_deref();
    source::reads_stdin_once(&[Some(condition.as_ref()), claims.map(Path::as_os_str), args.token.as_deref().map(OsStr::new)])?;
    let claims = claims.map_or_else(|| Ok(Source { name: String::new(), bytes: NO_CLAIMS.to_vec() }), Source::of_path)?;
    let unusable = || Failure::input(&claims.name);
    let document = text::of_bytes(&claims.bytes).map_err(unusable())?;
    let record = Record::of_document(&document).map_err(unusable())?;
    let options = ParseOptions::windows().with_domains(record.domains(defaults).map_err(unusable())?);
    let token = args.token.as_deref().map(|token| token::of_argument(token, &options)).transpose()?;
    let facts = Facts::of_record(&record, token, options.domains()).map_err(unusable())?;
    let truth = truth(&facts, Source::of_argument(condition)?, &options)?;
    screen::print_result(&truth.to_string())?;
    if truth == Truth::True { Ok(()) } else { Err(Failure::Negative) }
}

/// The value of a condition among the arguments.
fn truth(facts: &Facts, source: Source, options: &ParseOptions) -> Result<Truth, Failure> {
    let text = text::of_bytes(&source.bytes);
    let condition = text.and_then(|text| parsed(text.trim_end_matches(['\r', '\n']), options));
    condition.and_then(|condition| facts.truth(&condition)).map_err(Failure::input(source.name))
}

/// The value of a record's condition.
fn evaluate(record: &Record<'_>, defaults: DomainSids) -> Result<Evaluated, Problem> {
    let options = ParseOptions::windows().with_domains(record.domains(defaults)?);
    let text: String = record.required("condition", "a string")?;
    let condition = parsed(&text, &options)?;
    let truth = Facts::of_record(record, None, options.domains())?.truth(&condition)?;
    Ok(Evaluated { result: truth.to_string() })
}

fn parsed(text: &str, options: &ParseOptions) -> Result<Condition, Problem> {
    Condition::parse(text, options).map_err(|error| Problem::in_text(&error, text))
}
