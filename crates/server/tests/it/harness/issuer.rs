//! The issuer of tokens.

use std::sync::LazyLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://issuer.example/adfs";
pub(crate) const AUDIENCE: &str = "https://host.example/certificatemanagement";
/// The end of the year 2099.
const EXPIRES: u64 = 4_102_444_799;

static KEY: LazyLock<EcdsaKeyPair> = LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());

/// The issuer's public keys.
pub(crate) fn jwks() -> String {
    let point = KEY.public_key().as_ref();
    let (x, y) = point[1..].split_at(32);
    json!({"keys": [{"kty": "EC", "kid": "ec", "crv": "P-256", "x": base64url(x), "y": base64url(y)}]}).to_string()
}

/// A token with these claims, and those that every token has.
pub(crate) fn token(claims: &Value) -> String {
    let mut all = json!({"iss": ISSUER, "aud": AUDIENCE, "exp": EXPIRES});
    for (name, value) in claims.as_object().unwrap() {
        all[name] = value.clone();
    }
    let header = json!({"alg": "ES256", "kid": "ec"}).to_string();
    let message = format!("{}.{}", base64url(header), base64url(all.to_string()));
    let signature = KEY.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", base64url(signature))
}

fn base64url(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
