//! Descriptors and SIDs among the arguments of a command.

use aclavis::{ParseOptions, SecurityDescriptor, Sid};

use crate::failure::Failure;
use crate::forms;
use crate::problem::Problem;
use crate::source::Source;

/// A descriptor that an argument stands for.
pub(crate) struct Given {
    /// What it is called in errors.
    pub(crate) name: String,
    /// Whether it was a member of a JSON document.
    pub(crate) is_member: bool,
    pub(crate) descriptor: SecurityDescriptor,
}

/// Reads a descriptor in any form.
pub(crate) fn descriptor(source: Source, options: &ParseOptions) -> Result<Given, Failure> {
    let Source { name, bytes } = source;
    let found = forms::open(&bytes, None).map_err(Failure::input(&name))?;
    let is_member = found.is_member;
    let descriptor = found.read(options).map_err(Failure::input(&name))?.descriptor;
    Ok(Given { name, is_member, descriptor })
}

/// Reads the SID of an option, or an alias.
pub(crate) fn sid(option: &str, text: &str, options: &ParseOptions) -> Result<Sid, Failure> {
    let sid = Sid::parse(text, options).map_err(|error| Problem::in_text(&error, text));
    sid.map_err(Failure::input(option))
}
