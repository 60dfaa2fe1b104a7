//! The descriptors of new objects, and what a parent's change makes of those of its children (MS-DTYP 2.5.3.4).

mod ace;
mod acl;
mod creation;
mod flags;
mod kind;
mod reinherit;

pub use creation::{Creation, Creator};
pub use flags::AutoInheritFlags;
pub use kind::ObjectKind;
