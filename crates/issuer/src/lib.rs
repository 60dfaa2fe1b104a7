//! A throw-away issuer of bearer tokens: its key exists as long as the value, and nobody else has it. For demonstrations, tests and
//! measuring; a real service has a real issuer.
//!
//! ```
//! use std::time::Duration;
//! let issuer = aclavis_issuer::Issuer::new("https://issuer.test", "https://cm.test")?;
//! assert!(issuer.jwks().starts_with(r#"{"keys":[{"#));
//! let token = issuer.token(&serde_json::json!({ "primarysid": "S-1-5-21-1-2-3-1000" }), Duration::from_secs(60));
//! assert_eq!(token.split('.').count(), 3);
//! # Ok::<(), aclavis_issuer::NoKey>(())
//! ```

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// The name of the only key.
const KEY_ID: &str = "throw-away";

/// An issuer with a fresh Ed25519 key.
pub struct Issuer {
    name: String,
    audience: String,
    key: Ed25519KeyPair,
}

/// The operating system gives no random bytes for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKey;

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no random bytes for a key")
    }
}

impl std::error::Error for NoKey {}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issuer").field("name", &self.name).field("audience", &self.audience).finish_non_exhaustive()
    }
}

impl Issuer {
    /// An issuer of this name, whose tokens are for this audience.
    ///
    /// # Errors
    ///
    /// There are no random bytes.
    pub fn new(name: &str, audience: &str) -> Result<Self, NoKey> {
        let key = Ed25519KeyPair::generate().map_err(|_| NoKey)?;
        Ok(Self { name: name.to_owned(), audience: audience.to_owned(), key })
    }

    /// The name, `iss` of its tokens.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The audience, `aud` of its tokens.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// The document with its public key (RFC 7517, RFC 8037).
    #[must_use]
    pub fn jwks(&self) -> String {
        let x = URL_SAFE_NO_PAD.encode(self.key.public_key().as_ref());
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": KEY_ID, "x": x }] }).to_string()
    }

    /// A token with these claims that is valid from now on for so long.
    #[must_use]
    pub fn token(&self, claims: &Value, lasts: Duration) -> String {
        let expires = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().saturating_add(lasts).as_secs();
        let mut all = json!({ "iss": self.name, "aud": self.audience, "exp": expires });
        if let (Some(all), Some(claims)) = (all.as_object_mut(), claims.as_object()) {
            all.extend(claims.clone());
        }
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": KEY_ID });
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(&header), encode(&all));
        let signature = URL_SAFE_NO_PAD.encode(self.key.sign(signed.as_bytes()).as_ref());
        format!("{signed}.{signature}")
    }
}
