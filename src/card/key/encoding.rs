//! Keys as files have them.

use base64ct::{Base64, Encoding};

use crate::card::secret::{Frames, on_wiped_stack};

/// Fills a key from an encoding of exactly its length: the bytes as they are, or, after cutting one line end, their hexadecimal
/// digits or base64. Decoding takes the same steps whatever the key is.
pub(super) fn decode(encoded: &[u8], key: &mut [u8]) -> Option<()> {
    let size = key.len();
    if encoded.len() == size {
        key.copy_from_slice(encoded);
        return Some(());
    }
    let text = text(encoded);
    let decoded = on_wiped_stack(Frames::Usual, || {
        let is_hex = Some(text.len()) == size.checked_mul(2);
        if is_hex { base16ct::mixed::decode(text, key).ok() } else { Base64::decode(text, key).ok() }
    });
    (decoded?.len() == size).then_some(())
}

/// Without one line end.
pub(super) fn text(encoded: &[u8]) -> &[u8] {
    encoded.strip_suffix(b"\n").map_or(encoded, |text| text.strip_suffix(b"\r").unwrap_or(text))
}
