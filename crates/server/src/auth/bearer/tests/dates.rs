//! When tokens begin and end.

use std::time::Duration;

use serde_json::{Value, json};

use super::mint::{NOW_SECONDS, claims_with, code, code_at, issued, now, verifier};

#[tokio::test]
async fn a_token_serves_for_a_minute_after_its_end_and_no_longer() {
    let verifier = verifier().await;
    let exp = |value: Value| code(&verifier, &issued(&claims_with("exp", value)));
    assert_eq!(exp(json!(NOW_SECONDS - 59)), "verified");
    assert_eq!(exp(json!(NOW_SECONDS - 60)), "expired");
    assert_eq!(exp(json!(0)), "expired");
    assert_eq!(exp(json!(1_799_999_940.5)), "verified");
    assert_eq!(exp(json!(1_799_999_939.5)), "expired");
    assert_eq!(exp(Value::Null), "missing-expiry");
}

#[tokio::test]
async fn a_token_serves_from_a_minute_before_its_beginning() {
    let verifier = verifier().await;
    let nbf = |value: Value| code(&verifier, &issued(&claims_with("nbf", value)));
    assert_eq!(nbf(json!(NOW_SECONDS + 60)), "verified");
    assert_eq!(nbf(json!(1_800_000_060.5)), "not-yet-valid");
    assert_eq!(nbf(json!(NOW_SECONDS + 61)), "not-yet-valid");
    assert_eq!(nbf(Value::Null), "verified");
}

#[tokio::test]
async fn dates_are_numbers_of_this_age() {
    let verifier = verifier().await;
    for name in ["exp", "nbf", "iat"] {
        for bad in [json!("1800000600"), json!(-1), json!(-0.5), json!(1e300), json!(u64::MAX), json!([1]), json!(true)] {
            assert_eq!(code(&verifier, &issued(&claims_with(name, bad.clone()))), "bad-claims", "{name} {bad}");
        }
    }
    assert_eq!(code(&verifier, &issued(&claims_with("iat", json!(NOW_SECONDS + 9_999)))), "verified");
    assert_eq!(code(&verifier, &issued(&claims_with("exp", json!(253_402_300_799_u64)))), "verified");
}

#[tokio::test]
async fn a_token_that_is_kept_is_judged_by_the_time_again() {
    let verifier = verifier().await;
    let token = issued(&claims_with("exp", json!(NOW_SECONDS + 10)));
    assert_eq!(code(&verifier, &token), "verified");
    assert_eq!(code_at(&verifier, &token, now() + Duration::from_secs(69)), "verified");
    assert_eq!(code_at(&verifier, &token, now() + Duration::from_secs(70)), "expired");
}
