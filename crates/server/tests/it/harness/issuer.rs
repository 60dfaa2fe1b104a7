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
    let message = unsigned(&json!({"alg": "ES256", "kid": "ec"}), claims);
    let signature = KEY.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", base64url(signature))
}

/// A header, and these claims with those that every token has: what is signed. A claim that is null is left out.
pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
    let mut all = json!({"iss": ISSUER, "aud": AUDIENCE, "exp": EXPIRES});
    for (name, value) in claims.as_object().unwrap() {
        all[name] = value.clone();
    }
    all.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    format!("{}.{}", base64url(header.to_string()), base64url(all.to_string()))
}

/// A token that is signed with a secret, as if that were shared.
pub(crate) fn with_hmac(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let message = unsigned(header, claims);
    let algorithm = match header["alg"].as_str().unwrap() {
        "HS384" => aws_lc_rs::hmac::HMAC_SHA384,
        "HS512" => aws_lc_rs::hmac::HMAC_SHA512,
        _ => aws_lc_rs::hmac::HMAC_SHA256,
    };
    let tag = aws_lc_rs::hmac::sign(&aws_lc_rs::hmac::Key::new(algorithm, secret), message.as_bytes());
    format!("{message}.{}", base64url(tag))
}

/// The public key in the forms that somebody would use as a secret: the point, its coordinate, the JWKS itself.
pub(crate) fn public_key_as_secrets() -> Vec<Vec<u8>> {
    let point = KEY.public_key().as_ref();
    vec![point.to_vec(), point[1..33].to_vec(), base64url(&point[1..33]).into_bytes(), jwks().into_bytes()]
}

fn base64url(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
