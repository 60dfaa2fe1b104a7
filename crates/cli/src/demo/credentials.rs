//! Credentials for one run: an issuer of tokens that nobody else knows.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::cast::Person;

/// Who issues the tokens.
pub(super) const ISSUER: &str = "https://issuer.demo.example";
/// Whom they are for.
pub(super) const AUDIENCE: &str = "https://demo.example/certificatemanagement";
/// How long a token counts.
pub(super) const LIFETIME: Duration = Duration::from_mins(15);
/// The name of the key.
const KEY_ID: &str = "demo";

/// Issues tokens.
pub(super) struct Issuer(Ed25519KeyPair);

impl Issuer {
    /// An issuer with a new key.
    pub(super) fn fresh() -> Result<Self, String> {
        Ed25519KeyPair::generate().map(Self).map_err(|_| "no key can be made".to_owned())
    }

    /// The public key, as the service reads it.
    pub(super) fn jwks(&self) -> Value {
        json!({ "keys": [{
            "kty": "OKP",
            "crv": "Ed25519",
            "kid": KEY_ID,
            "use": "sig",
            "alg": "EdDSA",
            "x": BASE64_URL_SAFE_NO_PAD.encode(self.0.public_key()),
        }] })
    }

    /// The header of a request with a token of a person, which counts from now on.
    pub(super) fn authorization(&self, person: &Person) -> Zeroizing<String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let groups: Vec<_> = person.groups.iter().map(|group| group.sid).collect();
        let header = json!({ "alg": "EdDSA", "kid": KEY_ID, "typ": "JWT" });
        let claims = json!({
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "nbf": now,
            "exp": now.saturating_add(LIFETIME.as_secs()),
            "sub": person.name,
            "upn": person.upn(),
            "primarysid": person.sid,
            "groupsid": groups,
        });
        let encoded = |part: Value| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = Zeroizing::new(format!("{}.{}", encoded(header), encoded(claims)));
        let signature = self.0.sign(signed.as_bytes());
        Zeroizing::new(format!("Bearer {}.{}", *signed, BASE64_URL_SAFE_NO_PAD.encode(signature)))
    }
}
