//! The object whose descriptor is worked out.

use aclavis::{
    Acl, AclSlot, AutoInheritFlags, Control, Creation, Creator, DomainSids, GenericMapping, Guid, ObjectKind, PrintOptions,
    SecurityDescriptor, Sid,
};
use serde::Serialize;

use crate::lost;
use crate::problem::Problem;

/// What kind of object it is.
pub(super) struct Kind {
    pub(super) is_container: bool,
    pub(super) object_types: Vec<Guid>,
    pub(super) mapping: GenericMapping,
}

/// A new object.
pub(super) struct NewObject {
    pub(super) parent: Option<SecurityDescriptor>,
    pub(super) explicit: Option<SecurityDescriptor>,
    pub(super) owner: Option<Sid>,
    pub(super) group: Option<Sid>,
    pub(super) default_dacl: Option<Acl>,
    pub(super) flags: AutoInheritFlags,
}

/// A part that the creator should give and does not.
#[derive(Clone, Copy)]
pub(super) enum Missing {
    Owner,
    Group,
}

/// Where a descriptor comes from.
pub(super) enum Origin {
    /// An object is created.
    New(Box<NewObject>),
    /// The parent of an object has changed.
    Child { child: Box<SecurityDescriptor>, parent: Box<SecurityDescriptor> },
}

/// The descriptor of an object.
#[derive(Serialize)]
pub(super) struct Inherited {
    /// Its text.
    pub(super) output: String,
    /// What the text does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lost: Vec<&'static str>,
}

impl Kind {
    fn as_kind(&self) -> ObjectKind<'_> {
        let Self { is_container, object_types, mapping } = self;
        ObjectKind { is_container: *is_container, object_types, mapping: *mapping }
    }
}

impl Origin {
    /// The descriptor of an object of this kind.
    pub(super) fn descriptor(&self, kind: &Kind, domains: DomainSids) -> Result<Inherited, Problem> {
        let descriptor = match self {
            Self::New(object) => object.creation(kind),
            Self::Child { child, parent } => child.reinherited(parent, &kind.as_kind()),
        };
        let descriptor = descriptor.map_err(|error| Problem::of(&error))?;
        let text = descriptor.to_sddl_with(&PrintOptions::new().with_domains(domains));
        // There is no other form to advise here.
        let output = text.map_err(|error| Problem { hint: None, ..Problem::of(&error) })?;
        Ok(Inherited { output, lost: lost::parts(&descriptor) })
    }
}

impl NewObject {
    /// The owner or group that nobody gives. What the parent does not give although a flag says so is no matter of the creator.
    pub(super) fn missing(&self) -> Option<Missing> {
        let lacks = |of: fn(&SecurityDescriptor) -> Option<&Sid>, flag, given: Option<Sid>| {
            given.is_none() && !self.flags.contains(flag) && self.explicit.as_ref().and_then(of).is_none()
        };
        if lacks(SecurityDescriptor::owner, AutoInheritFlags::DEFAULT_OWNER_FROM_PARENT, self.owner) {
            return Some(Missing::Owner);
        }
        lacks(SecurityDescriptor::group, AutoInheritFlags::DEFAULT_GROUP_FROM_PARENT, self.group).then_some(Missing::Group)
    }

    fn creation(&self, kind: &Kind) -> Result<SecurityDescriptor, aclavis::Error> {
        let mut creator = Creator::new(self.owner.unwrap_or_default(), self.group.unwrap_or_default());
        creator.default_dacl.clone_from(&self.default_dacl);
        let flags = if self.flags.is_empty() { as_file_systems(self.parent.as_ref()) } else { self.flags };
        let mut creation = Creation::new(&creator, kind.as_kind()).flags(flags);
        if let Some(parent) = &self.parent {
            creation = creation.parent(parent);
        }
        if let Some(explicit) = &self.explicit {
            creation = creation.explicit(explicit);
        }
        creation.descriptor()
    }
}

/// Automatic inheritance where the parent has it.
fn as_file_systems(parent: Option<&SecurityDescriptor>) -> AutoInheritFlags {
    let control = parent.map_or(Control::empty(), SecurityDescriptor::control);
    let mut flags = AutoInheritFlags::empty();
    flags.set(AutoInheritFlags::DACL_AUTO_INHERIT, control.contains(Control::DACL_AUTO_INHERITED));
    flags.set(AutoInheritFlags::SACL_AUTO_INHERIT, control.contains(Control::SACL_AUTO_INHERITED));
    flags
}

/// Marks the ACLs of a descriptor as having come from a default, if that is so.
pub(super) fn defaulted(mut descriptor: SecurityDescriptor, is_so: bool) -> SecurityDescriptor {
    if is_so {
        descriptor.set_control(descriptor.control() | Control::DACL_DEFAULTED | Control::SACL_DEFAULTED);
    }
    descriptor
}

/// The list that is a creator's default.
pub(super) fn default_list(descriptor: &SecurityDescriptor) -> Result<Acl, Problem> {
    match descriptor.dacl() {
        AclSlot::List(acl) => Ok(acl.clone()),
        AclSlot::Absent | AclSlot::Null => Err(Problem::new("bad-default-dacl", "descriptor without a list of ACEs as DACL")),
    }
}
