//! Limits on the rate of requests.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::peer::Peer;
use super::problem::Problem;
use crate::config::{Limits, Rate};

/// How often keys that are as good as new are forgotten. A key exists for no longer than this and the time that its burst takes to fill.
const SWEEP: Duration = Duration::from_secs(10);

/// The limits of peer addresses and of principals.
#[derive(Debug)]
pub struct Rates {
    peers: Limiter<IpAddr>,
    principals: Limiter<Box<str>>,
}

impl Rates {
    /// The limits of a configuration.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self { peers: Limiter::new(limits.peer), principals: Limiter::new(limits.principal) }
    }

    /// Counts a request of this peer.
    ///
    /// # Errors
    ///
    /// It has had too many: 429.
    pub fn count_peer(&self, peer: Peer) -> Result<(), Problem> {
        self.peers.count(&peer.network())
    }

    /// Counts a request of this principal.
    ///
    /// # Errors
    ///
    /// It has had too many: 429.
    pub fn count_principal(&self, principal: &str) -> Result<(), Problem> {
        self.principals.count(&principal.into())
    }

    /// Forgets, for as long as it is polled, who has been quiet for long enough.
    pub(super) async fn sweep(&self) {
        let mut ticks = tokio::time::interval(SWEEP);
        loop {
            ticks.tick().await;
            self.forget();
        }
    }

    /// Forgets who has been quiet for long enough.
    pub(super) fn forget(&self) {
        self.peers.forget();
        self.principals.forget();
    }

    /// How many are remembered.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        [self.peers.0.as_ref().map(RateLimiter::len), self.principals.0.as_ref().map(RateLimiter::len)]
            .into_iter()
            .flatten()
            .sum()
    }
}

/// Refuses requests of a peer that has had too many.
pub(super) async fn limited(
    State(rates): State<Arc<Rates>>,
    Extension(peer): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    match rates.count_peer(peer) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// The limit of one kind of key, if there is one.
#[derive(Debug)]
struct Limiter<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Hash + Eq + Clone> Limiter<K> {
    fn new(rate: Rate) -> Self {
        Self(NonZeroU32::new(rate.per_second).map(|per_second| {
            let burst = NonZeroU32::new(rate.burst).map_or(per_second, |burst| burst.max(per_second));
            RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst))
        }))
    }

    fn count(&self, key: &K) -> Result<(), Problem> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(key).map_err(|refused| Problem::too_many_requests(refused.wait_time_from(limiter.clock().now())))
    }

    fn forget(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}
