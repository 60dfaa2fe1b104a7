//! Tables in descriptions.

/// A lead and a table below it.
pub(super) fn table<const N: usize>(lead: &str, heads: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let rows = rows.into_iter().map(|cells| row(&cells));
    let heads = [row(&heads.map(str::to_owned)), row(&heads.map(|_| "---".to_owned()))];
    [lead.to_owned(), String::new()].into_iter().chain(heads).chain(rows).collect::<Vec<_>>().join("\n")
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}
