//! Pairs of hexadecimal digits, grouped in any way.

use super::Malformed;

/// Bytes as pairs of lower-case digits.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// The bytes of groups of pairs, each group with or without `0x`; between groups stand blanks, commas, colons, hyphens
/// or the backslashes of continued lines.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Malformed> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut at: usize = 0;
    for group in text.split(is_separator) {
        let digits = group.strip_prefix("0x").or_else(|| group.strip_prefix("0X")).unwrap_or(group);
        let start = at.saturating_add(group.len()).saturating_sub(digits.len());
        if let Some((place, wrong)) = digits.char_indices().find(|(_, c)| !c.is_ascii_hexdigit()) {
            let place = start.saturating_add(place);
            return Err(Malformed {
                code: "bad-hex",
                message: format!("not a hexadecimal digit `{}`", wrong.escape_debug()),
                expected: "pairs of hexadecimal digits",
                at: place..place.saturating_add(wrong.len_utf8()),
            });
        }
        let (pairs, odd) = digits.as_bytes().as_chunks::<2>();
        if !odd.is_empty() {
            return Err(Malformed {
                code: "bad-hex",
                message: format!("odd number of hexadecimal digits: {}", digits.len()),
                expected: "pairs of hexadecimal digits",
                at: start..start.saturating_add(digits.len()),
            });
        }
        bytes.extend(pairs.iter().map(|[high, low]| value(*high) << 4 | value(*low)));
        // Separators are one byte each.
        at = at.saturating_add(group.len()).saturating_add(1);
    }
    Ok(bytes)
}

fn is_separator(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, ',' | ':' | '-' | '\\')
}

fn value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit.wrapping_sub(b'0'),
        _ => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10),
    }
}
