//! A straight line through instructions over work, and how far the points are from it.

use super::series::Series;

/// By how many times an item that is added may cost more between the middle size and the largest than between the smallest size
/// and the middle one.
///
/// What an operation costs to begin is no part of it, so the quotient of one that grows as its input does is 1, but for vectors that
/// double: just after they have, up to a copy more of each item is paid for, which is the smaller part of any of these operations.
/// One that took the logarithm of its size for each item would have 1.3 and more between a thousand and ten thousand, one that took a
/// square ten.
pub(crate) const BAR: f64 = 1.2;
/// By what part a point from the middle size on may be off the line.
pub(crate) const RESIDUAL: f64 = 0.2;

/// A line: instructions to begin, and for each item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) begin: f64,
    pub(crate) each: f64,
    /// The largest deviation of a point from the middle size on, as a part of it.
    pub(crate) residual: f64,
}

/// The three sizes at which an operation is judged: the largest, a tenth of it (or the next size above), which is the middle one, and a
/// tenth of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) small: u32,
    pub(crate) middle: u32,
    pub(crate) large: u32,
}

impl Sizes {
    /// Those of a series; where its sizes are within a tenth, the two smallest of them and the largest.
    pub(crate) fn of(series: &Series) -> Self {
        let tenth = |of: u32| series.sizes.iter().copied().find(|size| size.saturating_mul(10) >= of).unwrap_or(of);
        let large = series.sizes.iter().copied().max().unwrap_or_default();
        let second = series.sizes.get(1).copied().unwrap_or(large);
        let middle = tenth(large).max(second);
        Self { small: tenth(middle), middle, large }
    }

    pub(crate) fn contains(self, size: u32) -> bool {
        [self.small, self.middle, self.large].contains(&size)
    }
}

/// How many times as much an item costs that is added between the middle size and the largest as one that is added below.
///
/// Less than one instruction for each item counts as one: where the first ones cost nothing, nothing is not exceeded by a little.
pub(crate) fn quotient(series: &Series, points: &[(u32, u64)]) -> Option<f64> {
    let sizes = Sizes::of(series);
    let count = |wanted: u32| points.iter().find(|(size, _)| *size == wanted).map(|(_, count)| number(*count));
    let added = |from: u32, to: u32| Some((count(to)? - count(from)?) / (f64::from(to) - f64::from(from)));
    Some(added(sizes.middle, sizes.large)?.max(1.0) / added(sizes.small, sizes.middle)?.max(1.0))
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
    let Sizes { small, middle, large } = Sizes::of(series);
    if quotient > BAR {
        return Some(format!(
            "{name}: an item costs {quotient:.2} times from {middle} to {large} what it costs from {small} to {middle}, the bar is {BAR}"
        ));
    }
    let residual = line(points, middle)?.residual;
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
        assert!(wrong(&IT, &grown(|n| n * n)).unwrap().contains("10.00 times from 1000 to 10000"));
        assert!(wrong(&IT, &grown(|n| n * u64::from(n.ilog2()))).unwrap().contains("1.44 times"));
    }

    #[test]
    fn what_it_costs_to_begin_hides_nothing() {
        let points = grown(|n| 1_000_000 + 30 * n * u64::from(n.ilog2()));
        assert!(wrong(&IT, &points).unwrap().contains("1.44 times"));
    }

    #[test]
    fn what_does_not_grow_at_all_holds() {
        assert_eq!(wrong(&IT, &grown(|n| 600 + n / 5_000)), None);
    }

    #[test]
    fn sizes_are_tenths_or_the_next_above() {
        assert_eq!(Sizes::of(&IT), Sizes { small: 100, middle: 1_000, large: 10_000 });
        let of = |sizes| Sizes::of(&Series { name: "it", sizes });
        assert_eq!(of(&[10, 20, 50, 100, 200, 500, 1_000, 3_276]), Sizes { small: 50, middle: 500, large: 3_276 });
        assert_eq!(of(&[8, 16, 24, 32]), Sizes { small: 8, middle: 16, large: 32 });
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
