//! The SACL of a new object.

use aclavis::Control;

use super::{DEFAULT, FILE, FOLDER, NONE, child, explicit};
use crate::descriptor;

/// The SACL of a child under a parent with this SACL.
fn sacl(parent: &str, kind: aclavis::ObjectKind<'_>) -> String {
    child(parent, kind).strip_prefix(DEFAULT).unwrap().to_owned()
}

#[test]
fn it_has_no_default() {
    for parent in ["", "S:", "S:NO_ACCESS_CONTROL", "S:(AU;CISA;FA;;;WD)"] {
        assert_eq!(sacl(parent, FILE), "", "{parent}");
    }
}

#[test]
fn an_explicit_one_wins() {
    for text in ["S:(ML;OI;NW;;;HI)", "S:", "S:NO_ACCESS_CONTROL"] {
        assert_eq!(explicit(&descriptor(text), "S:(AU;OISA;FA;;;WD)", NONE), format!("{DEFAULT}{text}"));
    }
}

#[test]
fn a_defaulted_one_gives_way_whatever_the_dacl_is() {
    let parent = "D:(A;OI;FA;;;BA)S:(AU;OISA;FA;;;WD)";
    let mut asked = descriptor("D:(A;;FR;;;BU)S:(AU;FA;FR;;;BU)");
    asked.set_control(Control::SACL_DEFAULTED);
    assert_eq!(explicit(&asked, parent, NONE), "D:(A;;FR;;;BU)S:(AU;SA;FA;;;WD)");
    asked.set_control(Control::DACL_DEFAULTED);
    assert_eq!(explicit(&asked, parent, NONE), "D:(A;;FA;;;BA)S:(AU;FA;FR;;;BU)");
}

#[test]
fn audit_is_inherited_for_the_creator_too() {
    let parent = "S:(AU;OICISAFA;GA;;;CO)(AL;OISA;RC;;;WD)";
    assert_eq!(sacl(parent, FILE), "S:(AU;SAFA;FA;;;LS)(AL;SA;RC;;;WD)");
    assert_eq!(sacl(parent, FOLDER), "S:(AU;SAFA;FA;;;LS)(AU;OICIIOSAFA;GA;;;CO)(AL;OIIOSA;RC;;;WD)");
}

#[test]
fn labels_attributes_policies_trust_and_filters_are_inherited_as_they_are() {
    let aces = |flags: &str| {
        format!(
            "S:(ML;{flags};0xf0000007;;;HI)(RA;{flags};GR;;;CO;(\"n\",TU,0x0,1))(SP;{flags};GA;;;S-1-17-1)\
             (TL;{flags};0x111fffff;;;S-1-19-512-4096)(FL;{flags};GR;;;CO;(a))"
        )
    };
    assert_eq!(sacl(&aces("OICI"), FILE), aces(""));
    assert_eq!(sacl(&aces("OICI"), FOLDER), aces("OICI"));
    assert_eq!(sacl(&aces("OI"), FOLDER), aces("OIIO"));
    assert_eq!(sacl(&aces("CINP"), FOLDER), aces(""));
    assert_eq!(explicit(&descriptor(&aces("OI")), "", NONE), format!("{DEFAULT}{}", aces("OI")));
}

#[test]
fn a_filter_keeps_its_protection() {
    assert_eq!(sacl("S:(FL;OICITP;FR;;;WD;(a))", FOLDER), "S:(FL;OICITP;FR;;;WD;(a))");
}
