//! Defects in texts.

use aclavis::{ErrorKind, PrintOptions, SecurityDescriptor};

use crate::{descriptor, domains, refused, strict};

#[test]
fn built_in_groups_do_not_belong_to_the_domain() {
    let parsed = SecurityDescriptor::parse("O:BAG:BUD:(A;;RC;;;DA)", &strict()).unwrap();
    assert_eq!(parsed.owner().unwrap().to_string(), "S-1-5-32-544");
    assert_eq!(parsed.group().unwrap().to_string(), "S-1-5-32-545");
    assert_eq!(parsed.dacl().aces()[0].as_ref().trustee().unwrap().to_string(), "S-1-5-21-400-500-600-512");
    let account = descriptor("O:S-1-5-21-400-500-600-544");
    let printed = account.to_sddl_with(&PrintOptions::new().with_domains(domains())).unwrap();
    assert_eq!(printed, "O:S-1-5-21-400-500-600-544");
}

#[test]
fn a_condition_is_read_or_refused_but_not_dropped() {
    assert_eq!(descriptor("D:(XA;;FA;;;WD;(a))").to_sddl().unwrap(), "D:(XA;;FA;;;WD;(a))");
    assert_eq!(refused("D:(XA;;FA;;;WD;(a)x)").kind(), ErrorKind::MissingParenthesis);
    assert_eq!(refused("D:(XA;;FA;;;WD;)").kind(), ErrorKind::ExpectedOperand);
    assert_eq!(refused("D:(XA;;FA;;;WD)").kind(), ErrorKind::MissingField);
    assert_eq!(refused("D:(A;;FA;;;WD;(a))").kind(), ErrorKind::UnexpectedField);
}

#[test]
fn sixteen_sub_authorities_are_refused_in_text() {
    assert_eq!(refused("O:S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16").kind(), ErrorKind::SidTooLong);
    assert_eq!(descriptor("O:S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15").owner().unwrap().sub_authorities().len(), 15);
}

#[test]
fn hexadecimal_authorities_print_in_upper_case() {
    assert_eq!(descriptor("O:S-1-0xfedcba987654-1").to_sddl().unwrap(), "O:S-1-0xFEDCBA987654-1");
}

#[test]
fn owner_and_group_are_optional() {
    for text in ["D:(A;;FA;;;WD)", "S:(AU;SA;FA;;;WD)", "O:SY", "G:SY", ""] {
        assert_eq!(descriptor(text).to_sddl().unwrap(), text);
    }
}

#[test]
fn colons_and_semicolons_in_conditions_separate_nothing() {
    let text = "O:SYD:(XA;;FX;;;WD;(WIN://SYSAPPID Contains \"a;b:c)(d D:S: O:BA\"))S:(AU;SA;FA;;;WD)";
    let parsed = descriptor(text);
    assert_eq!((parsed.dacl().aces().len(), parsed.sacl().aces().len()), (1, 1));
    assert_eq!(parsed.to_sddl().unwrap(), text);
}

#[test]
fn colons_and_semicolons_in_attributes_separate_nothing() {
    let text = "D:S:(RA;;;;;WD;(\"WIN://a;b\",TS,0x0,\"x;y)(\",\"O:\"))(AU;SA;FA;;;WD)";
    assert_eq!(descriptor(text).sacl().aces().len(), 2);
    assert_eq!(descriptor(text).to_sddl().unwrap(), text);
}

#[test]
fn an_empty_dacl_is_accepted_and_is_not_none() {
    assert!(descriptor("D:").dacl().list().is_some_and(|acl| acl.aces().is_empty()));
    assert!(descriptor("").dacl().is_absent());
    assert!(descriptor("D:NO_ACCESS_CONTROL").dacl().list().is_none());
    assert!(!descriptor("D:NO_ACCESS_CONTROL").dacl().is_absent());
}

#[test]
fn a_blank_before_the_colon_ends_with_an_error() {
    for text in ["D :S:", "D : S :", "O :SY"] {
        assert_eq!(refused(text).kind(), ErrorKind::MissingColon, "{text}");
    }
}

#[test]
fn a_leading_blank_ends_with_a_result() {
    assert_eq!(descriptor(" D:"), descriptor("D:"));
    assert_eq!(descriptor("\nO:SY"), descriptor("O:SY"));
}

#[test]
fn the_comma_in_a_name_is_escaped() {
    let text = "D:(XA;;FX;;;WD;(@USER.a%002cb))";
    assert_eq!(descriptor(text).to_sddl().unwrap(), text);
}

#[test]
fn signed_integers_of_attributes_print_without_plus() {
    let text = "S:(RA;;;;;WD;(\"n\",TI,0x0,1,-1))";
    assert_eq!(descriptor(text).to_sddl().unwrap(), text);
}

#[test]
fn an_odd_number_of_octet_digits_is_padded_in_front() {
    assert_eq!(descriptor("S:(RA;;;;;WD;(\"n\",TX,0x0,abc))").to_sddl().unwrap(), "S:(RA;;;;;WD;(\"n\",TX,0x0,0abc))");
    let error = refused("S:(RA;;;;;WD;(\"n\",TX,0x0,abg))");
    assert_eq!((error.kind(), error.span()), (ErrorKind::BadList, 27..28), "the error is where the digits end");
}

#[test]
fn each_of_several_rejections_is_tested_alone() {
    for text in ["D:(A;;GA;;;SY", "D:(A;;GA;;SY)", "D:(A;GA;;;SY)", "D:A;;GA;;;SY)"] {
        refused(text);
    }
}

#[test]
fn a_request_with_nuls_behind_it_is_read() {
    let parsed = SecurityDescriptor::parse_text("D:(A;;GA;;;SY)(A;;GA;;;BA)\0\0", &crate::windows()).unwrap();
    assert_eq!((parsed.trailing_nuls, parsed.descriptor.dacl().aces().len()), (2, 2));
}

#[test]
fn rights_given_twice_are_read_and_print_once() {
    assert_eq!(descriptor("D:(A;;RPLOLORP;;;AU)").to_sddl().unwrap(), "D:(A;;RPLO;;;AU)");
}

#[test]
fn a_null_sacl_is_read_and_printed() {
    let text = "O:SYG:SYD:(A;;FA;;;SY)S:AINO_ACCESS_CONTROL";
    assert_eq!(descriptor(text).to_sddl().unwrap(), text);
}
