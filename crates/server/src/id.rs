//! Fresh identifiers.

use aclavis::card::Uuid;

/// The four bits that say version 4 (RFC 9562, section 4.2), in byte 6.
const VERSION: u8 = 0x40;
/// The two bits that say which variant (RFC 9562, section 4.1), in byte 8.
const VARIANT: u8 = 0x80;

/// A random identifier, version 4 of RFC 9562.
///
/// # Errors
///
/// The operating system gives no random bytes.
pub fn fresh() -> Result<Uuid, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
    *version = *version & 0x0f | VERSION;
    *variant = *variant & 0x3f | VARIANT;
    Ok(Uuid::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::fresh;

    #[test]
    fn a_fresh_identifier_says_version_4_and_is_like_no_other() {
        let [one, other] = [fresh().unwrap(), fresh().unwrap()];
        assert_ne!(one, other);
        let text = one.to_string();
        let mut groups = text.split('-').skip(2);
        assert!(groups.next().unwrap().starts_with('4'));
        assert!(groups.next().unwrap().starts_with(['8', '9', 'a', 'b']));
    }
}
