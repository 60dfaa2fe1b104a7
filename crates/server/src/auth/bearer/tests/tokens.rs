//! Headers, signatures and the form of tokens.

use std::time::Duration;

use serde_json::{Value, json};

use super::mint::{AUDIENCE, KEYS, Signer, base64url, claims, claims_with, code, issued, now, raw, token, verifier};
use crate::auth::bearer::Unverified;

fn header_with(name: &str, value: Value) -> Value {
    let mut header = json!({"alg": "ES256", "kid": "ec"});
    header.as_object_mut().unwrap().insert(name.to_owned(), value);
    header
}

#[tokio::test]
async fn a_token_names_a_key_of_the_issuer() {
    let verifier = verifier().await;
    let code_of = |header: &Value| code(&verifier, &token(header, &claims(), Signer::Es256));
    assert_eq!(code_of(&json!({"alg": "ES256"})), "missing-key-id");
    assert_eq!(code_of(&json!({"alg": "ES256", "kid": 1})), "missing-key-id");
    assert_eq!(code_of(&json!({"alg": "ES256", "kid": "EC"})), "unknown-key");
    assert_eq!(code_of(&json!({"alg": "ES256", "kid": ""})), "unknown-key");
}

#[tokio::test]
async fn keys_that_a_token_brings_are_never_used() {
    let verifier = verifier().await;
    let brought = [
        ("jwk", KEYS.ed_jwk()),
        ("jku", json!("https://attacker.example/keys")),
        ("x5u", json!("https://attacker.example/chain")),
        ("x5c", json!([base64url(KEYS.rsa_der())])),
    ];
    for (name, value) in brought {
        let genuine = token(&header_with(name, value.clone()), &claims(), Signer::Es256);
        assert_eq!(code(&verifier, &genuine), "verified", "{name}");
        let mut header = header_with(name, value);
        header.as_object_mut().unwrap().insert("kid".to_owned(), json!("attacker"));
        assert_eq!(code(&verifier, &token(&header, &claims(), Signer::Es256)), "unknown-key", "{name}");
        header.as_object_mut().unwrap().remove("kid");
        assert_eq!(code(&verifier, &token(&header, &claims(), Signer::Es256)), "missing-key-id", "{name}");
    }
    let forged = json!({"alg": "EdDSA", "kid": "ec", "jwk": KEYS.ed_jwk()});
    assert_eq!(code(&verifier, &token(&forged, &claims(), Signer::EdDsa)), "bad-algorithm");
}

#[tokio::test]
async fn critical_extensions_are_refused() {
    let verifier = verifier().await;
    for crit in [json!(["exp"]), json!(["b64"]), json!([]), Value::Null, json!("exp")] {
        assert_eq!(
            code(&verifier, &token(&header_with("crit", crit.clone()), &claims(), Signer::Es256)),
            "critical-header",
            "{crit}"
        );
    }
}

#[tokio::test]
async fn the_type_is_jwt_or_access_token_in_any_case() {
    let verifier = verifier().await;
    let code_of = |typ: Value| code(&verifier, &token(&header_with("typ", typ), &claims(), Signer::Es256));
    for good in ["JWT", "jwt", "at+jwt", "AT+JWT"] {
        assert_eq!(code_of(json!(good)), "verified", "{good}");
    }
    for bad in [json!("JWE"), json!("dpop+jwt"), json!(""), json!(1), Value::Null] {
        assert_eq!(code_of(bad.clone()), "wrong-type", "{bad}");
    }
}

