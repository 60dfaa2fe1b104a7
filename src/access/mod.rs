//! Who may do what: tokens, checks of access and their explanation, descriptors of new objects (MS-DTYP 2.5.3).

mod mapping;

pub use mapping::GenericMapping;
pub(crate) use mapping::has_generic;
