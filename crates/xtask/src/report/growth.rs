//! How operations grow: a plot, and the line behind each.

use std::fmt::Write as _;

use crate::command::Outcome;
use crate::figures::Figures;
use crate::growth::fit::{self, Sizes, number};
use crate::growth::series::{PLOTS, Plot, Series};
use crate::markdown::{count, table};

/// The plot and the table of each group.
pub(super) fn all(figures: &Figures) -> Outcome<String> {
    let mut text = String::new();
    for plot in PLOTS {
        let table = lines(plot, figures)?;
        // Writing to a string does not fail.
        let _ = write!(text, "### {}\n\n![{}](performance/{}.svg)\n\n{table}\n\n", plot.title, alternative(plot), plot.file);
    }
    Ok(text.trim_end().to_owned())
}

fn alternative(plot: &Plot) -> String {
    format!("Instructions against the number of {} with the fitted lines, and instructions for each {}", plot.items, plot.item)
}

/// The points of a series.
pub(super) fn points<'a>(series: &Series, figures: &'a Figures) -> Outcome<&'a [(u32, u64)]> {
    let points = figures.growth.series.get(series.name).map(Vec::as_slice);
    points.ok_or_else(|| format!("{} has no figures: bench-report --only growth", series.name))
}

/// The name of a series for people.
pub(super) fn label(series: &Series) -> String {
    let name = series.name.split_once(": ").map_or(series.name, |(_, name)| name);
    super::counts::spelled(name)
}

fn lines(plot: &Plot, figures: &Figures) -> Outcome<String> {
    let row = |series: &Series| {
        let points = points(series, figures)?;
        let line = fit::line(points, Sizes::of(series).middle).ok_or_else(|| format!("{}: no line", series.name))?;
        let largest = points.last().ok_or("no points")?;
        let quotient = fit::quotient(series, points).ok_or("no quotient")?;
        Ok(vec![
            label(series),
            format!("{:.1}", line.each),
            format!("{:.0}", line.begin),
            count(u64::from(largest.0)),
            count(largest.1),
            format!("{:.1}", number(largest.1) / f64::from(largest.0)),
            format!("{quotient:.2}"),
            format!("{:.0} %", line.residual * 100.0),
        ])
    };
    let item = format!("each {}", plot.item);
    let heads = ["", "slope", "to begin", "largest", "instructions", &item, "added", "off the line"];
    Ok(table(&heads, plot.series.iter().map(row).collect::<Outcome<Vec<_>>>()?))
}
