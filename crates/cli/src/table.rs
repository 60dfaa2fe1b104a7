//! Columns.

use std::fmt::Write;

use crate::screen::{self, LABEL, printable};

/// The columns of the labels of a header.
const LABELS: usize = 9;

/// The widest that a column gets. A longer cell moves what follows it to the right and does not widen the column.
const WIDEST: usize = 64;
/// The blanks between columns.
const GAP: usize = 2;

/// The widths of the columns of these rows.
pub(crate) fn widths<const N: usize>(rows: &[[String; N]]) -> [usize; N] {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = Some(screen::width(cell)).filter(|cell| *cell <= WIDEST).unwrap_or(0).max(*width);
        }
    }
    widths
}

/// A cell with the blanks that fill its column.
pub(crate) fn padding(cell: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(screen::width(cell)).saturating_add(GAP))
}

/// Appends a line of a header.
pub(crate) fn field(out: &mut String, label: &str, text: &str) {
    let _ = writeln!(out, "{LABEL}{label}{LABEL:#}{:1$}{2}", "", LABELS.saturating_sub(label.len()), printable(text));
}
