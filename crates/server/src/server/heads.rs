//! Where the audit chain ends, in the log: a chain that was cut does not reach a head that was logged.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use crate::audit::Head;

/// How often the head is logged where it moves.
const OFTEN: Duration = Duration::from_mins(1);

/// The heads of the audit chain, one after the other.
pub(super) type Heads = watch::Receiver<Option<Head>>;

/// Logs the head now and then, where it has moved.
pub(super) async fn log_now_and_then(mut heads: Heads) {
    let mut ticks = interval(OFTEN);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if heads.has_changed().unwrap_or_default() {
            heads.mark_unchanged();
            log(&heads);
        }
    }
}

/// Logs the head.
pub(super) fn log(heads: &Heads) {
    if let Some(head) = *heads.borrow() {
        tracing::info!(head = %crate::audit::ExpectedHead::from(head), "the audit chain ends here");
    }
}
