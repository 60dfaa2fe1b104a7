//! Tables and numbers as pages have them, and pages made of templates.

use crate::command::Outcome;

/// A table: the first column to the left, the others to the right.
pub(crate) fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
    let rule = format!("|---|{}", "--:|".repeat(heads.len().saturating_sub(1)));
    let rows = rows.into_iter().map(|row| line(&row));
    [line(&heads), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// A number with commas between its thousands.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().wrapping_sub(place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The same of a number that is rounded to whole ones.
pub(crate) fn rounded(number: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::as_conversions,
        reason = "a rate or a time, far below 2^53"
    )]
    let whole = number.max(0.0).round() as u64;
    count(whole)
}

/// Nanoseconds in the unit in which they are easy to read.
pub(crate) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 10.0 => format!("{n:.1} ns"),
        n if n < 10_000.0 => format!("{} ns", rounded(n)),
        n => format!("{:.1} µs", n / 1_000.0),
    }
}

/// A text with every `{{place}}` replaced by its value.
pub(crate) fn filled(template: &str, value: impl Fn(&str) -> Outcome<String>) -> Outcome<String> {
    let mut pieces = template.split("{{");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (place, rest) = piece.split_once("}}").ok_or_else(|| format!("a place without end: `{piece}`"))?;
        text.push_str(&value(place)?);
        text.push_str(rest);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        let texts = [0, 999, 1_000, 123_456, 1_234_567].map(count);
        assert_eq!(texts, ["0", "999", "1,000", "123,456", "1,234,567"]);
        assert_eq!(rounded(1_234.5), "1,235");
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!([4.26, 27.4, 2_345.0, 33_861.0].map(time), ["4.3 ns", "27 ns", "2,345 ns", "33.9 µs"]);
    }

    #[test]
    fn a_table_has_a_rule() {
        assert_eq!(table(&["", "a"], [vec!["b".to_owned(), "1".to_owned()]]), "|  | a |\n|---|--:|\n| b | 1 |");
    }

    #[test]
    fn places_are_filled_and_nothing_else() {
        let of = |place: &str| if place == "a b" { Ok("1".to_owned()) } else { Err(format!("no {place}")) };
        assert_eq!(filled("x {{a b}} y {{a b}}", of), Ok("x 1 y 1".to_owned()));
        assert_eq!(filled("{{c}}", of), Err("no c".to_owned()));
        assert_eq!(filled("{{c", of), Err("a place without end: `c`".to_owned()));
    }
}
