//! Owner and group of a new object.

use aclavis::{AutoInheritFlags, Creation, Creator, ErrorKind, SecurityDescriptor};

use super::{FILE, NONE, creator};
use crate::descriptor;

const FROM_PARENT: AutoInheritFlags =
    AutoInheritFlags::DEFAULT_OWNER_FROM_PARENT.union(AutoInheritFlags::DEFAULT_GROUP_FROM_PARENT);

/// Owner and group of a file, or why there is none.
fn owners(explicit: &str, parent: &str, flags: AutoInheritFlags) -> Result<String, ErrorKind> {
    let creator = Creator { default_dacl: None, ..creator() };
    let (explicit, parent) = (descriptor(explicit), descriptor(parent));
    let new = Creation::new(&creator, FILE).explicit(&explicit).parent(&parent).flags(flags).descriptor();
    new.map(|new| new.to_sddl().unwrap()).map_err(|error| error.kind())
}

#[test]
fn the_explicit_ones_come_first_then_those_of_the_token() {
    let own = |explicit| owners(explicit, "O:BAG:BU", NONE).unwrap();
    assert_eq!([own("O:SYG:AU"), own("O:SY"), own("G:AU"), own("")], ["O:SYG:AU", "O:SYG:NS", "O:LSG:AU", "O:LSG:NS"]);
}

#[test]
fn those_of_the_parent_replace_those_of_the_token_when_asked_for() {
    let own = |flags| owners("", "O:BAG:BU", flags).unwrap();
    assert_eq!(own(FROM_PARENT), "O:BAG:BU");
    assert_eq!(own(AutoInheritFlags::DEFAULT_OWNER_FROM_PARENT), "O:BAG:NS");
    assert_eq!(own(AutoInheritFlags::DEFAULT_GROUP_FROM_PARENT), "O:LSG:BU");
    assert_eq!(owners("O:SYG:AU", "O:BAG:BU", FROM_PARENT).unwrap(), "O:SYG:AU");
}

#[test]
fn a_parent_that_cannot_give_them_is_an_error_unless_they_are_explicit() {
    assert_eq!(owners("", "", FROM_PARENT), Err(ErrorKind::InvalidOwner), "the owner comes first");
    assert_eq!(owners("", "G:BU", FROM_PARENT), Err(ErrorKind::InvalidOwner));
    assert_eq!(owners("", "O:BA", FROM_PARENT), Err(ErrorKind::InvalidPrimaryGroup));
    assert_eq!(owners("O:SYG:AU", "", FROM_PARENT).unwrap(), "O:SYG:AU");
}

#[test]
fn no_parent_at_all_is_the_same_error() {
    let creator = creator();
    let kind = |flags| Creation::new(&creator, FILE).flags(flags).descriptor().unwrap_err().kind();
    assert_eq!(kind(FROM_PARENT), ErrorKind::InvalidOwner);
    assert_eq!(kind(AutoInheritFlags::DEFAULT_GROUP_FROM_PARENT), ErrorKind::InvalidPrimaryGroup);
    assert_eq!(ErrorKind::InvalidOwner.ntstatus(), Some("STATUS_INVALID_OWNER"));
}

#[test]
fn flags_about_checks_and_labels_change_nothing() {
    let others = !(FROM_PARENT | super::AUTO | AutoInheritFlags::DEFAULT_DESCRIPTOR_FOR_OBJECT);
    assert_eq!(owners("", "O:BAG:BU", others).unwrap(), "O:LSG:NS");
}

#[test]
fn flags_have_the_names_and_numbers_of_windows() {
    let names = [
        ("SEF_DACL_AUTO_INHERIT", 0x1),
        ("SEF_SACL_AUTO_INHERIT", 0x2),
        ("SEF_DEFAULT_DESCRIPTOR_FOR_OBJECT", 0x4),
        ("SEF_AVOID_PRIVILEGE_CHECK", 0x8),
        ("SEF_AVOID_OWNER_CHECK", 0x10),
        ("SEF_DEFAULT_OWNER_FROM_PARENT", 0x20),
        ("SEF_DEFAULT_GROUP_FROM_PARENT", 0x40),
        ("SEF_MACL_NO_WRITE_UP", 0x100),
        ("SEF_MACL_NO_READ_UP", 0x200),
        ("SEF_MACL_NO_EXECUTE_UP", 0x400),
        ("SEF_AVOID_OWNER_RESTRICTION", 0x1000),
    ];
    for (name, bits) in names {
        assert_eq!(AutoInheritFlags::named(name).map(|flag| flag.bits()), Some(bits), "{name}");
        assert_eq!(AutoInheritFlags::named(&name[4..]).map(|flag| flag.bits()), Some(bits), "{name}");
    }
    for name in ["", "SEF_", "SEF_SEF_DACL_AUTO_INHERIT", "sef_dacl_auto_inherit", "SEF_OTHER"] {
        assert_eq!(AutoInheritFlags::named(name), None, "{name}");
    }
}

#[test]
fn of_the_explicit_control_bits_those_about_inheritance_and_the_resource_manager_stay() {
    let mut bytes = crate::parts::descriptor(0xffff, crate::parts::Offsets::default(), &[]);
    bytes[1] = 0x5a;
    let resource_manager = |bytes: &[u8]| {
        let explicit = SecurityDescriptor::from_bytes(bytes).unwrap();
        let new = Creation::new(&creator(), FILE).explicit(&explicit).descriptor().unwrap();
        (new.control().bits(), new.resource_manager_control())
    };
    // Present, P and AI of both ACLs, which AR asked for; the resource manager's bit; self-relative.
    assert_eq!(resource_manager(&bytes), (0xfc14, 0x5a));
    bytes[3] = 0xbf;
    assert_eq!(resource_manager(&bytes), (0xbc14, 0), "the byte means nothing without its bit");
}
