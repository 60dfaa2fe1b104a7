//! The objects of the API and the words and numbers in them.

mod card;
mod collection;
mod descriptor;
mod id;
mod names;
mod principal;
mod request;
mod template;
mod ticks;

pub use card::Smartcard;
pub use collection::DataItem;
pub use descriptor::StoredDescriptor;
pub use id::Id;
pub use names::{RequestStatus, RequestType, SmartcardStatus, UserPinOption};
pub use principal::Principal;
pub use request::{Request, RequestFlags};
pub use template::{PinSettings, ProfileTemplate};
pub use ticks::Ticks;
