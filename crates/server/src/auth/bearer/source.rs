//! The issuer's keys, read again and again.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use arc_swap::{ArcSwap, Guard};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::Mutex;
use tokio::time::{self, MissedTickBehavior};

use super::fetch::{FetchError, Fetcher};
use super::jwks::{JwksError, KeySet};
use crate::config::Jwks;

/// How long keys serve that could not be refreshed.
const LONGEST_USE: Duration = Duration::from_hours(1);
/// The least time between two refreshes that unknown keys cause.
const LEAST_BETWEEN: Duration = Duration::from_secs(30);

/// The keys as they were read last.
pub(super) struct Snapshot {
    /// The keys.
    pub(super) keys: Arc<KeySet>,
    /// Another number for each other document.
    pub(super) generation: u64,
    digest: [u8; 32],
    read: SystemTime,
}

impl Snapshot {
    /// Whether the keys are too old to be used.
    pub(super) fn is_stale(&self, now: SystemTime) -> bool {
        now.duration_since(self.read).is_ok_and(|age| age > LONGEST_USE)
    }
}

/// Where keys come from, and those that came.
pub(super) struct KeySource {
    location: Jwks,
    fetcher: Fetcher,
    current: ArcSwap<Snapshot>,
    /// When an unknown key last caused a refresh. Whoever refreshes holds the lock, so that an older document never replaces a newer one.
    caused: Mutex<Option<SystemTime>>,
}

impl KeySource {
    /// Reads the keys for the first time.
    pub(super) async fn start(location: &Jwks, now: SystemTime) -> Result<Self, SourceError> {
        let failed = |problem| SourceError { location: location.to_string(), problem };
        let fetcher = Fetcher::new(location).map_err(|error| failed(error.into()))?;
        let first = read(&fetcher, None, now).await.map_err(failed)?;
        Ok(Self { location: location.clone(), fetcher, current: ArcSwap::from_pointee(first), caused: Mutex::default() })
    }

    /// The keys as they are now.
    pub(super) fn current(&self) -> Guard<Arc<Snapshot>> {
        self.current.load()
    }

    /// Reads the keys again and again. This never ends.
    pub(super) async fn keep_fresh(&self, every: Duration) {
        let mut ticks = time::interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.tick().await;
        loop {
            ticks.tick().await;
            self.refresh(SystemTime::now()).await;
        }
    }

    /// Reads the keys again. Where that fails, those that are there stay.
    pub(super) async fn refresh(&self, now: SystemTime) {
        let _alone = self.caused.lock().await;
        self.replace(now).await;
    }

    /// Reads the keys again because one is not among those of this generation, but not too often. Whether there are others now.
    pub(super) async fn refresh_for_unknown(&self, generation: u64, now: SystemTime) -> bool {
        let mut caused = self.caused.lock().await;
        if self.current().generation == generation && !caused.is_some_and(|last| distance(last, now) < LEAST_BETWEEN) {
            *caused = Some(now);
            self.replace(now).await;
        }
        self.current().generation != generation
    }

    async fn replace(&self, now: SystemTime) {
        match read(&self.fetcher, Some(&self.current.load_full()), now).await {
            Ok(snapshot) => self.current.store(Arc::new(snapshot)),
            Err(problem) => {
                tracing::error!(error = %SourceError { location: self.location.to_string(), problem }, "keys are not refreshed");
            }
        }
    }
}

/// Reads a document, and parses it if it is another than before.
async fn read(fetcher: &Fetcher, before: Option<&Snapshot>, now: SystemTime) -> Result<Snapshot, Problem> {
    let document = fetcher.fetch().await?;
    let digest = Sha256::digest(&document).into();
    match before {
        Some(same) if same.digest == digest => {
            Ok(Snapshot { keys: Arc::clone(&same.keys), generation: same.generation, digest, read: now })
        }
        _ => {
            let generation = before.map_or(0, |before| before.generation.wrapping_add(1));
            Ok(Snapshot { keys: Arc::new(KeySet::parse(&document)?), generation, digest, read: now })
        }
    }
}

/// The time between two times, whichever is first: clocks are set back at times.
fn distance(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).unwrap_or_else(|error| error.duration())
}

/// Why keys could not be read.
#[derive(Debug, Error)]
#[error("keys from `{location}`: {problem}")]
pub struct SourceError {
    location: String,
    #[source]
    problem: Problem,
}

/// What went wrong.
#[derive(Debug, Error)]
enum Problem {
    /// The document could not be read.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It is no set of keys.
    #[error(transparent)]
    Document(#[from] JwksError),
}
