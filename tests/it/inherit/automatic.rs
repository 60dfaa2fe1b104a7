//! Automatic inheritance: explicit and inherited ACEs side by side, `ID`, `AI`, `AR`.

use aclavis::{AutoInheritFlags, Control, Creation};

use super::{AUTO, FILE, FOLDER, NONE, acls, creator, explicit};
use crate::descriptor;

const PARENT: &str = "D:(A;OICI;FA;;;BA)(A;OICI;GR;;;CO)S:(AU;OICISA;FA;;;WD)";

#[test]
fn inherited_aces_are_marked() {
    let creator = creator();
    let parent = descriptor(PARENT);
    let new = |kind, flags| acls(&Creation::new(&creator, kind).parent(&parent).flags(flags).descriptor());
    assert_eq!(new(FILE, AUTO), "D:AI(A;ID;FA;;;BA)(A;ID;FR;;;LS)S:AI(AU;IDSA;FA;;;WD)");
    let folder = "D:AI(A;OICIID;FA;;;BA)(A;ID;FR;;;LS)(A;OICIIOID;GR;;;CO)S:AI(AU;OICIIDSA;FA;;;WD)";
    assert_eq!(new(FOLDER, AUTO), folder);
    assert_eq!(new(FILE, NONE), "D:(A;;FA;;;BA)(A;;FR;;;LS)S:(AU;SA;FA;;;WD)");
}

#[test]
fn each_acl_has_its_own_flag() {
    let creator = creator();
    let parent = descriptor(PARENT);
    let new = |flags| acls(&Creation::new(&creator, FILE).parent(&parent).flags(flags).descriptor());
    let dacl = "D:AI(A;ID;FA;;;BA)(A;ID;FR;;;LS)S:(AU;SA;FA;;;WD)";
    assert_eq!(new(AutoInheritFlags::DACL_AUTO_INHERIT), dacl);
    let sacl = "D:(A;;FA;;;BA)(A;;FR;;;LS)S:AI(AU;IDSA;FA;;;WD)";
    assert_eq!(new(AutoInheritFlags::SACL_AUTO_INHERIT), sacl);
}

#[test]
fn explicit_aces_stand_before_inherited_ones() {
    let parent = "D:(D;OI;FW;;;BG)(A;OI;FA;;;BA)";
    for (text, expected) in [
        ("D:(A;;GR;;;BU)", "D:AI(A;;FR;;;BU)(D;ID;FW;;;BG)(A;ID;FA;;;BA)"),
        ("D:(A;ID;FX;;;AU)(A;;GR;;;BU)(A;OIID;FX;;;AU)", "D:AI(A;;FR;;;BU)(D;ID;FW;;;BG)(A;ID;FA;;;BA)"),
        ("D:", "D:AI(D;ID;FW;;;BG)(A;ID;FA;;;BA)"),
        ("D:NO_ACCESS_CONTROL", "D:AINO_ACCESS_CONTROL"),
    ] {
        assert_eq!(explicit(&descriptor(text), parent, AUTO), expected, "{text}");
    }
    let sacls = explicit(&descriptor("S:(AU;FA;GR;;;BU)"), "S:(AU;OISA;FA;;;WD)", AUTO);
    assert_eq!(sacls, "D:AI(A;;FR;;;SY)S:AI(AU;FA;FR;;;BU)(AU;IDSA;FA;;;WD)");
}

#[test]
fn a_defaulted_dacl_gives_way_to_the_inherited_aces_alone() {
    let mut defaulted = descriptor("D:ARAI(A;;GR;;;BU)");
    defaulted.set_control(defaulted.control() | Control::DACL_DEFAULTED);
    assert_eq!(explicit(&defaulted, "D:(A;OI;FA;;;BA)", AUTO), "D:AI(A;ID;FA;;;BA)");
    assert_eq!(explicit(&defaulted, "D:(A;OI;FA;;;BA)", NONE), "D:(A;;FA;;;BA)", "AI spoke of the list that gave way");
}

