//! A secret as a line of text.

use std::io::{self, Write};

use zeroize::Zeroizing;

use super::streams;
use crate::failure::Failure;
use crate::screen;

/// The longest line: the digits of 32 bytes and a line end.
const LONGEST: usize = 65;

/// A line that is wiped. It is filled where it is, for every move leaves a copy.
pub(super) struct SecretLine {
    bytes: Zeroizing<[u8; LONGEST]>,
    len: usize,
}

impl SecretLine {
    /// A line without anything, to be filled.
    pub(super) fn empty() -> Self {
        Self { bytes: Zeroizing::new([0; LONGEST]), len: 0 }
    }

    /// Becomes a text.
    pub(super) fn fill_text(&mut self, text: &str) {
        self.bytes.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
        self.end(text.len());
    }

    /// Becomes the lower-case hexadecimal digits of bytes.
    pub(super) fn fill_hex(&mut self, bytes: &[u8]) {
        let digits = base16ct::lower::encode(bytes, self.bytes.as_mut()).map_or(0, <[u8]>::len);
        self.end(digits);
    }

    fn end(&mut self, len: usize) {
        if let Some(end) = self.bytes.get_mut(len) {
            *end = b'\n';
            self.len = len.saturating_add(1);
        }
    }

    /// Writes the line somewhere that keeps no copy.
    pub(super) fn write(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(self.bytes.get(..self.len).unwrap_or_default())
    }

    /// Prints the line.
    pub(super) fn print(&self) -> Result<(), Failure> {
        screen::written(streams::stdout().and_then(|out| self.write(out)))
    }
}
