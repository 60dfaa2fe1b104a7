//! The verification of tokens.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jsonwebtoken::{Algorithm, crypto};
use serde_json::Value;
use thiserror::Error;

use super::cache::{TokenCache, TokenDigest};
use super::claims::{ClaimReader, Verified};
use super::jwks::Key;
use super::object::Object;
use super::source::{KeySource, SourceError};
use super::unverified::Unverified;
use super::{dates, header};
use crate::config::{Bearer, Domain};

/// The most bytes of a token.
const MAX_TOKEN: usize = 8 << 10;

/// Verifies bearer tokens of one issuer.
pub struct BearerVerifier {
    issuer: String,
    audience: Vec<String>,
    refresh: Duration,
    claims: ClaimReader,
    source: KeySource,
    cache: TokenCache,
}

impl BearerVerifier {
    /// A verifier that has read the issuer's keys.
    ///
    /// # Errors
    ///
    /// No domain is configured, or the keys cannot be read.
    pub async fn start(config: &Bearer, domains: &[Domain], now: SystemTime) -> Result<Self, BearerError> {
        if domains.is_empty() {
            return Err(BearerError::NoDomain);
        }
        Ok(Self {
            issuer: config.issuer.clone(),
            audience: config.audience.clone(),
            refresh: config.refresh,
            claims: ClaimReader::new(config.claims.clone(), domains),
            source: KeySource::start(&config.jwks, now).await?,
            cache: TokenCache::new(),
        })
    }

    /// Reads the issuer's keys again and again. This never ends; where it is not run, no token is accepted after an hour.
    pub async fn keep_fresh(&self) {
        self.source.keep_fresh(self.refresh).await;
    }

    /// Verifies a token, and reads the keys again if its key is not known, but not more than twice a minute.
    ///
    /// # Errors
    ///
    /// The token is not to be believed, or the keys are too old.
    pub async fn authenticate(&self, token: &str, now: SystemTime) -> Result<Arc<Verified>, Unverified> {
        let generation = self.source.current().generation;
        match self.verify(token, now) {
            Err(Unverified::UnknownKey) if self.source.refresh_for_unknown(generation, now).await => self.verify(token, now),
            outcome => outcome,
        }
    }

    /// Verifies a token by the keys that are there.
    ///
    /// # Errors
    ///
    /// The token is not to be believed, or the keys are too old.
    pub fn verify(&self, token: &str, now: SystemTime) -> Result<Arc<Verified>, Unverified> {
        if token.len() > MAX_TOKEN {
            return Err(Unverified::TooLong);
        }
        let snapshot = self.source.current();
        if snapshot.is_stale(now) {
            return Err(Unverified::KeysUnavailable);
        }
        let digest = TokenDigest::of(token);
        if let Some(verified) = self.cache.get(&digest, snapshot.generation, now) {
            return Ok(verified);
        }
        let header = header::read(token)?;
        let key = snapshot.keys.get(&header.key_id).ok_or(Unverified::UnknownKey)?;
        let claims = signed(token, key, header.algorithm)?;
        let verified = Arc::new(self.judge(&claims, now)?);
        self.cache.insert(digest, snapshot.generation, Arc::clone(&verified));
        Ok(verified)
    }

    /// Judges claims whose signature is right.
    fn judge(&self, claims: &Object, now: SystemTime) -> Result<Verified, Unverified> {
        match claims.get("iss") {
            Some(Value::String(issuer)) if *issuer == self.issuer => {}
            _ => return Err(Unverified::WrongIssuer),
        }
        let is_ours =
            |audience: &Value| audience.as_str().is_some_and(|audience| self.audience.iter().any(|ours| ours == audience));
        match claims.get("aud") {
            Some(Value::Array(audiences)) if audiences.iter().any(is_ours) => {}
            Some(audience) if is_ours(audience) => {}
            _ => return Err(Unverified::WrongAudience),
        }
        self.claims.read(claims, dates::check(claims, now)?)
    }

    /// How many verified tokens are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.cache.len()
    }

    /// Reads the keys again.
    #[cfg(test)]
    pub(super) async fn refresh(&self, now: SystemTime) {
        self.source.refresh(now).await;
    }
}

/// The claims of a token that a key signed with one of its algorithms.
fn signed(token: &str, key: &Key, algorithm: Algorithm) -> Result<Object, Unverified> {
    if !key.is_for(algorithm) {
        return Err(Unverified::BadAlgorithm);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(Unverified::Malformed)?;
    match crypto::verify(signature, message.as_bytes(), &key.key, algorithm) {
        Ok(true) => message.split_once('.').and_then(|(_, claims)| Object::decode(claims)).ok_or(Unverified::Malformed),
        Ok(false) => Err(Unverified::BadSignature),
        Err(_) => Err(Unverified::Malformed),
    }
}

/// Why tokens cannot be verified.
#[derive(Debug, Error)]
pub enum BearerError {
    /// No SID could be accepted.
    #[error("bearer tokens need at least one domain in `auth.domains`")]
    NoDomain,
    /// The keys cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
}
