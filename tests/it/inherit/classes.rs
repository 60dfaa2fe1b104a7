//! Object ACEs: which classes of children they are for.

use aclavis::{GenericMapping, Guid, ObjectKind};

use super::{DEFAULT, child};

const USER: &str = "bf967aba-0de6-11d0-a285-00aa003049e2";
const GROUP: &str = "bf967a9c-0de6-11d0-a285-00aa003049e2";
const PROPERTY: &str = "4c164200-20c0-11d0-a768-00aa006e0529";

/// The ACLs of a container and of a leaf, both users.
fn users(parent: &str) -> [String; 2] {
    let classes: [Guid; 2] = ["01020304-0506-0708-090a-0b0c0d0e0f10".parse().unwrap(), USER.parse().unwrap()];
    let container = ObjectKind::container(GenericMapping::DIRECTORY).with_object_types(&classes);
    [child(parent, container), child(parent, ObjectKind { is_container: false, ..container })]
}

#[test]
fn an_ace_for_the_class_is_inherited_with_its_guids() {
    let parent = format!("D:(OA;OICI;RP;{PROPERTY};{USER};RU)(OD;OICI;WP;;{USER};AN)");
    let container = format!("D:(OA;OICI;RP;{PROPERTY};{USER};RU)(OD;OICI;WP;;{USER};AN)");
    let leaf = format!("D:(OA;;RP;{PROPERTY};{USER};RU)(OD;;WP;;{USER};AN)");
    assert_eq!(users(&parent), [container, leaf]);
}

#[test]
fn an_ace_for_another_class_is_only_passed_on() {
    for (flags, passed_on) in [("CI", "CIIO"), ("OICI", "OICIIO"), ("OI", "OIIO"), ("CIIO", "CIIO")] {
        let parent = format!("D:(OA;{flags};GRCR;{PROPERTY};{GROUP};CO)");
        let container = format!("D:(OA;{passed_on};CRGR;{PROPERTY};{GROUP};CO)");
        assert_eq!(users(&parent), [&container, DEFAULT_OF_DIRECTORY], "{parent}");
    }
    for flags in ["CINP", "OICINP", "OINP", "NP", ""] {
        let parent = format!("D:(OA;{flags};RP;{PROPERTY};{GROUP};RU)");
        assert_eq!(users(&parent), [DEFAULT_OF_DIRECTORY; 2], "{parent}");
    }
}

#[test]
fn an_ace_for_every_class_is_inherited_as_usual() {
    let parent = format!("D:(OA;CI;RP;{PROPERTY};;RU)");
    assert_eq!(users(&parent), [&parent, DEFAULT_OF_DIRECTORY]);
}

#[test]
fn an_ace_for_the_class_splits_as_usual() {
    let parent = format!("D:(OA;CI;GR;{PROPERTY};{USER};CO)");
    let expected = format!("D:(OA;;LCRPLORC;{PROPERTY};{USER};LS)(OA;CIIO;GR;{PROPERTY};{USER};CO)");
    assert_eq!(users(&parent), [&expected, DEFAULT_OF_DIRECTORY]);
}

#[test]
fn an_object_without_class_is_of_no_class() {
    let parent = format!("D:(OA;OICI;RP;;{USER};RU)(OA;OICI;RP;{PROPERTY};;AU)");
    let leaf = child(&parent, ObjectKind::leaf(GenericMapping::DIRECTORY));
    assert_eq!(leaf, format!("D:(OA;;RP;{PROPERTY};;AU)"));
    let only_users = format!("D:(OA;OI;RP;;{USER};RU)");
    assert_eq!(child(&only_users, super::FILE), DEFAULT);
}

#[test]
fn object_aces_raise_the_revision() {
    let parent = crate::descriptor(&format!("D:(A;OI;RP;;;AU)(OA;OI;RP;{PROPERTY};;AU)S:(AU;OISA;RP;;;WD)"));
    let creator = super::creator();
    let new = aclavis::Creation::new(&creator, super::FILE).parent(&parent).descriptor().unwrap();
    assert_eq!([new.dacl(), new.sacl()].map(|acl| acl.list().unwrap().revision()), [4, 2]);
}

/// What `GR` of the default DACL means in a directory.
const DEFAULT_OF_DIRECTORY: &str = "D:(A;;LCRPLORC;;;SY)";
