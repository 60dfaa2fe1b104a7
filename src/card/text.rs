//! Challenges and responses as text: base64 as the API has it, hexadecimal digits as people read them out.

use base64ct::{Base64, Encoding};

use crate::error::{Error, ErrorKind};

/// The most bytes of a challenge or response: eight blocks of 3DES, four of AES.
pub(crate) const MAX: usize = 64;
/// The most characters of their base64.
pub(crate) const MAX_BASE64: usize = 88;
/// The bytes of so many characters, of which the last two are too many.
pub(crate) const ROOM: usize = 66;

/// Reads canonical base64 in the standard alphabet; the bytes it gives are counted in blocks of this length. Too much of
/// it is an error of the kind `length`.
pub(crate) fn from_base64<'out>(
    text: &str,
    block: usize,
    length: ErrorKind,
    out: &'out mut [u8; ROOM],
) -> Result<&'out [u8], Error> {
    if text.is_empty() {
        return Err(Error::new(ErrorKind::EmptyValue));
    }
    if is_hex(text, block) {
        return Err(Error::in_bytes(ErrorKind::LooksLikeHex, 0..text.len()));
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric() && !"+/=".contains(*c)) {
        let blank = c.is_whitespace() && !text.trim_end().is_empty();
        let kind = if blank { ErrorKind::BlankInBase64 } else { ErrorKind::BadBase64 };
        return Err(Error::in_bytes(kind, at..at.saturating_add(c.len_utf8())));
    }
    if text.len() > MAX_BASE64 {
        return Err(Error::of_size(length, text.trim_end_matches('=').len().saturating_mul(3) / 4));
    }
    Base64::decode(text, out).map_err(|_| Error::in_bytes(ErrorKind::NonCanonicalBase64, 0..text.len()))
}

/// Whether a text is what a client sends who took hexadecimal digits for base64: an even number of digits and nothing else, half of
/// it within one of a multiple of the block.
fn is_hex(text: &str, block: usize) -> bool {
    let bytes = text.len() / 2;
    let off = bytes.checked_rem(block).unwrap_or_default();
    text.len().is_multiple_of(2)
        && bytes > 1
        && (off <= 1 || off == block.saturating_sub(1))
        && text.bytes().all(|c| c.is_ascii_hexdigit())
}

/// Reads pairs of hexadecimal digits in any case, with blanks, dashes and colons anywhere.
pub(crate) fn from_hex<'out>(text: &str, length: ErrorKind, out: &'out mut [u8; MAX]) -> Result<&'out [u8], Error> {
    let mut count = 0_usize;
    let mut high = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || c == '-' || c == ':' {
            continue;
        }
        let bad = || Error::in_bytes(ErrorKind::BadHex, at..at.saturating_add(c.len_utf8()));
        let digit = c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or_else(bad)?;
        match high.take() {
            None => high = Some(digit << 4),
            Some(high) => {
                if let Some(byte) = out.get_mut(count) {
                    *byte = high | digit;
                }
                count = count.saturating_add(1);
            }
        }
    }
    if high.is_some() {
        return Err(Error::in_bytes(ErrorKind::BadHex, text.len()..text.len()));
    }
    if count == 0 {
        return Err(Error::new(ErrorKind::EmptyValue));
    }
    out.get(..count).ok_or_else(|| Error::of_size(length, count))
}
