//! Keys, tokens and verifiers.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding,
};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::auth::bearer::{BearerVerifier, Unverified};
use crate::config::{Auth, Jwks};

pub(super) const ISSUER: &str = "https://issuer.example/adfs";
pub(super) const AUDIENCE: &str = "https://host.example/certificatemanagement";
pub(super) const NOW_SECONDS: u64 = 1_800_000_000;

/// The keys of the issuer, by the names `rsa`, `ec` and `ed`.
pub(super) struct Keys {
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    ed: Ed25519KeyPair,
}

pub(super) static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys {
    rsa: RsaKeyPair::generate(KeySize::Rsa2048).unwrap(),
    ec: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(),
    ed: Ed25519KeyPair::generate().unwrap(),
});

pub(super) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Keys {
    /// The modulus and the exponent.
    pub(super) fn rsa_components(&self) -> (Vec<u8>, Vec<u8>) {
        let components = PublicKeyComponents::<Vec<u8>>::from(self.rsa.public_key());
        (components.n, components.e)
    }

    /// The public key as SubjectPublicKeyInfo.
    pub(super) fn rsa_der(&self) -> Vec<u8> {
        AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(self.rsa.public_key()).unwrap().as_ref().to_vec()
    }

    pub(super) fn rsa_pem(&self) -> String {
        let text = BASE64_STANDARD.encode(self.rsa_der());
        let lines: Vec<_> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }

    pub(super) fn rsa_jwk(&self) -> Value {
        let (n, e) = self.rsa_components();
        json!({"kty": "RSA", "kid": "rsa", "use": "sig", "n": base64url(n), "e": base64url(e)})
    }

    pub(super) fn ec_jwk(&self) -> Value {
        let (x, y) = self.ec.public_key().as_ref().split_at_checked(33).unwrap();
        json!({"kty": "EC", "kid": "ec", "crv": "P-256", "x": base64url(x.strip_prefix(&[4]).unwrap()), "y": base64url(y)})
    }

    pub(super) fn ed_jwk(&self) -> Value {
        json!({"kty": "OKP", "kid": "ed", "crv": "Ed25519", "x": base64url(self.ed.public_key())})
    }

    pub(super) fn jwks(&self) -> Value {
        json!({"keys": [self.rsa_jwk(), self.ec_jwk(), self.ed_jwk()]})
    }

    fn rsa_sign(&self, padding: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.rsa.public_modulus_len()];
        self.rsa.sign(padding, &SystemRandom::new(), message, &mut signature).unwrap();
        signature
    }
}

/// How a token is signed, whatever its header says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Signer<'a> {
    Rs256,
    Ps256,
    Es256,
    EdDsa,
    Hs256(&'a [u8]),
    Nothing,
}

impl Signer<'_> {
    fn sign(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Rs256 => KEYS.rsa_sign(&RSA_PKCS1_SHA256, message),
            Self::Ps256 => KEYS.rsa_sign(&RSA_PSS_SHA256, message),
            Self::Es256 => KEYS.ec.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Self::EdDsa => KEYS.ed.sign(message).as_ref().to_vec(),
            Self::Hs256(secret) => hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message).as_ref().to_vec(),
            Self::Nothing => Vec::new(),
        }
    }
}

/// A token with this header and these claims, as text.
pub(super) fn raw(header: &str, claims: &str, signer: Signer<'_>) -> String {
    let message = format!("{}.{}", base64url(header), base64url(claims));
    let signature = signer.sign(message.as_bytes());
    format!("{message}.{}", base64url(signature))
}

pub(super) fn token(header: &Value, claims: &Value, signer: Signer<'_>) -> String {
    raw(&header.to_string(), &claims.to_string(), signer)
}

/// A token of the issuer's EC key.
pub(super) fn issued(claims: &Value) -> String {
    token(&json!({"alg": "ES256", "kid": "ec"}), claims, Signer::Es256)
}

/// Claims that are accepted for ten minutes.
pub(super) fn claims() -> Value {
    json!({"iss": ISSUER, "aud": AUDIENCE, "exp": NOW_SECONDS + 600, "nbf": NOW_SECONDS, "iat": NOW_SECONDS, "sub": "subject"})
}

/// The same with one claim set, or removed where the value is null.
pub(super) fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    let members = claims.as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    claims
}

pub(super) fn now() -> SystemTime {
    after(Duration::ZERO)
}

/// So much later than now.
pub(super) fn after(time: Duration) -> SystemTime {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(NOW_SECONDS)).and_then(|now| now.checked_add(time)).unwrap()
}

pub(super) fn auth() -> Auth {
    let section = format!(
        "domains = [\"S-1-5-21-1-2-3\", \"S-1-5-21-7-8-9\"]\n\
         [bearer]\nissuer = \"{ISSUER}\"\naudience = [\"https://other.example\", \"{AUDIENCE}\"]\njwks = \"jwks.json\"\n"
    );
    toml::from_str(&section).unwrap()
}

/// A verifier whose keys come from there.
pub(super) async fn verifier_at(jwks: Jwks) -> Result<BearerVerifier, String> {
    let auth = auth();
    let mut bearer = auth.bearer.unwrap();
    bearer.jwks = jwks;
    BearerVerifier::start(&bearer, &auth.domains, now()).await.map_err(|error| error.to_string())
}

/// A verifier with these keys.
pub(super) async fn verifier_of(jwks: &Value) -> Result<BearerVerifier, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jwks.json");
    std::fs::write(&path, jwks.to_string()).unwrap();
    let place = path.display().to_string();
    verifier_at(Jwks::File(path)).await.map_err(|error| error.replace(&place, "jwks.json"))
}

pub(super) async fn verifier() -> BearerVerifier {
    verifier_of(&KEYS.jwks()).await.unwrap()
}

/// The code with which a token is refused, or `verified`.
pub(super) fn code(verifier: &BearerVerifier, token: &str) -> &'static str {
    code_at(verifier, token, now())
}

pub(super) fn code_at(verifier: &BearerVerifier, token: &str, now: SystemTime) -> &'static str {
    verifier.verify(token, now).map_or_else(Unverified::code, |_| "verified")
}
