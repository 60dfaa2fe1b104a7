//! The encodings of text.

use std::borrow::Cow;

use crate::problem::Problem;

/// The text of UTF-8, with or without a byte order mark, or of UTF-16 with one.
pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    let utf16 = |body: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = body.as_chunks::<2>();
        let text = String::from_utf16(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<_>>()).ok();
        text.filter(|_| odd.is_empty()).map(Cow::Owned).ok_or_else(|| Problem::new("not-text", "malformed UTF-16"))
    };
    match bytes {
        [0xff, 0xfe, body @ ..] => utf16(body, u16::from_le_bytes),
        [0xfe, 0xff, body @ ..] => utf16(body, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, body @ ..] => of_utf8(body),
        _ => of_utf8(bytes),
    }
}

fn of_utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let message = format!("neither text nor a descriptor: byte {} is no UTF-8", error.valid_up_to());
        Problem::new("not-text", message)
            .expecting("text in UTF-8 or UTF-16, or a self-relative descriptor, whose first byte is 0x01")
            .note(format!("the first bytes are {}", super::hex::encode(bytes.get(..8).unwrap_or(bytes))))
    })
}
