//! Plots: instructions against size with the fitted line, and instructions for each item beside it.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::growth::{label, points};
use crate::command::Outcome;
use crate::figures::Figures;
use crate::growth::fit::{self, Sizes, number};
use crate::growth::series::{Plot, Series};

const WIDTH: u32 = 960;
const HEIGHT: u32 = 400;
/// Neither light nor dark, so that they are seen on white and on black; there is no background.
const NEUTRAL: RGBColor = RGBColor(0x7a, 0x82, 0x8c);
const COLOURS: [RGBColor; 7] = [
    RGBColor(0x3b, 0x82, 0xf6),
    RGBColor(0xe8, 0x71, 0x0a),
    RGBColor(0x2e, 0x9e, 0x4f),
    RGBColor(0xe5, 0x48, 0x4d),
    RGBColor(0xa1, 0x5e, 0xe8),
    RGBColor(0x0e, 0x9a, 0xa7),
    RGBColor(0xb8, 0x86, 0x0b),
];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A plot as SVG.
pub(super) fn svg(plot: &Plot, figures: &Figures) -> Outcome<String> {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, (WIDTH, HEIGHT)).into_drawing_area();
    let (left, right) = area.split_horizontally(WIDTH / 2);
    totals(&left, plot, figures)?;
    each(&right, plot, figures)?;
    area.present().map_err(|error| error.to_string())?;
    drop((left, right, area));
    Ok(svg)
}

fn colour(place: usize) -> RGBColor {
    COLOURS.get(place).copied().unwrap_or(NEUTRAL)
}

fn text() -> TextStyle<'static> {
    ("sans-serif", 13).into_font().color(&NEUTRAL)
}

/// A number without the zeros behind its digits.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as plotters calls it")]
fn short(number: &f64) -> String {
    match *number {
        n if n >= 1e6 => format!("{} M", n / 1e6),
        n if n >= 1e3 => format!("{} k", n / 1e3),
        n => format!("{n}"),
    }
}

/// Instructions against size.
fn totals(area: &Area<'_>, plot: &Plot, figures: &Figures) -> Outcome {
    let (mut size, mut instructions) = (0.0_f64, 0.0_f64);
    for series in plot.series {
        for (at, count) in points(series, figures)? {
            size = size.max(f64::from(*at));
            instructions = instructions.max(number(*count));
        }
        let line = fitted(series, points(series, figures)?);
        instructions = line.iter().map(|(_, fitted)| *fitted).fold(instructions, f64::max);
    }
    let mut chart = ChartBuilder::on(area);
    chart.margin(12).x_label_area_size(40).y_label_area_size(58);
    let failed = |error: DrawingAreaErrorKind<_>| error.to_string();
    let mut chart = chart.build_cartesian_2d(0.0..size, 0.0..instructions * 1.05).map_err(failed)?;
    let mut mesh = chart.configure_mesh();
    mesh.axis_style(NEUTRAL).bold_line_style(NEUTRAL.mix(0.25)).light_line_style(TRANSPARENT).label_style(text());
    mesh.x_labels(6).y_labels(6).x_label_formatter(&short).y_label_formatter(&short);
    mesh.x_desc(plot.items).y_desc("instructions").axis_desc_style(text()).draw().map_err(failed)?;
    for (place, series) in plot.series.iter().enumerate() {
        let colour = colour(place);
        let points = points(series, figures)?;
        let line = LineSeries::new(fitted(series, points), colour.stroke_width(2));
        let line = chart.draw_series(line).map_err(failed)?;
        line.label(label(series))
            .legend(move |(x, y)| PathElement::new([(x, y), (x.saturating_add(18), y)], colour.stroke_width(2)));
        let dots = points.iter().map(|(size, count)| Circle::new((f64::from(*size), number(*count)), 3, colour.filled()));
        chart.draw_series(dots).map_err(failed)?;
    }
    let mut labels = chart.configure_series_labels();
    labels.position(SeriesLabelPosition::UpperLeft).label_font(text()).border_style(TRANSPARENT).draw().map_err(failed)
}

fn fitted(series: &Series, points: &[(u32, u64)]) -> Vec<(f64, f64)> {
    let Some(line) = fit::line(points, Sizes::of(series).middle) else { return Vec::new() };
    let ends = [1, Sizes::of(series).large].map(f64::from);
    ends.map(|size| (size, (line.begin + line.each * size).max(0.0))).into()
}

/// Instructions for each item; what costs the same for each is level.
fn each(area: &Area<'_>, plot: &Plot, figures: &Figures) -> Outcome {
    let cost = |(size, count): &(u32, u64)| (f64::from(*size), (number(*count) / f64::from(*size)).max(0.1));
    let all = plot.series.iter().map(|series| Ok(points(series, figures)?.iter().map(cost).collect::<Vec<_>>()));
    let all: Vec<Vec<(f64, f64)>> = all.collect::<Outcome<_>>()?;
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let values = all.iter().flatten().map(of);
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let ((first, last), (least, most)) = (bounds(|(size, _)| *size), bounds(|(_, cost)| *cost));
    let mut chart = ChartBuilder::on(area);
    chart.margin(12).x_label_area_size(40).y_label_area_size(58);
    let failed = |error: DrawingAreaErrorKind<_>| error.to_string();
    let scales = ((first..last).log_scale(), (least * 0.8..most * 1.25).log_scale());
    let mut chart = chart.build_cartesian_2d(scales.0, scales.1).map_err(failed)?;
    let mut mesh = chart.configure_mesh();
    mesh.axis_style(NEUTRAL).bold_line_style(NEUTRAL.mix(0.25)).light_line_style(TRANSPARENT).label_style(text());
    mesh.y_labels(6).x_label_formatter(&short).y_label_formatter(&short);
    mesh.x_desc(plot.items).y_desc(format!("instructions for each {}", plot.item)).axis_desc_style(text());
    mesh.draw().map_err(failed)?;
    for (place, points) in all.iter().enumerate() {
        let colour = colour(place);
        chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2))).map_err(failed)?;
        let dots = points.iter().map(|point| Circle::new(*point, 3, colour.filled()));
        chart.draw_series(dots).map_err(failed)?;
    }
    Ok(())
}
