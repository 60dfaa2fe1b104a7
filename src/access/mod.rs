//! Who may do what: tokens, checks of access and their explanation, descriptors of new objects (MS-DTYP 2.5.3).

mod check;
mod condition;
mod explanation;
mod inherit;
mod level;
mod mapping;
mod outcome;
mod permission;
mod policy;
mod privilege;
mod reasons;
mod request;
mod source;
mod token;
mod trace;
mod words;

pub use explanation::{Explanation, Reason};
pub use inherit::{AutoInheritFlags, Creation, Creator, ObjectKind};
pub use level::IntegrityLevel;
pub use mapping::GenericMapping;
pub(crate) use mapping::has_generic;
pub use outcome::{AccessDecision, AccessOutcome, ObjectOutcome};
pub use permission::{Permission, PermissionTable};
pub use policy::{CentralPolicy, CentralRule};
pub use privilege::Privileges;
pub use request::{AccessRequest, Intent, ObjectNode};
pub use source::Descriptor;
pub use token::{AccessToken, AccessTokenBuilder};
pub use trace::{Event, List, Pass, Step, Verdict};
