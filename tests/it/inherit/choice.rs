//! Which DACL wins: the explicit one, what the parent has, or the default.

use aclavis::{AutoInheritFlags, Control, Creation, Creator, SecurityDescriptor};

use super::{DEFAULT, FILE, NONE, acls, child, creator, explicit};
use crate::descriptor;

const DEFAULT_FOR_OBJECT: AutoInheritFlags = AutoInheritFlags::DEFAULT_DESCRIPTOR_FOR_OBJECT;

/// The same, marked as defaulted.
fn defaulted(text: &str) -> SecurityDescriptor {
    let mut descriptor = descriptor(text);
    descriptor.set_control(descriptor.control() | Control::DACL_DEFAULTED | Control::SACL_DEFAULTED);
    descriptor
}

#[test]
fn an_explicit_dacl_wins() {
    for (text, expected) in [
        ("D:(A;;GR;;;BU)", "D:(A;;FR;;;BU)"),
        ("D:(A;OICIID;FA;;;BU)", "D:(A;OICIID;FA;;;BU)"),
        ("D:", "D:"),
        ("D:NO_ACCESS_CONTROL", "D:NO_ACCESS_CONTROL"),
    ] {
        assert_eq!(explicit(&descriptor(text), "D:(A;OI;FA;;;BA)", NONE), expected);
    }
}

#[test]
fn a_defaulted_dacl_gives_way_to_inheritable_aces() {
    for text in ["D:(A;;GR;;;BU)", "D:", "D:NO_ACCESS_CONTROL"] {
        for flags in [NONE, DEFAULT_FOR_OBJECT] {
            assert_eq!(explicit(&defaulted(text), "D:(A;OI;FA;;;BA)", flags), "D:(A;;FA;;;BA)", "{text}");
        }
        assert_eq!(explicit(&descriptor(text), "D:(A;OI;FA;;;BA)", DEFAULT_FOR_OBJECT), "D:(A;;FA;;;BA)", "{text}");
    }
}

#[test]
fn a_defaulted_dacl_stays_where_the_parent_has_nothing_for_the_child() {
    for parent in ["", "D:", "D:NO_ACCESS_CONTROL", "D:(A;CI;FA;;;BA)"] {
        for flags in [NONE, DEFAULT_FOR_OBJECT] {
            let text = "D:(A;OI;GR;;;BU)";
            assert_eq!(explicit(&defaulted(text), parent, flags), "D:(A;OI;FR;;;BU)", "{parent}");
            assert_eq!(explicit(&defaulted("D:NO_ACCESS_CONTROL"), parent, flags), "D:NO_ACCESS_CONTROL", "{parent}");
        }
    }
}

#[test]
fn a_protected_dacl_does_not_give_way() {
    let text = "D:P(A;;FR;;;BU)";
    assert_eq!(explicit(&defaulted(text), "D:(A;OI;FA;;;BA)", DEFAULT_FOR_OBJECT), text);
}

#[test]
fn protection_keeps_the_parents_aces_away_even_without_an_explicit_dacl() {
    let mut protected = SecurityDescriptor::default();
    protected.set_control(Control::DACL_PROTECTED);
    assert_eq!(explicit(&protected, "D:(A;OI;FA;;;BA)", NONE), "D:P(A;;FR;;;SY)");
}

#[test]
fn without_explicit_dacl_the_parent_comes_before_the_default() {
    assert_eq!(child("D:(A;OI;FA;;;BA)", FILE), "D:(A;;FA;;;BA)");
    for parent in ["", "D:", "D:NO_ACCESS_CONTROL", "D:(A;CI;FA;;;BA)"] {
        assert_eq!(child(parent, FILE), DEFAULT, "{parent}");
    }
    assert_eq!(explicit(&descriptor("S:(AU;SA;FA;;;WD)"), "D:(A;OI;FA;;;BA)", NONE), "D:(A;;FA;;;BA)S:(AU;SA;FA;;;WD)");
}

#[test]
fn the_parents_defaulted_bit_and_protection_do_not_count() {
    let mut parent = defaulted("D:P(A;OI;FA;;;BA)");
    let creator = creator();
    let new = |parent: &SecurityDescriptor| acls(&Creation::new(&creator, FILE).parent(parent).descriptor());
    assert_eq!(new(&parent), "D:(A;;FA;;;BA)");
    *parent.dacl_mut() = aclavis::AclSlot::Null;
    assert_eq!(new(&parent), DEFAULT);
}

#[test]
fn without_parent_and_default_there_is_no_dacl() {
    let creator = Creator { default_dacl: None, ..creator() };
    assert_eq!(acls(&Creation::new(&creator, FILE).descriptor()), "");
    assert_eq!(acls(&Creation::new(&super::creator(), FILE).descriptor()), DEFAULT);
}

#[test]
fn nothing_in_the_result_is_marked_as_defaulted() {
    let creator = creator();
    let bits = Control::OWNER_DEFAULTED | Control::GROUP_DEFAULTED | Control::DACL_DEFAULTED | Control::SACL_DEFAULTED;
    for text in ["", "D:(A;;FR;;;BU)S:(AU;SA;FA;;;WD)"] {
        let mut explicit = defaulted(text);
        explicit.set_control(explicit.control() | bits);
        for parent in ["", "D:(A;OI;FA;;;BA)S:(AU;OISA;FA;;;WD)"] {
            let parent = defaulted(parent);
            let new = Creation::new(&creator, FILE).parent(&parent).explicit(&explicit).descriptor().unwrap();
            assert!(!new.control().intersects(bits), "{new:?}");
        }
    }
}
