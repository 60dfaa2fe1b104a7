//! The self-relative binary form (MS-DTYP 2.4.6).

mod layout;
mod read;
mod view;
mod write;

pub use layout::Layout;
pub(crate) use layout::ReadLayout;
pub use view::{AceIter, AclRef, DescriptorRef};
pub(crate) use view::{Entries, Entry};
pub(crate) use write::BinarySink;

/// Bytes of a descriptor's header: revision, resource manager's byte, control, four offsets.
pub(crate) const HEADER: usize = 20;
