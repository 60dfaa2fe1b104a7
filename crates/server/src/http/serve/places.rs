//! Places for connections: so many in all, so many for each peer.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Limits;
use crate::http::peer::{Peer, Proxies};

/// How many places each peer has.
type Taken = Mutex<HashMap<IpAddr, u32>>;

/// The places of a listener.
pub(super) struct Places {
    all: Arc<Semaphore>,
    of_peers: Arc<Taken>,
    most: u32,
    proxies: Proxies,
}

/// A place, until it is dropped.
pub(super) struct Place {
    _any: OwnedSemaphorePermit,
    of_peer: Option<(IpAddr, Arc<Taken>)>,
}

impl Places {
    /// As many as the limits say. Trusted proxies may have all of them.
    pub(super) fn new(limits: &Limits, proxies: &Proxies) -> Self {
        let all = usize::try_from(limits.connections.get()).unwrap_or(Semaphore::MAX_PERMITS);
        Self {
            all: Arc::new(Semaphore::new(all)),
            of_peers: Arc::default(),
            most: limits.peer_connections.get(),
            proxies: proxies.clone(),
        }
    }

    /// A place for anybody, once there is one.
    pub(super) async fn any(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.all).acquire_owned().await.ok()
    }

    /// That place for a peer, unless it has too many.
    pub(super) fn of(&self, peer: SocketAddr, any: OwnedSemaphorePermit) -> Option<Place> {
        let address = peer.ip().to_canonical();
        if self.proxies.trusts(address) {
            return Some(Place { _any: any, of_peer: None });
        }
        let network = Peer(address).network();
        let mut of_peers = self.of_peers.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = of_peers.entry(network).or_insert(0);
        if *taken >= self.most {
            return None;
        }
        *taken = taken.saturating_add(1);
        Some(Place { _any: any, of_peer: Some((network, Arc::clone(&self.of_peers))) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((network, of_peers)) = &self.of_peer else { return };
        let mut of_peers = of_peers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut taken) = of_peers.entry(*network) {
            *taken.get_mut() = taken.get().saturating_sub(1);
            if *taken.get() == 0 {
                taken.remove();
            }
        }
    }
}
