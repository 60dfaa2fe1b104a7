//! Lines of a stream, none of which takes more memory than a limit.

use std::io::{self, BufRead, BufReader, Read};

/// A line without its end.
pub(super) enum Line<'a> {
    /// A line within the limit.
    Whole(&'a [u8]),
    /// A longer one, which has been skipped.
    TooLong,
}

/// Reads lines.
pub(super) struct Lines<R> {
    stream: BufReader<R>,
    line: Vec<u8>,
    limit: usize,
    is_first: bool,
}

impl<R: Read> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub(super) fn new(stream: BufReader<R>, limit: usize) -> Self {
        Self { stream, line: Vec::new(), limit, is_first: true }
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut is_too_long = false;
        let mut is_empty = true;
        loop {
            let available = match self.stream.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                break;
            }
            is_empty = false;
            let end = available.iter().position(|byte| *byte == b'\n');
            let piece = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
            is_too_long |= self.line.len().saturating_add(piece.len()) > self.limit;
            if !is_too_long {
                self.line.extend_from_slice(piece);
            }
            let taken = piece.len().saturating_add(usize::from(end.is_some()));
            self.stream.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if is_empty {
            return Ok(None);
        }
        let mark: &[u8] = if std::mem::take(&mut self.is_first) { b"\xef\xbb\xbf" } else { b"" };
        let line = self.line.strip_prefix(mark).unwrap_or(&self.line);
        Ok(Some(if is_too_long { Line::TooLong } else { Line::Whole(line) }))
    }

    /// Whether the next line has to be waited for.
    pub(super) fn would_wait(&self) -> bool {
        self.stream.buffer().is_empty()
    }
}
