//! Which algorithms are accepted, with which keys.

use serde_json::json;

use super::mint::{KEYS, Signer, base64url, claims, code, raw, token, verifier, verifier_of};

#[tokio::test]
async fn tokens_of_all_four_algorithms_are_verified() {
    let verifier = verifier().await;
    for (algorithm, key, signer) in [
        ("RS256", "rsa", Signer::Rs256),
        ("PS256", "rsa", Signer::Ps256),
        ("ES256", "ec", Signer::Es256),
        ("EdDSA", "ed", Signer::EdDsa),
    ] {
        let token = token(&json!({"alg": algorithm, "kid": key, "typ": "JWT"}), &claims(), signer);
        assert_eq!(code(&verifier, &token), "verified", "{algorithm}");
    }
}

#[tokio::test]
async fn no_algorithm_is_never_accepted() {
    let verifier = verifier().await;
    for name in ["none", "None", "nOnE", "NONE", ""] {
        for key in ["rsa", "ec", "ed"] {
            for signer in [Signer::Nothing, Signer::Rs256, Signer::Es256] {
                let token = token(&json!({"alg": name, "kid": key}), &claims(), signer);
                assert_eq!(code(&verifier, &token), "bad-algorithm", "{name} {key} {signer:?}");
            }
        }
    }
    assert_eq!(code(&verifier, &token(&json!({"kid": "ec"}), &claims(), Signer::Es256)), "bad-algorithm");
    for alg in ["null", "[\"ES256\"]", "1", "{\"ES256\":true}"] {
        let token = raw(&format!("{{\"alg\":{alg},\"kid\":\"ec\"}}"), &claims().to_string(), Signer::Es256);
        assert_eq!(code(&verifier, &token), "bad-algorithm", "{alg}");
    }
}

#[tokio::test]
async fn no_public_key_is_ever_a_shared_secret() {
    let verifier = verifier().await;
    let (n, _) = KEYS.rsa_components();
    let secrets = [KEYS.rsa_pem().into_bytes(), KEYS.rsa_pem().trim_end().into(), KEYS.rsa_der(), base64url(&n).into(), n];
    for secret in &secrets {
        for algorithm in ["HS256", "HS384", "HS512", "hs256", "RS256", "PS256"] {
            let token = token(&json!({"alg": algorithm, "kid": "rsa"}), &claims(), Signer::Hs256(secret));
            let expected = if algorithm.starts_with(['H', 'h']) { "bad-algorithm" } else { "bad-signature" };
            assert_eq!(code(&verifier, &token), expected, "{algorithm}");
        }
    }
}

#[tokio::test]
async fn algorithms_that_are_not_of_the_list_are_refused() {
    let verifier = verifier().await;
    for (algorithm, key, signer) in [
        ("RS384", "rsa", Signer::Rs256),
        ("RS512", "rsa", Signer::Rs256),
        ("PS512", "rsa", Signer::Ps256),
        ("ES384", "ec", Signer::Es256),
        ("ES256K", "ec", Signer::Es256),
        ("rs256", "rsa", Signer::Rs256),
        ("eddsa", "ed", Signer::EdDsa),
        ("Ed25519", "ed", Signer::EdDsa),
    ] {
        assert_eq!(
            code(&verifier, &token(&json!({"alg": algorithm, "kid": key}), &claims(), signer)),
            "bad-algorithm",
            "{algorithm}"
        );
    }
}

#[tokio::test]
async fn a_key_is_for_the_algorithms_of_its_type_only() {
    let verifier = verifier().await;
    for (algorithm, key, signer) in [
        ("ES256", "rsa", Signer::Es256),
        ("EdDSA", "rsa", Signer::EdDsa),
        ("RS256", "ec", Signer::Rs256),
        ("EdDSA", "ec", Signer::EdDsa),
        ("ES256", "ed", Signer::Es256),
        ("PS256", "ed", Signer::Ps256),
    ] {
        assert_eq!(
            code(&verifier, &token(&json!({"alg": algorithm, "kid": key}), &claims(), signer)),
            "bad-algorithm",
            "{algorithm} {key}"
        );
    }
}

#[tokio::test]
async fn a_key_with_an_algorithm_is_for_this_one_only() {
    for (only, other, signer, wrong) in
        [("RS256", "PS256", Signer::Rs256, Signer::Ps256), ("PS256", "RS256", Signer::Ps256, Signer::Rs256)]
    {
        let mut jwk = KEYS.rsa_jwk();
        jwk.as_object_mut().unwrap().insert("alg".to_owned(), json!(only));
        let verifier = verifier_of(&json!({"keys": [jwk]})).await.unwrap();
        assert_eq!(code(&verifier, &token(&json!({"alg": only, "kid": "rsa"}), &claims(), signer)), "verified");
        assert_eq!(code(&verifier, &token(&json!({"alg": other, "kid": "rsa"}), &claims(), wrong)), "bad-algorithm");
        assert_eq!(code(&verifier, &token(&json!({"alg": only, "kid": "rsa"}), &claims(), wrong)), "bad-signature");
    }
}
