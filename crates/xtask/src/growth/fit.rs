//! A straight line through instructions over work, and how far the points are from it.

use super::series::Series;

/// By how many times an item at the largest size may cost what it costs at a tenth of it.
///
/// What an operation costs to begin is spread over more items, so the quotient of one that grows as its input does is at most 1, but
/// for vectors that double: just after they have, up to a copy more of each item is paid for, which is the smaller part of any of
/// these operations. One that took the logarithm of its size for each item would have 1.25 and more between a thousand and ten
/// thousand, one that took a square would have 10.
pub(crate) const BAR: f64 = 1.2;
/// By what part a point from the tenth on may be off the line.
pub(crate) const RESIDUAL: f64 = 0.2;

/// A line: instructions to begin, and for each item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) begin: f64,
    pub(crate) each: f64,
    /// The largest deviation of a point beyond the tenth, as a part of it.
    pub(crate) residual: f64,
}

/// The size from which on what it costs to begin hardly counts: a tenth of the largest.
pub(crate) fn medium(series: &Series) -> u32 {
    let largest = largest(series);
    series.sizes.iter().copied().find(|size| size.saturating_mul(10) >= largest).unwrap_or(largest)
}

pub(crate) fn largest(series: &Series) -> u32 {
    series.sizes.iter().copied().max().unwrap_or_default()
}

/// How many times the cost of an item at the tenth the cost at the largest size is.
pub(crate) fn quotient(series: &Series, points: &[(u32, u64)]) -> Option<f64> {
    let cost = |wanted: u32| {
        let (size, count) = points.iter().find(|(size, _)| *size == wanted)?;
        Some(number(*count) / f64::from(*size))
    };
    Some(cost(largest(series))? / cost(medium(series))?)
}

/// The line with the least squares of relative deviations, so that small sizes count as much as large ones.
pub(crate) fn line(points: &[(u32, u64)], from: u32) -> Option<Line> {
    let mut sums = [0.0; 5];
    for (size, count) in points {
        let (x, y) = (f64::from(*size), number(*count));
        let weight = 1.0 / (y * y);
        let terms = [weight, weight * x, weight * x * x, weight * y, weight * x * y];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }
    let [w, wx, wxx, wy, wxy] = sums;
    let determinant = w * wxx - wx * wx;
    if points.len() < 2 || determinant == 0.0 {
        return None;
    }
    let (begin, each) = ((wxx * wy - wx * wxy) / determinant, (w * wxy - wx * wy) / determinant);
    let deviation = |(size, count): &(u32, u64)| {
        let fitted = begin + each * f64::from(*size);
        (number(*count) / fitted - 1.0).abs()
    };
    let residual = points.iter().filter(|(size, _)| *size >= from).map(deviation).fold(0.0, f64::max);
    Some(Line { begin, each, residual })
}

#[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "counts are far below 2^53")]
pub(crate) fn number(count: u64) -> f64 {
    count as f64
}

/// What is wrong with how an operation grows; nothing where it grows as its input. The line is judged where all sizes are there.
pub(crate) fn wrong(series: &Series, points: &[(u32, u64)]) -> Option<String> {
    let name = series.name;
    let Some(quotient) = quotient(series, points) else { return Some(format!("{name}: there are no figures")) };
    if quotient > BAR {
        let [medium, largest] = [medium(series), largest(series)];
        return Some(format!(
            "{name}: an item costs {quotient:.2} times at {largest} what it costs at {medium}, the bar is {BAR}"
        ));
    }
    let residual = line(points, medium(series))?.residual;
    let is_whole = points.len() == series.sizes.len();
    (is_whole && residual > RESIDUAL)
        .then(|| format!("{name}: a point is {:.0} % off the line, the bar is {:.0} %", residual * 100.0, RESIDUAL * 100.0))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const SIZES: &[u32] = &[10, 100, 1_000, 10_000];

    fn grown(cost: impl Fn(u64) -> u64) -> Vec<(u32, u64)> {
        SIZES.iter().map(|size| (*size, cost(u64::from(*size)))).collect()
    }

    const IT: Series = Series { name: "it", sizes: SIZES };

    #[test]
    fn what_grows_as_its_input_holds() {
        let points = grown(|n| 900 + 37 * n);
        assert_eq!(wrong(&IT, &points), None);
        let line = line(&points, 1_000).unwrap();
        assert!((line.begin - 900.0).abs() < 1e-6 && (line.each - 37.0).abs() < 1e-9 && line.residual < 1e-9);
    }

    #[test]
    fn what_grows_faster_than_its_input_does_not() {
        assert!(wrong(&IT, &grown(|n| n * n)).unwrap().contains("10.00 times"));
        assert!(wrong(&IT, &grown(|n| n * u64::from(n.ilog2()))).unwrap().contains("1.44 times"));
    }

    #[test]
    fn a_step_in_the_middle_is_a_residual() {
        let points = grown(|n| if n == 1_000 { 2_000 } else { n });
        assert!(wrong(&IT, &points).unwrap().contains("off the line"));
    }

    #[test]
    fn what_was_not_measured_does_not_hold() {
        assert!(wrong(&IT, &[]).unwrap().contains("no figures"));
    }
}
