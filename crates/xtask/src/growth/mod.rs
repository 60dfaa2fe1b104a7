//! How instructions grow with the size of the input.

pub(crate) mod fit;
pub(crate) mod series;

use std::path::Path;

use crate::command::{Outcome, verdict};
use crate::figures::{Growth, Toolchain};
use crate::valgrind::{self, Probe};
use fit::Sizes;
use series::{PLOTS, Series};

/// Items of all calls of the shorter run, about: few calls where there are many items.
const ITEMS: u32 = 2_000;
const MOST_CALLS: u32 = 50;

/// Measures, and prints what an item costs. With `check` only at the three sizes that are compared; then an operation that grows
/// faster than its input is a failure.
pub(crate) fn run(check: bool) -> Outcome {
    let growth = if check { measure(|series, size| Sizes::of(series).contains(size))? } else { all()? };
    println!("{}", growth.toolchain);
    let mut wrong = Vec::new();
    for series in every() {
        let points = growth.series.get(series.name).map(Vec::as_slice).unwrap_or_default();
        println!("{}", series.name);
        for (size, count) in points {
            println!("{size:>8} {count:>12} {:>10.1} each", fit::number(*count) / f64::from(*size));
        }
        if let Some(quotient) = fit::quotient(series, points) {
            println!("{quotient:>8.2} times as much for an item added above the middle size as for one below");
        }
        wrong.extend(fit::wrong(series, points));
    }
    verdict(&wrong, check)
}

/// Every operation at every size.
pub(crate) fn all() -> Outcome<Growth> {
    measure(|_, _| true)
}

/// The operations whose growth is measured.
pub(crate) fn every() -> impl Iterator<Item = &'static Series> {
    PLOTS.iter().flat_map(|plot| plot.series)
}

fn measure(wanted: impl Fn(&Series, u32) -> bool) -> Outcome<Growth> {
    let [program, _] = valgrind::programs()?;
    let wanted = &wanted;
    let points = every().flat_map(|series| series.sizes.iter().map(move |size| (series, *size)));
    let points: Vec<_> = points.filter(|(series, size)| wanted(series, *size)).collect();
    let probes: Vec<Probe> = points.iter().map(|(series, size)| probe(&program, series, *size)).collect();
    let mut growth = Growth { toolchain: Toolchain::of_now()?, ..Growth::default() };
    for ((series, size), count) in points.into_iter().zip(valgrind::instructions(&probes)?) {
        growth.series.entry(series.name.to_owned()).or_default().push((size, count));
    }
    Ok(growth)
}

fn probe(program: &Path, series: &Series, size: u32) -> Probe {
    let arguments = ["growth", series.name, &size.to_string()].map(Into::into).into();
    let calls = ITEMS.checked_div(size).unwrap_or_default().clamp(2, MOST_CALLS);
    Probe { program: program.to_owned(), arguments, calls: u64::from(calls) }
}
