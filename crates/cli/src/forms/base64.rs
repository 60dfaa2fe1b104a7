//! Base64, of the standard or the URL-safe alphabet.

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::Malformed;

/// Accepts what has its padding and what has none.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes in the standard alphabet, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a base64 text, in which blanks and line ends do not count.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Malformed> {
    let malformed = |message: String, at| Malformed { code: "bad-base64", message, expected: "base64", at };
    if let Some((at, wrong)) = text.char_indices().find(|(_, c)| !is_base64(*c) && !c.is_ascii_whitespace()) {
        let message = format!("not a character of base64 `{}`", wrong.escape_debug());
        return Err(malformed(message, at..at.saturating_add(wrong.len_utf8())));
    }
    let digits: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            _ => c,
        })
        .collect();
    LENIENT
        .decode(&digits)
        .map_err(|_| malformed(format!("incomplete base64 of {} characters", digits.len()), text.len()..text.len()))
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
}
