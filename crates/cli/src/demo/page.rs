//! Blocks on a page.

use std::fmt::Write;

use anstyle::Style;
use terminal_size::Width;

use crate::failure::Failure;
use crate::screen::{self, LABEL, printable};

/// The columns of an output that is no terminal.
const COLUMNS: usize = 100;
/// The fewest columns that a text gets.
const NARROWEST: usize = 40;
/// The columns before a text.
const MARGIN: usize = 13;
/// The columns of a label.
const LABELS: usize = 9;

/// Where blocks are printed.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// The columns of a text.
    room: usize,
    /// Whether what is too long for a line is shortened.
    shortens: bool,
}

/// Lines with a title.
pub(super) struct Block {
    page: Page,
    text: String,
}

impl Page {
    /// Standard output.
    pub(super) fn new() -> Self {
        let terminal = terminal_size::terminal_size_of(std::io::stdout());
        let columns = terminal.map_or(COLUMNS, |(Width(columns), _)| columns.into());
        Self { room: columns.saturating_sub(MARGIN).max(NARROWEST), shortens: terminal.is_some() }
    }

    /// The first block.
    pub(super) fn opening(self, title: &str) -> Block {
        Block { page: self, text: format!("{LABEL}{}{LABEL:#}\n", printable(title)) }
    }

    /// A block with a number and a title.
    pub(super) fn block(self, number: usize, title: &str) -> Block {
        Block { page: self, text: format!("\n{LABEL}{number:>2}  {}{LABEL:#}\n", printable(title)) }
    }

    /// A block with a title.
    pub(super) fn section(self, title: &str) -> Block {
        Block { page: self, text: format!("\n{LABEL}{}{LABEL:#}\n", printable(title)) }
    }
}

impl Block {
    /// Appends a sentence, which is broken between words.
    pub(super) fn say(&mut self, label: &str, style: Style, text: &str) {
        let lines = wrapped(text.split_inclusive(' '), self.page.room, false);
        self.append(label, style, &lines);
    }

    /// Appends a path with its query, which is broken before its parts.
    pub(super) fn target(&mut self, label: &str, text: &str) {
        let lines = wrapped(parts(text, |_, next| matches!(next, '/' | '?' | '&')), self.page.room, false);
        self.append(label, LABEL, &lines);
    }

    /// Appends a JSON document, which is broken behind commas, and before the ACEs of a descriptor in it.
    pub(super) fn json(&mut self, label: &str, style: Style, text: &str) {
        let mut is_string = false;
        let mut is_escaped = false;
        let breaks = |c: char, next: char| {
            let is_end = c == ',' && !is_string || next == '(';
            is_string ^= c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        };
        let lines = wrapped(parts(text, breaks), self.page.room, self.page.shortens);
        self.append(label, style, &lines);
    }

    /// Appends a security descriptor, each ACE in a line of its own where they do not go into one.
    pub(super) fn aces(&mut self, text: &str) {
        let lines = wrapped(parts(text, |_, next| next == '('), self.page.room, false);
        self.append("", LABEL, &lines);
    }

    /// Appends a line that is never broken.
    pub(super) fn line(&mut self, label: &str, style: Style, text: &str) {
        self.append(label, style, &[text.to_owned()]);
    }

    /// Prints it.
    pub(super) fn print(&self) -> Result<(), Failure> {
        screen::print(&self.text)
    }

    fn append(&mut self, label: &str, style: Style, lines: &[String]) {
        let mut label = label;
        for line in lines {
            let line = printable(line.trim_end());
            let _ = writeln!(self.text, "    {style}{label:<LABELS$}{style:#}{line}");
            label = "";
        }
    }
}

/// The parts of a text, broken between two characters where that may be done.
fn parts(text: &str, mut breaks: impl FnMut(char, char) -> bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        let is_break = breaks(c, characters.peek().copied().unwrap_or_default());
        if is_break && characters.peek().is_some() {
            parts.push(String::new());
        }
    }
    parts
}

/// Lines of so many columns at most, as far as the parts let them.
fn wrapped<P: AsRef<str>>(parts: impl IntoIterator<Item = P>, room: usize, shortens: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in parts {
        let part = part.as_ref();
        let part = if shortens { shortened(part, room) } else { part.to_owned() };
        match lines.last_mut() {
            Some(line) if line.is_empty() || screen::width(line).saturating_add(screen::width(part.trim_end())) <= room => {
                line.push_str(&part);
            }
            _ => lines.push(part),
        }
    }
    lines
}

/// A part in one line, with an ellipsis in its middle where it was longer.
fn shortened(part: &str, room: usize) -> String {
    if screen::width(part) <= room {
        return part.to_owned();
    }
    let all: Vec<char> = part.chars().collect();
    let tail = room / 4;
    let head = room.saturating_sub(tail).saturating_sub(1);
    let head: String = all.iter().take(head).collect();
    let tail: String = all.iter().skip(all.len().saturating_sub(tail)).collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(room: usize, shortens: bool) -> Block {
        Block { page: Page { room, shortens }, text: String::new() }
    }

    #[test]
    fn documents_are_broken_behind_commas_outside_of_strings() {
        let mut block = block(16, false);
        block.json("200", Style::new(), r#"{"A":"x,y\",z","B":[1,2],"C":"a long one, with commas"}"#);
        let expected =
            "    200      {\"A\":\"x,y\\\",z\",\n             \"B\":[1,2],\n             \"C\":\"a long one, with commas\"}\n";
        assert_eq!(anstream::adapter::strip_str(&block.text).to_string(), expected);
    }

    #[test]
    fn long_members_are_shortened_on_a_terminal_only() {
        let mut block = block(16, true);
        block.json("", Style::new(), r#"["abcdefghijklmnopqrstuvwxyz"]"#);
        assert_eq!(anstream::adapter::strip_str(&block.text).to_string(), "             [\"abcdefghi…yz\"]\n");
    }

    #[test]
    fn paths_are_broken_before_their_parts() {
        let mut block = block(12, false);
        block.target("GET", "/one/two/three?four=5&six=7");
        let expected = "    GET      /one/two\n             /three\n             ?four=5\n             &six=7\n";
        assert_eq!(anstream::adapter::strip_str(&block.text).to_string(), expected);
    }
}
