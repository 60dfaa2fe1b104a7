//! What the service does: commands that change or hand out something, and what can be read.

mod approve;
mod bind;
mod call;
mod card_status;
mod change;
mod create;
mod descriptor;
mod facade;
mod gate;
mod key;
mod lock;
mod pin;
mod read;
mod response;
mod rotate;

use std::time::Duration;

use crate::authority::Authority;
use crate::vault::Vault;

pub(crate) use approve::{Approve, Unlock, administration};
pub(crate) use bind::Bind;
pub(crate) use call::{Call, NO_SID};
pub(crate) use card_status::SetCardStatus;
pub(crate) use change::{ChangeRequest, End};
pub(crate) use create::{CreateRequest, NewRequest};
pub(crate) use descriptor::{DEFAULT as DEFAULT_PATTERN, check_pattern};
pub(crate) use facade::{Listing, Service};
pub(crate) use gate::CardInRequest;
pub(crate) use key::DiversifiedKey;
pub(crate) use pin::{ProposePin, ShowPin};
pub(crate) use read::CardConfiguration;
pub(crate) use response::AuthenticationResponse;
pub(crate) use rotate::RotateMaster;
pub use rotate::Rotated;

/// What every command knows.
pub(crate) struct Rules {
    /// Who may do what.
    pub(crate) authority: Authority,
    /// The master secrets.
    pub(crate) vault: std::sync::Arc<Vault>,
    /// When somebody gets no more secrets of a card.
    pub(crate) lock: LockRule,
}

/// When somebody gets no more secrets of a card.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LockRule {
    /// So many answers,
    pub(crate) answers: usize,
    /// in this time,
    pub(crate) window: Duration,
    /// and then none for so long.
    pub(crate) lasts: Duration,
}
