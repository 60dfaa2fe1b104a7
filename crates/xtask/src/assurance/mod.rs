//! How well the tests test: mutants of the core, lines of it that tests reach, and the page about both.

mod coverage;
mod mutants;
mod page;

pub(crate) use coverage::{is_good as coverage_is_good, run as coverage};
pub(crate) use mutants::{Options, is_good as mutants_are_good, run as mutants};
pub(crate) use page::render;

use std::path::PathBuf;

use crate::command::root;

/// The package whose tests are meant.
const PACKAGE: &str = "aclavis";
/// Its tests that need nothing from outside the repository.
const TARGETS: [&str; 3] = ["it", "allocations", "secrets"];
/// What results depend on: a change there makes them old ones.
const DEPENDS_ON: [&str; 5] = ["Cargo.toml", "Cargo.lock", "src", "tests", ".cargo/mutants.toml"];

/// A file with results or with prose of the page.
fn committed(name: &str) -> PathBuf {
    root().join("docs/assurance").join(name)
}

/// The part of the core in which a file is: a folder, or the file itself.
fn folder(file: &str) -> &str {
    let file = file.strip_prefix("src/").unwrap_or(file);
    file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(folder, _)| folder)
}

/// Hundredths of a per cent, rounded down: 9,000 are 90 %. All of nothing is all.
fn rate(part: u64, whole: u64) -> u64 {
    part.saturating_mul(10_000).checked_div(whole).unwrap_or(10_000)
}

/// A rate as text.
fn percent(rate: u64) -> String {
    format!("{}.{:02} %", rate / 100, rate % 100)
}

#[cfg(test)]
mod tests {
    use super::{folder, percent, rate};

    #[test]
    fn a_file_belongs_to_its_folder_or_to_itself() {
        assert_eq!(["src/sid/set.rs", "src/card/pin/key.rs", "src/guid.rs"].map(folder), ["sid", "card", "guid"]);
    }

    #[test]
    fn a_rate_is_rounded_down() {
        assert_eq!([rate(8_999, 10_000), rate(2, 3), rate(0, 0)], [8_999, 6_666, 10_000]);
        assert_eq!([8_999, 9_005, 10_000].map(percent), ["89.99 %", "90.05 %", "100.00 %"]);
    }
}
