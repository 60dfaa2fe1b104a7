//! Import: templates, principals, requests and cards as JSON in the documented shapes.

mod command;
mod document;
mod sound;
mod template;

pub(crate) use command::Import;
pub use command::{Imported, Standing};
pub(crate) use document::Documents;
