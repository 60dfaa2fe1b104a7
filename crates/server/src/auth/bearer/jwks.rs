//! Sets of keys (RFC 7517): for each the algorithms that it is for, and no others.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::slice;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

/// The fewest and the most bits of an RSA modulus.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2_048..=8_192;
/// Bytes of a point of P-256, uncompressed.
const P256_POINT: usize = 65;
/// Bytes of a point of Ed25519.
const ED25519_POINT: usize = 32;

const RSA: &[Algorithm] = &[Algorithm::RS256, Algorithm::PS256];
const P256: &[Algorithm] = &[Algorithm::ES256];
const ED25519: &[Algorithm] = &[Algorithm::EdDSA];

/// A key and the algorithms that it is for.
pub(super) struct Key {
    /// The public key.
    pub(super) key: DecodingKey,
    algorithms: &'static [Algorithm],
}

impl Key {
    /// Whether the key is for this algorithm.
    pub(super) fn is_for(&self, algorithm: Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }
}

/// The keys of an issuer by their names.
pub(super) struct KeySet(HashMap<String, Key>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl KeySet {
    /// Reads a JWKS document. Keys for something else, and keys without a name, are left out.
    pub(super) fn parse(document: &[u8]) -> Result<Self, JwksError> {
        let document: Document = serde_json::from_slice(document).map_err(|_| JwksError::Malformed)?;
        let mut keys = HashMap::new();
        let (mut unnamed, mut unusable) = (0_usize, 0_usize);
        for value in document.keys {
            let jwk: Option<Jwk> = serde_json::from_value(value).ok();
            let Some((jwk, algorithms)) = jwk.and_then(|jwk| algorithms(&jwk).map(|algorithms| (jwk, algorithms))) else {
                unusable = unusable.saturating_add(1);
                continue;
            };
            let Some(key_id) = jwk.common.key_id.as_deref() else {
                unnamed = unnamed.saturating_add(1);
                continue;
            };
            let key = Key { key: public_key(&jwk, key_id)?, algorithms };
            match keys.entry(key_id.to_owned()) {
                Entry::Vacant(place) => place.insert(key),
                Entry::Occupied(_) => return Err(JwksError::Repeated { key_id: printable(key_id) }),
            };
        }
        if unnamed > 0 || unusable > 0 {
            tracing::warn!(unnamed, unusable, "keys of the issuer are left out");
        }
        if keys.is_empty() { Err(JwksError::Empty) } else { Ok(Self(keys)) }
    }

    /// The key of this name.
    pub(super) fn get(&self, key_id: &str) -> Option<&Key> {
        self.0.get(key_id)
    }
}

/// The algorithms of a key, if it is one for signatures that are accepted.
fn algorithms(jwk: &Jwk) -> Option<&'static [Algorithm]> {
    let verifies = |operations: &Vec<_>| operations.contains(&KeyOperations::Verify);
    let common = &jwk.common;
    if !matches!(common.public_key_use, None | Some(PublicKeyUse::Signature))
        || !common.key_operations.as_ref().is_none_or(verifies)
    {
        return None;
    }
    let family = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => RSA,
        AlgorithmParameters::EllipticCurve(point) if point.curve == EllipticCurve::P256 => P256,
        AlgorithmParameters::OctetKeyPair(point) if point.curve == EllipticCurve::Ed25519 => ED25519,
        _ => return None,
    };
    match common.key_algorithm {
        None => Some(family),
        Some(only) => family.iter().find(|algorithm| KeyAlgorithm::from(**algorithm) == only).map(slice::from_ref),
    }
}

/// The public key in an entry, if it has the size of one.
fn public_key(jwk: &Jwk, key_id: &str) -> Result<DecodingKey, JwksError> {
    let bad = || JwksError::BadKey { key_id: printable(key_id) };
    let key = DecodingKey::from_jwk(jwk).map_err(|_| bad())?;
    match key.kind() {
        DecodingKeyKind::RsaModulusExponent { n, e } => {
            // Some issuers write the zero byte that a signed number would need.
            let zeros = n.iter().take_while(|byte| **byte == 0).count();
            let modulus = n.get(zeros..).unwrap_or_default();
            let bits = bits(modulus);
            if !RSA_BITS.contains(&bits) {
                return Err(JwksError::RsaSize { key_id: printable(key_id), bits });
            }
            Ok(DecodingKey::from_rsa_raw_components(modulus, e))
        }
        DecodingKeyKind::SecretOrDer(point) if matches!(point.len(), P256_POINT | ED25519_POINT) => Ok(key),
        DecodingKeyKind::SecretOrDer(_) => Err(bad()),
    }
}

/// Bits of a number that does not begin with a zero byte.
fn bits(number: &[u8]) -> usize {
    let zeros = number.first().map_or(0, |byte| byte.leading_zeros());
    number.len().saturating_mul(8).saturating_sub(usize::try_from(zeros).unwrap_or(0))
}

/// The name of a key for a message.
fn printable(key_id: &str) -> String {
    key_id.escape_debug().collect()
}

/// Why a document is no set of keys.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JwksError {
    /// It is not an object with an array of keys.
    #[error("the key set is not a JWKS document")]
    Malformed,
    /// Two keys have one name.
    #[error("two keys are called `{key_id}`")]
    Repeated {
        /// The name.
        key_id: String,
    },
    /// An RSA key is too short, or too long to be used.
    #[error("the RSA key `{key_id}` has {bits} bits instead of 2048 to 8192")]
    RsaSize {
        /// The name of the key.
        key_id: String,
        /// Bits of its modulus.
        bits: usize,
    },
    /// A key is not what it says.
    #[error("the key `{key_id}` is not a public key of its type")]
    BadKey {
        /// The name of the key.
        key_id: String,
    },
    /// There is no key for signatures that are accepted.
    #[error("no key of the key set can be used")]
    Empty,
}
