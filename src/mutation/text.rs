//! Nearly valid texts.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::ops::Range;

use arbitrary::{Arbitrary, Result, Unstructured};

use super::pieces::{group, pieces};
use super::words::{letters, number, word};
use super::{ValidText, edits, model, place};
use crate::descriptor::SecurityDescriptor;

/// The text of a valid descriptor after a few edits: parentheses, semicolons and whole ACEs doubled, gone, nested or in other
/// places, unknown letters and aliases, numbers in other spellings or too long, blanks, another case, operators of conditions.
///
/// Now and then an edit leaves the text valid.
///
/// ```
/// use aclavis::mutation::NearlyValidText;
/// use arbitrary::{Arbitrary, Unstructured};
/// let noise = b"what comes out depends on these bytes only";
/// let near = NearlyValidText::arbitrary(&mut Unstructured::new(noise))?;
/// assert_eq!(near, NearlyValidText::arbitrary(&mut Unstructured::new(noise))?);
/// # Ok::<(), arbitrary::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearlyValidText(String);

impl NearlyValidText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<'a> Arbitrary<'a> for NearlyValidText {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        edited(ValidText::arbitrary(u)?.as_str(), u).map(Self)
    }
}

/// A text made of another one, which may be a descriptor or not. Where it is one its model may be edited and printed again;
/// otherwise its words and parentheses are.
///
/// # Errors
///
/// None that `u` does not give.
///
/// ```
/// use aclavis::mutation::mutated_text;
/// use arbitrary::Unstructured;
/// let text = "O:SYD:(A;;RC;;;WD)";
/// assert_ne!(mutated_text(text, &mut Unstructured::new(&[7; 64]))?, text);
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn mutated_text(text: &str, u: &mut Unstructured<'_>) -> Result<String> {
    if u.arbitrary()?
        && let Ok(mut descriptor) = text.parse::<SecurityDescriptor>()
    {
        edits(u, |u| model::edit(&mut descriptor, u))?;
        if let Ok(printed) = descriptor.to_sddl() {
            return Ok(printed);
        }
    }
    edited(text, u)
}

/// The text after a few edits, which is another one.
fn edited(text: &str, u: &mut Unstructured<'_>) -> Result<String> {
    let mut edited = text.to_owned();
    edits(u, |u| edit(&mut edited, u))?;
    if edited == text {
        edited.push_str(&word(u)?);
    }
    Ok(edited)
}

/// Changes a piece or a pair of parentheses with what is inside.
fn edit(text: &mut String, u: &mut Unstructured<'_>) -> Result<()> {
    let pieces = pieces(text);
    let (Some(one), Some(other)) = (place(u, pieces.len())?, place(u, pieces.len())?) else {
        text.push_str(&word(u)?);
        return Ok(());
    };
    let (Some(piece), Some(other)) = (pieces.get(one).cloned(), pieces.get(other).cloned()) else { return Ok(()) };
    let old = text.get(piece.clone()).unwrap_or_default().to_owned();
    match u.int_in_range(0..=15_u8)? {
        0 => put(text, piece, ""),
        1 => put(text, piece, &format!("{old}{old}")),
        2 => swap(text, &piece, &other),
        3 => put(text, other, &old),
        4 => text.truncate(piece.start),
        5 => put(text, piece, &other_case(&old)),
        6 | 7 => put(text, piece.start..piece.start, &word(u)?),
        8 | 9 => put(text, piece, &word(u)?),
        10 if old.bytes().any(|byte| byte.is_ascii_digit()) => put(text, piece, &format!("{old}{}", number(u)?)),
        10 | 11 => put(text, piece, &letters(u)?),
        choice => match group(text, piece.start) {
            Some(group) => grouped(text, group, &other, choice),
            None => put(text, piece, &word(u)?),
        },
    }
    Ok(())
}

/// Takes away, doubles, nests or moves a pair of parentheses.
fn grouped(text: &mut String, group: Range<usize>, other: &Range<usize>, choice: u8) {
    let old = text.get(group.clone()).unwrap_or_default().to_owned();
    match choice {
        12 => put(text, group, ""),
        13 => put(text, group, &format!("{old}{old}")),
        14 => put(text, group, &format!("({old})")),
        _ => put(text, other.start..other.start, &old),
    }
}

fn put(text: &mut String, place: Range<usize>, new: &str) {
    text.replace_range(place, new);
}

/// Two pieces in each other's place.
fn swap(text: &mut String, one: &Range<usize>, other: &Range<usize>) {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    if first.end > second.start {
        return;
    }
    let [front, back] = [first, second].map(|piece| text.get(piece.clone()).unwrap_or_default().to_owned());
    put(text, second.clone(), &front);
    put(text, first.clone(), &back);
}

fn other_case(text: &str) -> String {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) { text.to_ascii_lowercase() } else { text.to_ascii_uppercase() }
}
