//! Errors on standard error, with the place underlined.

use std::fmt::Write;
use std::ops::Range;

use crate::problem::{Place, Problem, Within};
use crate::screen::{self, FAINT, FRAME, LABEL, REFUSE, SYSTEM};

/// The bytes in a line of a dump.
const DUMP: usize = 16;
/// The columns before a line of the input.
const MARGIN: usize = 4;
/// The fewest columns of the input that are shown.
const NARROWEST: usize = 40;

/// Prints an error without a place.
pub(crate) fn error(message: &str) {
    anstream::eprintln!("{REFUSE}error{REFUSE:#}{LABEL}: {message}{LABEL:#}");
}

/// Prints a remark about a run that succeeds.
pub(crate) fn note(message: &str) {
    anstream::eprintln!("{LABEL}note{LABEL:#}: {message}");
}

/// Prints what is dangerous about a run that succeeds.
pub(crate) fn warning(message: &str) {
    anstream::eprintln!("{SYSTEM}warning{SYSTEM:#}{LABEL}: {message}{LABEL:#}");
}

/// Prints what is wrong with the input of this name.
pub(crate) fn print(name: &str, problem: &Problem) {
    anstream::eprint!("{}", render(name, problem, screen::error_columns()));
}

fn render(name: &str, problem: &Problem, columns: usize) -> String {
    let mut out = String::new();
    let Problem { code, message, .. } = problem;
    line(&mut out, format_args!("{REFUSE}error[{code}]{REFUSE:#}{LABEL}: {}{LABEL:#}", screen::printable(message)));
    let name = screen::printable(name);
    match &problem.place {
        None => line(&mut out, format_args!(" {FRAME}-->{FRAME:#} {name}")),
        Some(place) => {
            let at = place.span().start;
            let (start, excerpt) = match &place.within {
                Within::Text(text) => (format!("byte {at}"), of_text(text, place, columns)),
                Within::Bytes(bytes) => (format!("byte {at:#x} of the descriptor"), of_bytes(bytes, place)),
            };
            line(&mut out, format_args!(" {FRAME}-->{FRAME:#} {name}, {start}"));
            line(&mut out, format_args!("  {FRAME}|{FRAME:#}"));
            for (shown, carets) in excerpt {
                line(&mut out, format_args!("  {FRAME}|{FRAME:#} {shown}"));
                if !carets.is_empty() {
                    line(&mut out, format_args!("  {FRAME}|{FRAME:#} {REFUSE}{carets}{REFUSE:#}"));
                }
            }
        }
    }
    let expected = (!problem.expected.is_empty()).then(|| format!("expected {}", problem.expected));
    let hint = problem.hint.map(|hint| format!("hint: {hint}"));
    for remark in expected.iter().chain(&problem.notes).chain(&hint) {
        line(&mut out, format_args!("  {FRAME}={FRAME:#} {}", screen::printable(remark)));
    }
    out
}

/// Appends a line. Writing to a string cannot fail.
fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
    out.push('\n');
}

/// The line of a text in which the place starts, cut to the columns around it, and the carets under it.
fn of_text(text: &str, place: &Place, columns: usize) -> Vec<(String, String)> {
    let Range { start, end } = place.span();
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let (wrong, after) = rest.split_at_checked(end.saturating_sub(start)).unwrap_or((rest, ""));
    let before = before.rsplit('\n').next().unwrap_or_default();
    let (wrong, after) = match wrong.split_once('\n') {
        Some((first, _)) => (first, ""),
        None => (wrong, after.split('\n').next().unwrap_or_default()),
    };
    let room = columns.saturating_sub(MARGIN).max(NARROWEST);
    let wrong = head(wrong, room / 2);
    let room = room.saturating_sub(screen::width(&wrong).max(1));
    let behind = screen::width(&head(after, room));
    let before = tail(before, room.saturating_sub(behind.min(room / 2)));
    let after = head(after, room.saturating_sub(screen::width(&before)));
    let carets = "^".repeat(screen::width(&wrong).max(1));
    vec![(format!("{before}{wrong}{after}"), format!("{:1$}{carets}", "", screen::width(&before)))]
}

/// The start of a text in so many columns, with an ellipsis where it goes on.
fn head(text: &str, room: usize) -> String {
    let mut shown = String::new();
    let mut left = room;
    let mut rest = text.chars().map(screen::visible);
    while let Some(c) = rest.next() {
        let more = usize::from(rest.clone().next().is_some());
        if screen::columns(c).saturating_add(more) > left {
            if left > 0 {
                shown.push('…');
            }
            break;
        }
        left = left.saturating_sub(screen::columns(c));
        shown.push(c);
    }
    shown
}

/// The end of a text in so many columns, with an ellipsis where there is more before it.
fn tail(text: &str, room: usize) -> String {
    let backwards: String = text.chars().rev().take(room.saturating_add(1)).collect();
    head(&backwards, room).chars().rev().collect()
}

/// The line of a dump in which the place starts, one before it and one behind it.
fn of_bytes(bytes: &[u8], place: &Place) -> Vec<(String, String)> {
    let Range { start, end } = place.span();
    let end = end.max(start.saturating_add(1));
    let first = (start / DUMP).saturating_sub(1);
    let last = (start / DUMP).saturating_add(1);
    (first..=last)
        .map(|row| row.saturating_mul(DUMP))
        .filter(|from| *from < bytes.len() || (*from..from.saturating_add(DUMP)).contains(&start))
        .map(|from| {
            let cells = (from..from.saturating_add(DUMP)).map(|at| match bytes.get(at) {
                Some(byte) => format!(" {byte:02x}"),
                None => "   ".to_owned(),
            });
            let address = format!("{from:#06x}");
            let dump = format!("{FAINT}{address}{FAINT:#} {}", cells.collect::<String>().trim_end());
            let marks = (from..from.saturating_add(DUMP)).map(|at| if (start..end).contains(&at) { " ^^" } else { "   " });
            let marks: String = marks.collect();
            let marks = marks.trim_end();
            (dump, if marks.is_empty() { String::new() } else { format!("{:1$} {marks}", "", address.len()) })
        })
        .collect()
}
