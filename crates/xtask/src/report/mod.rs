//! The page about speed: parts that are measured, each by itself, and a page that is rendered from what is committed.

mod compared;
mod counts;
mod growth;
mod page;
mod plot;
mod times;

use std::fs;

use clap::ValueEnum;

use crate::command::Outcome;
use crate::figures::Figures;
use crate::{card_speed, criterion, instructions, limits, service};

/// Seconds of each case of the service, and rounds.
const LOAD: (u32, usize) = (5, 3);

/// A part of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Instructions of each operation
    Instructions,
    /// What no implementation can do without, in instructions
    Limits,
    /// Instructions by the size of the input
    Growth,
    /// Times by criterion
    Criterion,
    /// Card crypto beside OpenSSL
    Card,
    /// The service beside bare servers
    Service,
}

/// Measures all parts, or those that are named, and renders the page.
pub(crate) fn measure(only: &[Part]) -> Outcome {
    let parts = if only.is_empty() { Part::value_variants() } else { only };
    for part in parts {
        eprintln!("\nmeasuring: {part:?}");
        // Read again for each part, and written at once: what was measured is not lost when the next part fails.
        let mut figures = Figures::read()?;
        match part {
            Part::Instructions => figures.instructions.keep(instructions::count(&[])?),
            Part::Limits => figures.limits.keep(limits::count()?),
            Part::Growth => figures.growth = crate::growth::all()?,
            Part::Criterion => figures.criterion = criterion::measure()?,
            Part::Card => figures.card = card_speed::figures()?,
            Part::Service => figures.service = service::figures(LOAD.0, LOAD.1)?,
        }
        figures.write()?;
    }
    render()
}

/// Renders the page and its plots from the committed figures.
pub(crate) fn render() -> Outcome {
    for rendered in page::render(&Figures::read()?)? {
        fs::write(&rendered.file, rendered.text).map_err(|error| format!("{}: {error}", rendered.file.display()))?;
    }
    Ok(())
}

/// Fails where the page or a plot is not what the committed figures render.
pub(crate) fn check() -> Outcome {
    let rendered = page::render(&Figures::read()?)?;
    let is_stale = |rendered: &&page::Rendered| fs::read_to_string(&rendered.file).ok().as_ref() != Some(&rendered.text);
    let stale: Vec<String> = rendered.iter().filter(is_stale).map(|rendered| rendered.file.display().to_string()).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("not what the committed figures render (cargo xtask bench-report --render): {}", stale.join(", ")))
}
