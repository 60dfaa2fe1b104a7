//! Long and deep texts.

use aclavis::{Condition, Error, ErrorKind, Limits, ParseOptions, SecurityDescriptor, sddl_to_bytes, syntax};

use crate::{descriptor, windows};

const MIB: usize = 1 << 20;

/// The error of a text that must be refused, by every way of reading it.
fn refused(text: &str) -> Error {
    let error = SecurityDescriptor::parse(text, &windows()).unwrap_err();
    assert_eq!(sddl_to_bytes(text, &windows()), Err(error.clone()));
    let tree = syntax::parse(text, &windows()).and_then(|tree| tree.lower(&windows()));
    assert!(tree.is_err());
    error
}

/// A conditional ACE.
fn conditional(condition: &str) -> String {
    format!("D:(XA;;RC;;;WD;{condition})")
}

#[test]
fn a_mebibyte_of_parentheses_is_no_section() {
    let error = refused(&"(".repeat(MIB));
    assert_eq!((error.kind(), error.span()), (ErrorKind::Unexpected, 0..1));
}

#[test]
fn a_mebibyte_of_parentheses_in_an_acl_is_no_ace() {
    let error = refused(&format!("D:{}", "(".repeat(MIB)));
    assert_eq!((error.kind(), error.span()), (ErrorKind::UnknownAceType, 3..3));
}

#[test]
fn a_mebibyte_of_parentheses_in_a_condition_is_too_deep() {
    let error = refused(&conditional(&"(".repeat(MIB)));
    assert_eq!((error.kind(), error.span()), (ErrorKind::TooDeep, 15 + 10_000..15 + 10_001));
}

#[test]
fn a_hundred_thousand_nested_parentheses_are_too_deep() {
    let text = conditional(&format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000)));
    assert_eq!(refused(&text).kind(), ErrorKind::TooDeep);
}

#[test]
fn a_hundred_thousand_nested_parentheses_are_read_where_the_limit_allows() {
    let text = conditional(&format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000)));
    let options = ParseOptions::windows().with_limits(Limits { nesting: 100_000, ..Limits::default() });
    let descriptor = SecurityDescriptor::parse(&text, &options).unwrap();
    assert_eq!(descriptor.to_sddl().unwrap(), conditional("(a)"));
}

#[test]
fn a_hundred_thousand_nots_are_too_deep() {
    let text = conditional(&format!("({}a{})", "!(".repeat(100_000), ")".repeat(100_000)));
    assert_eq!(refused(&text).kind(), ErrorKind::TooDeep);
}

#[test]
fn ten_thousand_levels_are_read_and_one_more_is_not() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    nested(10_000).parse::<Condition>().unwrap();
    let error = nested(10_001).parse::<Condition>().unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::TooDeep, 10_000..10_001));
    assert_eq!(format!("{error:#}"), "nesting deeper than the limit `(` at byte 10000, expected less nesting, or a higher limit");
}

