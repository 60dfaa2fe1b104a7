//! Tokens that are kept.

use std::time::Duration;

use serde_json::{Value, json};

use super::mint::{KEYS, NOW_SECONDS, claims, claims_with, code, code_at, issued, now, verifier, verifier_at};
use crate::config::Jwks;

#[tokio::test]
async fn only_verified_tokens_are_kept() {
    let verifier = verifier().await;
    let token = issued(&claims());
    let first = verifier.verify(&token, now()).unwrap();
    let second = verifier.verify(&token, now()).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &second));
    assert_eq!(code(&verifier, &issued(&claims_with("iss", json!("other")))), "wrong-issuer");
    assert_eq!(code(&verifier, &format!("{token}A")), "bad-signature");
    assert_eq!(verifier.kept(), 1);
}

#[tokio::test]
async fn a_token_is_kept_until_its_end() {
    let verifier = verifier().await;
    let token = issued(&claims_with("exp", json!(NOW_SECONDS + 10)));
    let first = verifier.verify(&token, now()).unwrap();
    let last = verifier.verify(&token, now() + Duration::from_millis(9_999)).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &last));
    let again = verifier.verify(&token, now() + Duration::from_secs(10)).unwrap();
    assert!(!std::sync::Arc::ptr_eq(&first, &again));
}

#[tokio::test]
async fn other_keys_end_all_that_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jwks.json");
    let write = |keys: Value| std::fs::write(&path, json!({"keys": keys}).to_string()).unwrap();
    write(json!([KEYS.ec_jwk(), KEYS.ed_jwk()]));
    let verifier = verifier_at(Jwks::File(path.clone())).await.unwrap();
    let token = issued(&claims());
    let first = verifier.verify(&token, now()).unwrap();
    verifier.refresh(now()).await;
    assert!(std::sync::Arc::ptr_eq(&first, &verifier.verify(&token, now()).unwrap()), "the same keys change nothing");
    write(json!([KEYS.ed_jwk()]));
    verifier.refresh(now()).await;
    assert_eq!(code(&verifier, &token), "unknown-key");
    assert_eq!(verifier.kept(), 0);
}

#[tokio::test]
async fn a_token_that_is_kept_does_not_outlive_stale_keys() {
    let verifier = verifier().await;
    let token = issued(&claims_with("exp", json!(NOW_SECONDS + 9_999)));
    assert_eq!(code(&verifier, &token), "verified");
    assert_eq!(code_at(&verifier, &token, now() + Duration::from_secs(3_601)), "keys-unavailable");
}

#[tokio::test]
async fn the_number_of_kept_tokens_is_bounded() {
    let verifier = verifier().await;
    for number in 0..12_000 {
        verifier
            .verify(
                &super::mint::token(
                    &json!({"alg": "EdDSA", "kid": "ed"}),
                    &claims_with("jti", json!(number)),
                    super::mint::Signer::EdDsa,
                ),
                now(),
            )
            .unwrap();
    }
    assert!((5_000..=10_000).contains(&verifier.kept()), "{}", verifier.kept());
}
