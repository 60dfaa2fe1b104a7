//! Children whose parent has changed.

use aclavis::{AclSlot, ErrorKind, GenericMapping, ObjectKind, SecurityDescriptor};

use super::{AUTO, FILE, FOLDER};
use crate::descriptor;

const PARENT: &str = "D:(D;OICI;FW;;;BG)(A;OICI;GR;;;CO)S:(AU;OICISA;FA;;;WD)";

/// The child after the change, which must be the same when it is made again.
fn after(child: &str, parent: &str, kind: ObjectKind<'_>) -> String {
    let parent = descriptor(parent);
    let once = descriptor(child).reinherited(&parent, &kind).unwrap();
    assert_eq!(once.reinherited(&parent, &kind).unwrap(), once, "{child}");
    once.to_sddl().unwrap()
}

#[test]
fn inherited_aces_are_replaced_and_explicit_ones_stay_in_front() {
    let child = "O:LSG:NSD:AI(A;ID;FA;;;SY)(A;;GR;;;BU)(A;OICIID;FX;;;WD)(D;;FX;;;CO)S:AI(AU;IDFA;FA;;;WD)(AU;SA;GA;;;BU)";
    let file = "O:LSG:NSD:AI(A;;GR;;;BU)(D;;FX;;;CO)(D;ID;FW;;;BG)(A;ID;FR;;;LS)S:AI(AU;SA;GA;;;BU)(AU;IDSA;FA;;;WD)";
    assert_eq!(after(child, PARENT, FILE), file);
    let folder = "O:LSG:NSD:AI(A;;GR;;;BU)(D;;FX;;;CO)(D;OICIID;FW;;;BG)(A;ID;FR;;;LS)(A;OICIIOID;GR;;;CO)\
                  S:AI(AU;SA;GA;;;BU)(AU;OICIIDSA;FA;;;WD)";
    assert_eq!(after(child, PARENT, FOLDER), folder);
}

#[test]
fn an_acl_is_marked_ai_even_when_nothing_is_inherited() {
    for parent in ["D:NO_ACCESS_CONTROL", "D:", "D:(A;;FA;;;BA)"] {
        assert_eq!(after("D:(A;ID;FA;;;SY)(A;;FR;;;BU)", parent, FILE), "D:AI(A;;FR;;;BU)", "{parent}");
        assert_eq!(after("D:(A;ID;FA;;;SY)", parent, FILE), "D:AI", "{parent}");
    }
}

#[test]
fn a_protected_acl_stays_as_it_is() {
    let child = "O:LSG:NSD:P(A;ID;FA;;;SY)(A;;GR;;;BU)S:PAI(AU;IDFA;FA;;;WD)";
    assert_eq!(after(child, PARENT, FILE), child);
    let one = "O:LSG:NSD:P(A;ID;FA;;;SY)S:(AU;IDFA;FA;;;WD)";
    assert_eq!(after(one, PARENT, FILE), "O:LSG:NSD:P(A;ID;FA;;;SY)S:AI(AU;IDSA;FA;;;WD)");
    let absent = SecurityDescriptor::builder().control(aclavis::Control::DACL_PROTECTED).build();
    assert!(absent.reinherited(&descriptor("D:(A;OI;FA;;;BA)"), &FILE).unwrap().dacl().is_absent());
}

#[test]
fn an_acl_that_the_parent_does_not_have_leaves_that_of_the_child_as_it_is() {
    let child = "O:LSG:NSD:AI(A;ID;FA;;;SY)S:AI(AU;IDFA;FA;;;WD)";
    assert_eq!(after(child, "", FILE), child);
    assert_eq!(after(child, "D:(A;OI;GR;;;BU)", FILE), "O:LSG:NSD:AI(A;ID;FR;;;BU)S:AI(AU;IDFA;FA;;;WD)");
    assert_eq!(after(child, "S:(AU;OISA;FA;;;BU)", FILE), "O:LSG:NSD:AI(A;ID;FA;;;SY)S:AI(AU;IDSA;FA;;;BU)");
}

#[test]
fn a_null_acl_stays_null() {
    let child = "D:NO_ACCESS_CONTROLS:AINO_ACCESS_CONTROL";
    assert_eq!(after(child, PARENT, FILE), child);
}

#[test]
fn an_absent_acl_becomes_the_inherited_list_if_there_is_any() {
    assert_eq!(after("O:LSG:NS", PARENT, FILE), "O:LSG:NSD:AI(D;ID;FW;;;BG)(A;ID;FR;;;LS)S:AI(AU;IDSA;FA;;;WD)");
    assert_eq!(after("O:LSG:NS", "D:(A;CI;FA;;;BA)S:", FILE), "O:LSG:NS");
}

#[test]
fn classes_count_as_at_creation() {
    let user = "bf967aba-0de6-11d0-a285-00aa003049e2";
    let classes = [user.parse().unwrap()];
    let plain = ObjectKind::container(GenericMapping::DIRECTORY);
    let parent = format!("D:(OA;CI;RP;;{user};RU)");
    assert_eq!(after("D:", &parent, plain.with_object_types(&classes)), format!("D:AI(OA;CIID;RP;;{user};RU)"));
    assert_eq!(after("D:", &parent, plain), format!("D:AI(OA;CIIOID;RP;;{user};RU)"));
}

#[test]
fn an_ace_for_the_creator_needs_the_owner_or_group_of_the_child() {
    let kind =
        |child: &str, parent: &str, kind| descriptor(child).reinherited(&descriptor(parent), &kind).map_err(|error| error.kind());
    for (trustee, child, missing) in [("CO", "G:NSD:", ErrorKind::MissingOwner), ("CG", "O:LSD:", ErrorKind::MissingGroup)] {
        assert_eq!(kind(child, &format!("D:(A;OICI;FA;;;{trustee})"), FILE), Err(missing));
        assert_eq!(kind(child, &format!("S:(AU;CISA;FA;;;{trustee})"), FOLDER), Err(missing));
        let passed_on = kind(child, &format!("D:(A;OI;FA;;;{trustee})"), FOLDER).unwrap();
        assert_eq!(passed_on.dacl().aces().len(), 1, "nothing is substituted in what is only passed on");
        kind(&format!("{child}P"), &format!("D:(A;OICI;FA;;;{trustee})"), FILE).unwrap();
    }
}

#[test]
fn a_created_child_is_not_changed() {
    let parent = descriptor(PARENT);
    let creator = super::creator();
    for text in ["", "D:", "D:(A;OICI;GR;;;BU)S:(AU;FA;FA;;;BU)", "D:P(A;;FR;;;BU)", "D:NO_ACCESS_CONTROL"] {
        let explicit = descriptor(text);
        let creation = aclavis::Creation::new(&creator, FOLDER).parent(&parent).explicit(&explicit).flags(AUTO);
        let new = creation.descriptor().unwrap();
        assert_eq!(new.reinherited(&parent, &FOLDER).unwrap(), new, "{text}");
    }
}

#[test]
fn what_else_the_descriptor_says_stays() {
    let mut child = descriptor("O:LSG:NSD:(A;;FR;;;BU)");
    child.set_control(aclavis::Control::RM_CONTROL_VALID | aclavis::Control::GROUP_DEFAULTED);
    let after = child.reinherited(&descriptor("D:(A;OI;FA;;;BA)"), &FILE).unwrap();
    assert_eq!(after.control(), child.control() | aclavis::Control::DACL_AUTO_INHERITED);
    assert_eq!((after.owner(), after.group(), after.sacl()), (child.owner(), child.group(), &AclSlot::Absent));
}