#[test]
fn parentheses_of_member_of_are_limited_too() {
    let nested = |levels: usize| format!("(Member_of{}SID(BA){})", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(nested(10_000).parse::<Condition>().unwrap().to_string(), "(Member_of SID(BA))");
    assert_eq!(nested(100_000).parse::<Condition>().unwrap_err().kind(), ErrorKind::TooDeep);
}

#[test]
fn nested_lists_are_refused_at_the_second() {
    let error = refused(&conditional(&format!("(a == {})", "{".repeat(100_000))));
    assert_eq!((error.kind(), error.span()), (ErrorKind::ExpectedLiteral, 22..22));
}

#[test]
fn a_mebibyte_of_blanks_is_an_empty_descriptor() {
    assert_eq!(descriptor(&" ".repeat(MIB)), SecurityDescriptor::default());
    assert_eq!(descriptor(&format!("O:SY{}", "\n".repeat(MIB))), descriptor("O:SY"));
}

#[test]
fn a_mebibyte_of_blanks_in_every_place_is_skipped() {
    let blanks = "\t".repeat(MIB);
    let text = format!("D:{blanks}P{blanks}({blanks}XA;{blanks}OI;RC;{blanks};{blanks};{blanks}WD{blanks};{blanks}(a{blanks}))");
    assert_eq!(descriptor(&text), descriptor("D:P(XA;OI;RC;;;WD;(a))"));
}

#[test]
fn a_mebibyte_of_blanks_behind_rights_is_refused() {
    let error = refused(&format!("D:(A;;RC{};;;WD)", " ".repeat(MIB)));
    assert_eq!((error.kind(), error.span()), (ErrorKind::UnknownRight, 8..10));
}

#[test]
fn a_mebibyte_of_nuls_is_counted() {
    let text = format!("O:SY{}", "\0".repeat(MIB));
    assert_eq!(SecurityDescriptor::parse_text(&text, &windows()).unwrap().trailing_nuls, MIB);
}

#[test]
fn a_mebibyte_of_digits_in_a_sid_saturates() {
    let digits = "9".repeat(MIB);
    assert_eq!(descriptor(&format!("O:S-1-5-{digits}")), descriptor("O:S-1-5-4294967295"));
    assert_eq!(refused(&format!("O:S-1-{digits}-1")).kind(), ErrorKind::SidAuthority);
    assert_eq!(descriptor(&format!("O:S-1-5-{}18", "0".repeat(MIB))), descriptor("O:SY"));
}

#[test]
fn a_mebibyte_of_digits_in_a_mask_saturates() {
    let all = descriptor("D:(A;;0xffffffff;;;WD)");
    assert_eq!(descriptor(&format!("D:(A;;{};;;WD)", "9".repeat(MIB))), all);
    assert_eq!(descriptor(&format!("D:(A;;0x{};;;WD)", "f".repeat(MIB))), all);
    assert_eq!(descriptor(&format!("D:(A;;0{};;;WD)", "7".repeat(MIB))), all);
    assert_eq!(descriptor(&format!("D:(A;;0x{}1;;;WD)", "0".repeat(MIB))), descriptor("D:(A;;CC;;;WD)"));
}

#[test]
fn a_mebibyte_of_digits_in_an_integer_is_out_of_range() {
    let error = refused(&conditional(&format!("(a == {})", "9".repeat(MIB))));
    assert_eq!((error.kind(), error.span()), (ErrorKind::IntegerRange, 21..21 + MIB));
    assert!(error.to_string().len() < 100, "the error repeats the beginning only");
}

#[test]
fn a_mebibyte_of_letters_is_no_right_but_repetition_is() {
    assert_eq!(descriptor(&format!("D:(A;;{};;;WD)", "RC".repeat(MIB / 2))), descriptor("D:(A;;RC;;;WD)"));
    assert_eq!(refused(&format!("D:(A;;{};;;WD)", "X".repeat(MIB))).span(), 6..8);
    assert_eq!(descriptor(&format!("D:{}", "AI".repeat(MIB / 2))), descriptor("D:AI"));
}

#[test]
fn a_mebibyte_of_dashes_is_no_sid() {
    assert_eq!(refused(&format!("O:S{}", "-".repeat(MIB))).kind(), ErrorKind::BadSid);
    assert_eq!(refused(&format!("O:S-1-5{}", "-1".repeat(MIB / 2))).kind(), ErrorKind::SidTooLong);
}

#[test]
fn a_string_that_does_not_fit_into_an_ace_is_refused() {
    let error = refused(&conditional(&format!("(a == \"{}\")", "x".repeat(MIB))));
    assert_eq!(error.kind(), ErrorKind::AceTooLarge);
}

#[test]
fn an_acl_that_does_not_fit_into_65535_bytes_is_refused() {
    let aces = |count: usize| format!("D:{}", "(A;;RC;;;WD)".repeat(count));
    assert_eq!(descriptor(&aces(3_276)).dacl().aces().len(), 3_276, "8 + 20 * 3,276 = 65,528 bytes");
    assert_eq!(refused(&aces(3_277)).kind(), ErrorKind::AclTooLarge);
    assert_eq!(refused(&aces(60_000)).kind(), ErrorKind::AclTooLarge);
}

#[test]
fn slack_counts_for_the_size_of_an_acl() {
    let aces = |count: usize| format!("D:{}", "(OA;;RC;;;WD)".repeat(count));
    assert_eq!(sddl_to_bytes(&aces(2_730), &windows()).unwrap().len(), 20 + 8 + 24 * 2_730);
    assert_eq!(refused(&aces(2_731)).kind(), ErrorKind::AclTooLarge);
}

#[test]
fn a_condition_of_eight_thousand_terms_keeps_its_bytes() {
    let text = format!("({})", vec!["a"; 8_000].join(" && "));
    let condition: Condition = text.parse().unwrap();
    assert_eq!(condition.as_bytes().len(), 4 + 8_000 * 7 + 7_999 + 1, "signature, names, operators, padding");
    assert_eq!(condition.to_string().parse::<Condition>().unwrap(), condition);
    let descriptor = descriptor(&conditional(&text));
    let printed = descriptor.to_sddl().unwrap();
    assert_eq!(crate::descriptor(&printed).to_bytes().unwrap(), descriptor.to_bytes().unwrap());
}

#[test]
fn a_condition_of_ten_thousand_terms_does_not_fit_into_an_ace() {
    assert_eq!(refused(&conditional(&format!("({})", vec!["a"; 10_000].join(" && ")))).kind(), ErrorKind::AceTooLarge);
}

#[test]
fn a_condition_of_right_nested_terms_keeps_its_bytes() {
    let text = format!("({}a{})", "a && (".repeat(5_000), ")".repeat(5_000));
    let condition: Condition = text.parse().unwrap();
    assert_eq!(condition.to_string().parse::<Condition>().unwrap(), condition);
}
