//! Tables of times by criterion, and of what no implementation can do without.

use super::counts::{DESCRIPTORS, one, spelled};
use crate::command::Outcome;
use crate::figures::{Figures, Time};
use crate::growth::fit::number;
use crate::markdown::{count, rounded, table, time};

/// A group of benchmarks: median, and throughput where bytes are what counts.
pub(super) fn group(name: &str, figures: &Figures) -> Outcome<String> {
    let group =
        figures.criterion.groups.get(name).ok_or_else(|| format!("no times of `{name}`: bench-report --only criterion"))?;
    let has_bytes = group.values().any(|time| time.bytes.is_some());
    let row = |(function, time_of): (&String, &Time)| {
        let mut row = vec![spelled(function), time(time_of.median)];
        if has_bytes {
            row.push(
                time_of
                    .bytes
                    .map_or_else(String::new, |bytes| format!("{} MB/s", rounded(number(bytes) * 1_000.0 / time_of.median))),
            );
        }
        row
    };
    let heads = ["", "median", "throughput"];
    Ok(table(heads.get(..if has_bytes { 3 } else { 2 }).unwrap_or_default(), group.iter().map(row)))
}

/// Medians of the conversions, one row for each descriptor.
pub(super) fn conversions(figures: &Figures) -> Outcome<String> {
    const GROUPS: [&str; 5] = ["request", "file", "conditional", "directory", "thousand"];
    const OPERATIONS: [&str; 8] = [
        "text->model",
        "text->binary",
        "text->tree",
        "binary->model",
        "binary->text",
        "model->text",
        "model->binary",
        "validate",
    ];
    let of = |group: &str, operation: &str| {
        let time_of = figures.criterion.groups.get(group).and_then(|group| group.get(operation));
        let time_of = time_of.ok_or_else(|| format!("no time of {group}, {operation}: bench-report --only criterion"))?;
        let rate = time_of.bytes.map(|bytes| format!(" ({} MB/s)", rounded(number(bytes) * 1_000.0 / time_of.median)));
        Ok(format!("{}{}", time(time_of.median), rate.unwrap_or_default()))
    };
    let row = |group: &&str| {
        let cells = OPERATIONS.iter().map(|operation| of(group, operation));
        [Ok((*group).to_owned())].into_iter().chain(cells).collect::<Outcome<Vec<_>>>()
    };
    let heads: Vec<String> = [String::new()].into_iter().chain(OPERATIONS.iter().map(|operation| spelled(operation))).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    Ok(table(&heads, GROUPS.iter().map(row).collect::<Outcome<Vec<_>>>()?))
}

/// The least work on each descriptor beside ours, in instructions.
pub(super) fn limits(figures: &Figures) -> Outcome<String> {
    let (least, ours) = (&figures.limits.counts, &figures.instructions.counts);
    let row = |(file, label): (&str, &str)| {
        let [load, copy, load_binary, copy_binary] =
            ["load text", "copy text", "load binary", "copy binary"].map(|limit| one(file, limit, least));
        let (load, load_binary) = (load?, load_binary?);
        let text = one(file, "text->binary", ours)?;
        let validate = one(file, "validate", ours)?;
        let times = |ours: u64, least: u64| format!("{:.2}", number(ours) / number(least));
        Ok(vec![
            label.to_owned(),
            count(copy?),
            count(load),
            count(text),
            times(text, load),
            count(copy_binary?),
            count(load_binary),
            count(validate),
            times(validate, load_binary),
        ])
    };
    let heads = [
        "",
        "copy of the text",
        "load of each byte",
        "text → binary",
        "of the loads",
        "copy of the bytes",
        "load of each byte",
        "validate",
        "of the loads",
    ];
    Ok(table(&heads, DESCRIPTORS.into_iter().map(row).collect::<Outcome<Vec<_>>>()?))
}
