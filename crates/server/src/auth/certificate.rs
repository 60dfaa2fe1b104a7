//! Certificates of clients.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;

/// Bytes of a SHA-256.
const BYTES: usize = 32;

/// The SHA-256 of a certificate in its binary form, by which the directory knows a client.
///
/// Its text is 64 lower-case hexadecimal digits; either case is read, and colons between the bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; BYTES]);

impl Fingerprint {
    /// The fingerprint of a certificate.
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// The fingerprint with these bytes.
    pub const fn from_bytes(bytes: [u8; BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn to_bytes(self) -> [u8; BYTES] {
        self.0
    }
}

impl FromStr for Fingerprint {
    type Err = BadFingerprint;

    /// # Errors
    ///
    /// Anything but 64 hexadecimal digits, or 32 pairs of them with colons between.
    fn from_str(text: &str) -> Result<Self, BadFingerprint> {
        let digits = if text.contains(':') { &pairs(text).ok_or(BadFingerprint)? } else { text };
        let mut bytes = [0; BYTES];
        match base16ct::mixed::decode(digits, &mut bytes) {
            Ok(decoded) if decoded.len() == BYTES => Ok(Self(bytes)),
            _ => Err(BadFingerprint),
        }
    }
}

/// The digits of pairs with colons between.
fn pairs(text: &str) -> Option<String> {
    text.split(':').all(|pair| pair.len() == 2).then(|| text.replace(':', ""))
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a fingerprint is 64 hexadecimal digits")]
pub struct BadFingerprint;

/// The verified certificate of a connection's client: an extension of each of its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerCertificate(pub Fingerprint);

#[cfg(test)]
mod tests {
    use super::{BadFingerprint, Fingerprint};

    #[test]
    fn a_fingerprint_is_the_sha_256_of_the_certificate() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Fingerprint::of(b"").to_string(), empty);
        assert_eq!(empty.parse(), Ok(Fingerprint::of(b"")));
    }

    #[test]
    fn a_fingerprint_is_read_in_either_case_and_with_colons() {
        let colons = vec!["AB"; 32].join(":");
        assert_eq!(colons.parse(), Ok(Fingerprint::from_bytes([0xab; 32])));
        for bad in
            [String::new(), "ab".repeat(31), "ab".repeat(33), "xy".repeat(32), format!(":{colons}"), colons.replacen(':', "", 1)]
        {
            assert_eq!(bad.parse::<Fingerprint>(), Err(BadFingerprint), "{bad}");
        }
    }
}
