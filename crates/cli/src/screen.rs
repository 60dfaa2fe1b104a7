//! Text on a screen: its width, and characters that must not reach a terminal as they are.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use terminal_size::Width;
use unicode_width::UnicodeWidthChar;

use crate::failure::Failure;

/// The columns of an output that is no terminal.
const DEFAULT_COLUMNS: usize = 100;

/// Titles and labels.
pub(crate) const LABEL: Style = Style::new().bold();
/// What grants.
pub(crate) const GRANT: Style = AnsiColor::Green.on_default();
/// What refuses, and errors.
pub(crate) const REFUSE: Style = AnsiColor::Red.on_default().bold();
/// What else there is: audits, labels, attributes.
pub(crate) const SYSTEM: Style = AnsiColor::Yellow.on_default();
/// What is there for completeness.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// The frame of an error.
pub(crate) const FRAME: Style = AnsiColor::Blue.on_default().bold();

/// The columns of the terminal behind standard error.
pub(crate) fn error_columns() -> usize {
    terminal_size::terminal_size_of(std::io::stderr()).map_or(DEFAULT_COLUMNS, |(Width(columns), _)| columns.into())
}

/// Prints a text, with its colours on a terminal only.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whoever closes the pipe has read enough: that is no failure, and the answer's exit code stays what it is.
pub(crate) fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Prints a result as it is, and a line end; on a terminal without characters that control it or cannot be seen.
pub(crate) fn print_result(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let text = if out.is_terminal() { printable_lines(text).into() } else { Cow::Borrowed(text) };
    written(out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()))
}

/// Prints a value as a JSON object.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure::Output(error.into())).and_then(|text| print_result(&text))
}

/// A character as it may be printed: control pictures for control characters, a replacement for what turns the
/// direction of writing or cannot be seen.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(u32::from(c).saturating_add(0x2400)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// A text as it may be printed.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible(c) == c) { text.into() } else { text.chars().map(visible).collect::<String>().into() }
}

/// A text for a terminal that shows what a program has asked for: line ends, tabs and NULs stay, as they do no harm.
pub(crate) fn printable_lines(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t' | '\0') { c } else { visible(c) }).collect()
}

/// A number of things, in the plural where there is not just one.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// The columns that a character takes.
pub(crate) fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}
