//! Tokens among the arguments of a command.

use aclavis::serde_token::TokenForm;
use aclavis::{AccessToken, AccessTokenBuilder, ParseOptions, Sid};

use crate::document;
use crate::failure::Failure;
use crate::forms::text;
use crate::problem::{Problem, Within};
use crate::source::Source;

/// Reads a token: JSON, or SIDs separated by commas.
pub(crate) fn of_argument(argument: &str, options: &ParseOptions) -> Result<AccessTokenBuilder, Failure> {
    let source = Source::of_option("--as", argument)?;
    let token = text::of_bytes(&source.bytes).and_then(|text| {
        if text.trim_start().starts_with('{') {
            let form: TokenForm = document::read(&text, "a token")?;
            form.to_builder(options.domains()).map_err(|error| Problem::of(&error))
        } else {
            of_sids(text.trim_end_matches(['\r', '\n']), options)
        }
    });
    token.map_err(Failure::input(source.name))
}

/// The user, then the groups.
fn of_sids(text: &str, options: &ParseOptions) -> Result<AccessTokenBuilder, Problem> {
    let mut start: usize = 0;
    let sids = text.split(',').map(|piece| {
        let blanks = piece.len().saturating_sub(piece.trim_start().len());
        let at = start.saturating_add(blanks);
        start = start.saturating_add(piece.len()).saturating_add(1);
        Sid::parse(piece.trim(), options).map_err(|error| {
            let span = at.saturating_add(error.span().start)..at.saturating_add(error.span().end);
            Problem::of(&error).at(span, Within::Text(text.to_owned()))
        })
    });
    let mut sids = sids.collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(AccessToken::builder(sids.next().unwrap_or_default()).groups(sids))
}
