//! `card atr`: an answer to reset in words.

mod compact_tlv;
mod describe;
mod historical;
mod human;
mod levels;
mod protocol;
mod transmission;
mod words;

use super::value;
use crate::args::{AtrArgs, Format};
use crate::failure::Failure;
use crate::forms::text;
use crate::screen;
use crate::source::Source;
use describe::Description;

/// Runs the command.
pub(super) fn run(args: &AtrArgs) -> Result<(), Failure> {
    let Source { name, bytes } = Source::of_argument(&args.atr)?;
    let atr = text::of_bytes(&bytes).and_then(|text| value::atr(text.trim_end_matches(['\r', '\n'])));
    let description = Description::new(&atr.map_err(Failure::input(name))?);
    match args.format {
        Format::Human => screen::print(&human::text(&description)),
        Format::Json => screen::print_json(&description),
    }
}
