//! Which keys are read from a key set.

use serde_json::{Value, json};

use super::mint::{KEYS, Signer, auth, base64url, claims, code, now, token, verifier_of};
use crate::auth::bearer::BearerVerifier;

async fn error_of(keys: Value) -> String {
    verifier_of(&json!({"keys": keys})).await.err().unwrap_or_default()
}

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    jwk.as_object_mut().unwrap().insert(name.to_owned(), value);
    jwk
}

#[tokio::test]
async fn shared_secrets_are_left_out() {
    let secret = json!({"kty": "oct", "kid": "oct", "k": base64url("secret"), "alg": "HS256"});
    let same_name = with(secret.clone(), "kid", json!("ec"));
    let verifier = verifier_of(&json!({"keys": [secret, same_name, KEYS.ec_jwk()]})).await.unwrap();
    for kid in ["oct", "ec"] {
        let token = token(&json!({"alg": "HS256", "kid": kid}), &claims(), Signer::Hs256(b"secret"));
        assert_eq!(code(&verifier, &token), "bad-algorithm");
    }
    assert_eq!(code(&verifier, &token(&json!({"alg": "ES256", "kid": "oct"}), &claims(), Signer::Es256)), "unknown-key");
    assert_eq!(code(&verifier, &token(&json!({"alg": "ES256", "kid": "ec"}), &claims(), Signer::Es256)), "verified");
}

#[tokio::test]
async fn keys_for_something_else_are_left_out() {
    let nothing = "keys from `jwks.json`: no key of the key set can be used";
    assert_eq!(error_of(json!([])).await, nothing);
    for (name, value) in [
        ("use", json!("enc")),
        ("use", json!("SIG")),
        ("key_ops", json!(["sign"])),
        ("alg", json!("RSA-OAEP")),
        ("alg", json!("RS512")),
        ("alg", json!("ES256")),
        ("alg", json!("HS256")),
        ("kid", json!(7)),
        ("kty", json!("rsa")),
    ] {
        assert_eq!(error_of(json!([with(KEYS.rsa_jwk(), name, value.clone())])).await, nothing, "{name} {value}");
    }
    assert_eq!(error_of(json!([with(KEYS.ec_jwk(), "crv", json!("P-384"))])).await, nothing);
    assert_eq!(error_of(json!([with(KEYS.ed_jwk(), "crv", json!("Ed448"))])).await, nothing);
    assert_eq!(error_of(json!([with(KEYS.ec_jwk(), "key_ops", json!(["verify"]))])).await, "");
}

#[tokio::test]
async fn keys_without_a_name_are_left_out() {
    let mut unnamed = KEYS.ec_jwk();
    unnamed.as_object_mut().unwrap().remove("kid");
    let verifier = verifier_of(&json!({"keys": [unnamed, KEYS.ed_jwk()]})).await.unwrap();
    assert_eq!(code(&verifier, &token(&json!({"alg": "ES256"}), &claims(), Signer::Es256)), "missing-key-id");
    assert_eq!(code(&verifier, &token(&json!({"alg": "EdDSA", "kid": "ed"}), &claims(), Signer::EdDsa)), "verified");
}

#[tokio::test]
async fn short_rsa_keys_are_refused() {
    for (bytes, first, bits) in [(128, 0xff, 1_024), (255, 0xff, 2_040), (256, 0x7f, 2_047), (1_025, 0x01, 8_193)] {
        let mut modulus = vec![0xff_u8; bytes];
        *modulus.first_mut().unwrap() = first;
        let jwk = with(KEYS.rsa_jwk(), "n", json!(base64url(&modulus)));
        let expected = format!("keys from `jwks.json`: the RSA key `rsa` has {bits} bits instead of 2048 to 8192");
        assert_eq!(error_of(json!([jwk])).await, expected);
        modulus.splice(0..0, [0; 200]);
        let padded = with(KEYS.rsa_jwk(), "n", json!(base64url(modulus)));
        assert_eq!(error_of(json!([padded])).await, expected);
    }
}

#[tokio::test]
async fn a_zero_byte_before_a_modulus_does_no_harm() {
    let (mut n, _) = KEYS.rsa_components();
    n.insert(0, 0);
    let verifier = verifier_of(&json!({"keys": [with(KEYS.rsa_jwk(), "n", json!(base64url(n)))]})).await.unwrap();
    assert_eq!(code(&verifier, &token(&json!({"alg": "PS256", "kid": "rsa"}), &claims(), Signer::Ps256)), "verified");
}

#[tokio::test]
async fn two_keys_of_one_name_are_refused() {
    let other = with(KEYS.ed_jwk(), "kid", json!("ec"));
    assert_eq!(error_of(json!([KEYS.ec_jwk(), other])).await, "keys from `jwks.json`: two keys are called `ec`");
}

#[tokio::test]
async fn points_of_another_length_are_refused() {
    let bad = |key: &str| format!("keys from `jwks.json`: the key `{key}` is not a public key of its type");
    assert_eq!(error_of(json!([with(KEYS.ed_jwk(), "x", json!(base64url([1; 31])))])).await, bad("ed"));
    assert_eq!(error_of(json!([with(KEYS.ec_jwk(), "x", json!(base64url([1; 31])))])).await, bad("ec"));
    assert_eq!(error_of(json!([with(KEYS.ec_jwk(), "x", json!("not base64!"))])).await, bad("ec"));
}

#[tokio::test]
async fn what_is_no_key_set_is_refused() {
    for bad in [json!([]), json!({}), json!({"keys": {}}), json!(null)] {
        assert_eq!(verifier_of(&bad).await.err().unwrap(), "keys from `jwks.json`: the key set is not a JWKS document", "{bad}");
    }
}

#[tokio::test]
async fn without_a_domain_there_are_no_bearer_tokens() {
    let error = BearerVerifier::start(&auth().bearer.unwrap(), &[], now()).await.err().unwrap();
    assert_eq!(error.to_string(), "bearer tokens need at least one domain in `auth.domains`");
}
