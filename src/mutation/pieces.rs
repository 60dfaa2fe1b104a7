//! The pieces of a text: words and single characters.

use alloc::vec::Vec;
use core::ops::Range;

/// The places of the pieces of a text, one behind the other: words of letters, digits and what names and numbers are made
/// of; every other character by itself.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, character) in text.char_indices() {
        let end = at.saturating_add(character.len_utf8());
        let is_word = character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | '@' | '#' | '%');
        match pieces.last_mut() {
            Some(last) if is_word && in_word => last.end = end,
            _ => pieces.push(at..end),
        }
        in_word = is_word;
    }
    pieces
}

/// From the parenthesis that opens at this place or before it to the one that closes it, or to the end; `None` where none opens.
pub(super) fn group(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..=at).or_else(|| text.get(..at))?;
    let start = before.rfind('(')?;
    let mut depth: usize = 0;
    for (place, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'(' => depth = depth.saturating_add(1),
            b')' if depth == 1 => return Some(start..place.saturating_add(1)),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Some(start..text.len())
}
