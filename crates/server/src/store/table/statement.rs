//! Parts of statements that many tables need.

use std::fmt::Write as _;

/// `$1, $2, ...`: so many placeholders behind those that are there.
pub(crate) fn placeholders(after: usize, count: usize) -> String {
    let mut text = String::with_capacity(count.saturating_mul(5));
    for number in 1..=count {
        let separator = if number == 1 { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{separator}${}", after.saturating_add(number));
    }
    text
}

/// `INSERT INTO table (columns) VALUES (...), (...)` for so many rows.
pub(crate) fn insert(table: &str, columns: &str, rows: usize) -> String {
    let width = columns.split(',').count();
    let row = |row: usize| format!("({})", placeholders(row.saturating_mul(width), width));
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO {table} ({columns}) VALUES {}", rows.join(", "))
}

/// `UPDATE table SET column = $1, ...` for all columns, the first of which is the key. The condition is the caller's, and begins
/// with the number after the last column.
pub(crate) fn update(table: &str, columns: &str, condition: &str) -> String {
    let mut text = format!("UPDATE {table} SET ");
    for (at, column) in columns.split(',').map(str::trim).enumerate().skip(1) {
        let separator = if at == 1 { "" } else { ", " };
        let _ = write!(text, "{separator}{column} = ${}", at.saturating_add(1));
    }
    text.push_str(" WHERE ");
    text.push_str(condition);
    text
}

/// Sizes in which lists are asked for, so that few statements are prepared: the power of two that holds so many.
pub(crate) fn padded(count: usize) -> usize {
    count.max(1).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_number_their_values() {
        assert_eq!(placeholders(2, 3), "$3, $4, $5");
        assert_eq!(insert("t", "a, b", 2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        assert_eq!(update("t", "a, b, c", "a = $1 AND b = $4"), "UPDATE t SET b = $2, c = $3 WHERE a = $1 AND b = $4");
        assert_eq!([0, 1, 2, 3, 9].map(padded), [1, 1, 2, 4, 16]);
    }
}
