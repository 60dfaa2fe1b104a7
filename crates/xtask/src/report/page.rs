//! The page: a template of prose with places for what is measured.

use std::fs;
use std::path::PathBuf;

use super::{compared, counts, growth, plot, times};
use crate::command::{Outcome, root};
use crate::figures::Figures;
use crate::growth::series::PLOTS;
use crate::markdown::{count, filled};

/// A file that is rendered.
pub(super) struct Rendered {
    pub(super) file: PathBuf,
    pub(super) text: String,
}

/// The page and its plots.
pub(super) fn render(figures: &Figures) -> Outcome<Vec<Rendered>> {
    let docs = root().join("docs");
    let template = docs.join("performance/template.md");
    let template = fs::read_to_string(&template).map_err(|error| format!("{}: {error}", template.display()))?;
    let page = Rendered { file: docs.join("performance.md"), text: filled(&template, |place| value(place, figures))? };
    let plots = PLOTS
        .iter()
        .map(|plot| Ok(Rendered { file: docs.join(format!("performance/{}.svg", plot.file)), text: plot::svg(plot, figures)? }));
    [Ok(page)].into_iter().chain(plots).collect()
}

/// What stands at a place: a kind, and a name where there are several.
fn value(place: &str, figures: &Figures) -> Outcome<String> {
    let (kind, name) = place.split_once(' ').unwrap_or((place, ""));
    match kind {
        "toolchain" => Ok(figures.instructions.toolchain.to_string()),
        "instructions" => counts::named(name, figures),
        "count" => {
            let (subject, operation) = name.split_once(": ").ok_or_else(|| format!("`{name}` has no subject"))?;
            counts::one(subject, operation, &figures.instructions.counts).map(count)
        }
        "growth" => growth::all(figures),
        "limits" => times::limits(figures),
        "times" if name.is_empty() => times::conversions(figures),
        "times" => times::group(name, figures),
        "card" => compared::cards(figures),
        "ratios" => compared::ratios(figures),
        "service" if name.is_empty() => compared::service(figures),
        "service" => compared::of_service(name, figures),
        _ => Err(format!("nothing is called `{place}`")),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::report::counts::one;

    #[test]
    fn the_committed_page_is_what_the_committed_figures_render() {
        assert_eq!(super::super::check(), Ok(()));
    }

    #[test]
    fn the_figures_in_the_readme_are_the_committed_ones() {
        let figures = Figures::read().unwrap();
        let figure = |operation| count(one("request.sddl", operation, &figures.instructions.counts).unwrap());
        let [bytes, validate, access] = ["text->binary", "validate", "access"].map(figure);
        let said = format!(
            "{bytes} instructions from the text of that request to its bytes, {validate} to validate them, {access} to check"
        );
        assert!(std::fs::read_to_string(root().join("README.md")).unwrap().contains(&said), "{said}");
    }

    #[test]
    fn the_committed_figures_reach_the_bars_of_growth() {
        let figures = Figures::read().unwrap();
        let points = |name: &str| figures.growth.series.get(name).cloned().unwrap_or_default();
        let wrong: Vec<String> =
            crate::growth::every().filter_map(|series| crate::growth::fit::wrong(series, &points(series.name))).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
