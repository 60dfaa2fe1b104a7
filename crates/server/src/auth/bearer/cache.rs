//! Tokens that were verified already: nearly every request brings one.

use std::sync::Arc;
use std::time::SystemTime;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use super::claims::Verified;

/// The most tokens that are kept.
const TOKENS: usize = 10_000;
/// For how many groups a token counts at least.
const LEAST_WEIGHT: u64 = 64;
/// The most groups of all tokens that are kept: some 45 MB.
const CAPACITY: u64 = 640_000;

/// The SHA-256 of a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TokenDigest([u8; 32]);

impl TokenDigest {
    pub(super) fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }
}

/// Verified tokens by their digests.
pub(super) struct TokenCache(Cache<TokenDigest, Entry, Weight>);

#[derive(Clone)]
struct Entry {
    /// The keys by which the token was verified.
    generation: u64,
    verified: Arc<Verified>,
}

impl TokenCache {
    pub(super) fn new() -> Self {
        Self(Cache::with_weighter(TOKENS, CAPACITY, Weight))
    }

    /// What a token says, if it was verified by keys of this generation and has not ended.
    pub(super) fn get(&self, digest: &TokenDigest, generation: u64, now: SystemTime) -> Option<Arc<Verified>> {
        let entry = self.0.get(digest)?;
        if entry.generation == generation && now < entry.verified.expires {
            return Some(entry.verified);
        }
        self.0.remove(digest);
        None
    }

    /// Keeps what a token says.
    pub(super) fn insert(&self, digest: TokenDigest, generation: u64, verified: Arc<Verified>) {
        self.0.insert(digest, Entry { generation, verified });
    }

    /// How many tokens are kept.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<TokenDigest, Entry> for Weight {
    fn weight(&self, _: &TokenDigest, entry: &Entry) -> u64 {
        u64::try_from(entry.verified.group_sids.len()).unwrap_or(u64::MAX).max(LEAST_WEIGHT)
    }
}