#[test]
fn a_protected_acl_takes_nothing_and_none_of_its_aces_counts_as_inherited() {
    let text = "D:P(A;ID;GR;;;BU)(A;;FR;;;AU)S:P(AU;IDSA;FA;;;WD)";
    let expected = "D:PAI(A;;FR;;;BU)(A;;FR;;;AU)S:PAI(AU;SA;FA;;;WD)";
    assert_eq!(explicit(&descriptor(text), PARENT, AUTO), expected);
    assert_eq!(explicit(&descriptor(text), PARENT, NONE), expected.replace("AI", ""));
}

#[test]
fn one_acl_can_be_protected_without_the_other() {
    let text = "D:P(A;;FR;;;BU)S:(AU;FA;FR;;;BU)";
    let expected = "D:PAI(A;;FR;;;BU)S:AI(AU;FA;FR;;;BU)(AU;IDSA;FA;;;WD)";
    assert_eq!(explicit(&descriptor(text), PARENT, AUTO), expected);
}

#[test]
fn an_explicit_ai_stays_only_with_ar_which_never_does() {
    for (text, expected) in [
        ("D:AI(A;;FR;;;BU)S:AI(AU;SA;FR;;;BU)", "D:(A;;FR;;;BU)S:(AU;SA;FR;;;BU)"),
        ("D:AR(A;;FR;;;BU)S:AR(AU;SA;FR;;;BU)", "D:(A;;FR;;;BU)S:(AU;SA;FR;;;BU)"),
        ("D:ARAI(A;;FR;;;BU)S:ARAI(AU;SA;FR;;;BU)", "D:AI(A;;FR;;;BU)S:AI(AU;SA;FR;;;BU)"),
        ("D:PARAI(A;;FR;;;BU)S:PAR(AU;SA;FR;;;BU)", "D:PAI(A;;FR;;;BU)S:P(AU;SA;FR;;;BU)"),
        ("D:ARAINO_ACCESS_CONTROL", "D:AINO_ACCESS_CONTROL"),
    ] {
        assert_eq!(explicit(&descriptor(text), "", NONE), expected);
    }
}

#[test]
fn an_explicit_ai_for_a_dacl_that_is_not_there_says_nothing_of_the_default() {
    let mut asked = descriptor("");
    asked.set_control(Control::DACL_AUTO_INHERITED | Control::DACL_AUTO_INHERIT_REQUIRED);
    assert_eq!(explicit(&asked, "", NONE), "D:(A;;FR;;;SY)");
}

#[test]
fn an_acl_is_marked_ai_even_when_nothing_was_inherited() {
    assert_eq!(explicit(&descriptor(""), "", AUTO), "D:AI(A;;FR;;;SY)");
    assert_eq!(explicit(&descriptor("D:(A;;FR;;;BU)"), "", AUTO), "D:AI(A;;FR;;;BU)");
}

#[test]
fn an_acl_that_is_not_there_is_not_marked() {
    let creator = creator();
    let new = Creation::new(&creator, FILE).flags(AUTO).descriptor().unwrap();
    assert_eq!(new.control(), Control::DACL_PRESENT | Control::DACL_AUTO_INHERITED | Control::SELF_RELATIVE);
}

#[test]
fn nothing_in_the_default_dacl_counts_as_inherited() {
    let default = descriptor("D:(A;ID;FR;;;SY)(A;;FR;;;BA)");
    let creator = creator().with_default_dacl(default.dacl().aces().to_vec());
    let new = |flags| acls(&Creation::new(&creator, FILE).flags(flags).descriptor());
    assert_eq!(new(AUTO), "D:AI(A;;FR;;;SY)(A;;FR;;;BA)");
    assert_eq!(new(NONE), "D:(A;;FR;;;SY)(A;;FR;;;BA)");
}