#[tokio::test]
async fn members_that_stand_twice_are_refused() {
    let verifier = verifier().await;
    let claims = claims().to_string();
    for twice in ["\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"ec\"", "\"alg\":\"ES256\",\"kid\":\"ec\",\"x\":1,\"x\":1"] {
        assert_eq!(code(&verifier, &raw(&format!("{{{twice}}}"), &claims, Signer::Es256)), "malformed", "{twice}");
    }
    for twice in ["\"exp\":9999999999", "\"primarysid\":\"a\",\"primarysid\":\"b\""] {
        let claims = claims.replacen('{', &format!("{{{twice},"), 1);
        assert_eq!(code(&verifier, &raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", &claims, Signer::Es256)), "malformed", "{twice}");
    }
}

#[tokio::test]
async fn a_token_of_8_kib_is_read_and_a_longer_one_is_not() {
    let verifier = verifier().await;
    let filled = |filling: usize| issued(&claims_with("filling", json!("x".repeat(filling))));
    let longest = (5_700..6_200).map(filled).take_while(|token| token.len() <= 8_192).last().unwrap();
    assert!(longest.len() > 8_190, "{}", longest.len());
    assert_eq!(code(&verifier, &longest), "verified");
    assert_eq!(code(&verifier, &filled(6_200)), "too-long");
    assert_eq!(code(&verifier, &"x".repeat(8_193)), "too-long");
    assert_eq!(code(&verifier, &"x".repeat(8_192)), "malformed");
}

#[tokio::test]
async fn a_changed_token_has_a_wrong_signature() {
    let verifier = verifier().await;
    let token = issued(&claims());
    let parts: Vec<&str> = token.split('.').collect();
    let [header, _, signature] = parts.as_slice() else { return assert_eq!(parts.len(), 3) };
    let other = base64url(claims_with("upn", json!("administrator@example")).to_string());
    assert_eq!(code(&verifier, &format!("{header}.{other}.{signature}")), "bad-signature");
    let other = issued(&claims_with("sub", json!("other")));
    let other = other.rsplit('.').next().unwrap();
    assert_eq!(code(&verifier, &token.replace(signature, other)), "bad-signature");
    assert_eq!(code(&verifier, &token.replace(signature, "")), "bad-signature");
    assert_eq!(code(&verifier, &token.replace(signature, &base64url([0; 64]))), "bad-signature");
    assert_eq!(code(&verifier, &token), "verified");
}

#[tokio::test]
async fn what_is_no_token_is_malformed() {
    let verifier = verifier().await;
    let token = issued(&claims());
    let header = base64url("{\"alg\":\"ES256\",\"kid\":\"ec\"}");
    for bad in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}="),
        format!(" {token}"),
        format!("{header}.e30"),
        format!("{}.e30.AA", base64url("[]")),
        format!("{}.e30.AA", base64url("{")),
        token.replacen('.', "..", 1),
        token.replacen('e', "é", 1),
    ] {
        assert_eq!(code(&verifier, &bad), "malformed", "{bad}");
    }
    assert_eq!(code(&verifier, &raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", "[]", Signer::Es256)), "malformed");
}

#[tokio::test]
async fn the_issuer_is_exactly_the_configured_one() {
    let verifier = verifier().await;
    let iss = |value: Value| code(&verifier, &issued(&claims_with("iss", value)));
    for bad in [json!("https://issuer.example/ADFS"), json!("https://issuer.example/adfs/"), json!(""), json!(["x"]), Value::Null]
    {
        assert_eq!(iss(bad.clone()), "wrong-issuer", "{bad}");
    }
    assert_eq!(iss(json!([super::mint::ISSUER])), "wrong-issuer");
}

#[tokio::test]
async fn the_audience_has_one_of_the_configured_ones() {
    let verifier = verifier().await;
    let aud = |value: Value| code(&verifier, &issued(&claims_with("aud", value)));
    assert_eq!(aud(json!(["https://third.example", AUDIENCE])), "verified");
    assert_eq!(aud(json!("https://other.example")), "verified");
    for bad in
        [json!("https://third.example"), json!(format!("{AUDIENCE}/")), json!([]), json!([[AUDIENCE]]), json!({}), Value::Null]
    {
        assert_eq!(aud(bad.clone()), "wrong-audience", "{bad}");
    }
}

#[tokio::test]
async fn a_refusal_says_nothing_of_the_token() {
    let verifier = verifier().await;
    let refused = verifier.verify(&issued(&claims_with("exp", json!(1))), now() + Duration::from_secs(1));
    assert_eq!(refused, Err(Unverified::Expired));
    assert_eq!(Unverified::Expired.challenge(), "Bearer error=\"invalid_token\", error_description=\"the token has expired\"");
}
