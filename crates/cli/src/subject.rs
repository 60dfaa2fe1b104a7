//! What a descriptor protects, and how that is known.

use aclavis::{AceForm, SecurityDescriptor};

use crate::args::ObjectType;

/// The type of object that names the rights.
#[derive(Clone, Copy)]
pub(crate) struct Subject {
    pub(crate) object_type: ObjectType,
    /// Why it is this type, where that may surprise.
    pub(crate) reason: &'static str,
}

impl Subject {
    /// What the command line says, or else what the input looks like.
    pub(crate) fn choose(given: Option<ObjectType>, is_member: bool, descriptor: &SecurityDescriptor) -> Self {
        let (object_type, reason) = match given {
            Some(given) => (given, ""),
            None if is_member => (ObjectType::CmRequest, ""),
            None if has_object_aces(descriptor) => (ObjectType::Ds, ", for there are object ACEs"),
            None => (ObjectType::File, ""),
        };
        Self { object_type, reason }
    }
}

fn has_object_aces(descriptor: &SecurityDescriptor) -> bool {
    let mut aces = descriptor.dacl().aces().iter().chain(descriptor.sacl().aces());
    aces.any(|ace| ace.ace_type().form() == AceForm::Object)
}
