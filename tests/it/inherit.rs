//! The descriptors of new objects, and of children whose parent changes.

mod automatic;
mod choice;
mod classes;
mod hostile;
mod laws;
mod masks;
mod owners;
mod reinherited;
mod sacls;
mod stored;
mod table;

use aclavis::{AutoInheritFlags, Creation, Creator, Error, GenericMapping, ObjectKind, SecurityDescriptor};

use crate::descriptor;

const FILE: ObjectKind<'_> = ObjectKind::leaf(GenericMapping::FILE);
const FOLDER: ObjectKind<'_> = ObjectKind::container(GenericMapping::FILE);

const NONE: AutoInheritFlags = AutoInheritFlags::empty();
const AUTO: AutoInheritFlags = AutoInheritFlags::DACL_AUTO_INHERIT.union(AutoInheritFlags::SACL_AUTO_INHERIT);

/// The DACL of an object that gets one from nowhere else.
const DEFAULT: &str = "D:(A;;FR;;;SY)";

/// Owns what it creates as `LS`, with the group `NS`, and has a default DACL.
fn creator() -> Creator {
    Creator::new("LS".parse().unwrap(), "NS".parse().unwrap())
        .with_default_dacl(descriptor("D:(A;;GR;;;SY)").dacl().list().unwrap().clone())
}

/// The ACLs of an object of this kind under a parent, without explicit descriptor and flags.
fn child(parent: &str, kind: ObjectKind<'_>) -> String {
    acls(&Creation::new(&creator(), kind).parent(&descriptor(parent)).descriptor())
}

/// The ACLs of a file with an explicit descriptor.
fn explicit(explicit: &SecurityDescriptor, parent: &str, flags: AutoInheritFlags) -> String {
    acls(&Creation::new(&creator(), FILE).parent(&descriptor(parent)).explicit(explicit).flags(flags).descriptor())
}

/// The text of what [`creator`] has created, but for owner and group.
fn acls(created: &Result<SecurityDescriptor, Error>) -> String {
    let text = created.as_ref().unwrap().to_sddl().unwrap();
    text.strip_prefix("O:LSG:NS").unwrap_or_else(|| panic!("another owner: {text}")).to_owned()
}
