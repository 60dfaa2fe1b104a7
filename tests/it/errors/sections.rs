//! Mistakes between the sections.

use aclavis::ErrorKind;

use super::assert_error;

const SECTION: &str = "expected `O:`, `G:`, `D:` or `S:`";
const ANYTHING: &str = "expected an ACE, a section (`O:`, `G:`, `D:`, `S:`) or the end";

#[test]
fn an_unknown_section_is_named() {
    assert_error("O:SYZ:BA", ErrorKind::UnknownSection, 4..6, "unknown section `Z:`", &format!(" at byte 4, {SECTION}"));
}

#[test]
fn a_section_in_lower_case_is_named() {
    assert_error(
        "d:(A;;RC;;;SY)",
        ErrorKind::LowerCaseSection,
        0..2,
        "section letter in lower case `d:`",
        &format!(" at byte 0, {SECTION} in upper case"),
    );
}

#[test]
fn a_section_given_twice_is_named_at_its_second_place() {
    assert_error(
        "D:PS:D:",
        ErrorKind::DuplicateSection,
        5..7,
        "section given twice `D:`",
        " at byte 5, expected each section once",
    );
}

#[test]
fn a_blank_before_the_colon_is_a_missing_colon() {
    assert_error(
        "D :(A;;RC;;;SY)",
        ErrorKind::MissingColon,
        1..1,
        "missing `:` after the section's letter",
        " at byte 1, expected `:`",
    );
}

#[test]
fn a_letter_without_colon_at_the_end_is_a_missing_colon() {
    assert_error("O:SYD", ErrorKind::MissingColon, 5..5, "missing `:` after the section's letter", " at byte 5, expected `:`");
}

#[test]
fn text_behind_the_end_is_unexpected() {
    assert_error("D:(A;;RC;;;SY)x", ErrorKind::Unexpected, 14..15, "unexpected `x`", &format!(" at byte 14, {ANYTHING}"));
}

#[test]
fn a_parenthesis_behind_the_end_is_unexpected() {
    assert_error("D:(A;;RC;;;SY))", ErrorKind::Unexpected, 14..15, "unexpected `)`", &format!(" at byte 14, {ANYTHING}"));
}

#[test]
fn aces_behind_no_access_control_are_unexpected() {
    assert_error(
        "D:NO_ACCESS_CONTROL(A;;RC;;;SY)",
        ErrorKind::Unexpected,
        19..20,
        "unexpected `(`",
        &format!(" at byte 19, {ANYTHING}"),
    );
}

#[test]
fn flags_that_are_none_are_unexpected() {
    assert_error("D:PX(A;;RC;;;SY)", ErrorKind::Unexpected, 3..4, "unexpected `X`", &format!(" at byte 3, {ANYTHING}"));
    assert_error("D:AX", ErrorKind::Unexpected, 2..3, "unexpected `A`", &format!(" at byte 2, {ANYTHING}"));
}

#[test]
fn a_nul_inside_is_named_whatever_was_expected() {
    assert_error(
        "O:SY\0D:",
        ErrorKind::UnexpectedNul,
        4..5,
        "NUL character inside the text `\\0`",
        " at byte 4, expected NULs at the end only",
    );
    assert_error(
        "D:(A;;\0RC;;;SY)",
        ErrorKind::UnexpectedNul,
        6..7,
        "NUL character inside the text `\\0`",
        " at byte 6, expected NULs at the end only",
    );
}

#[test]
fn a_character_beyond_ascii_is_named_as_a_whole() {
    assert_error("O:SYé", ErrorKind::Unexpected, 4..6, "unexpected `é`", &format!(" at byte 4, {ANYTHING}"));
    assert_error("D:😀", ErrorKind::Unexpected, 2..6, "unexpected `😀`", &format!(" at byte 2, {ANYTHING}"));
}

#[test]
fn a_long_mistake_is_cut_to_forty_characters() {
    let long = "é".repeat(41);
    let error = crate::refused(&format!("D:({long};;RC;;;SY)"));
    assert_eq!((error.kind(), error.span()), (ErrorKind::UnknownAceType, 3..85));
    assert_eq!(error.to_string(), format!("unknown ACE type `{}…`", "é".repeat(40)));
    let whole = "é".repeat(40);
    let error = crate::refused(&format!("D:({whole};;RC;;;SY)"));
    assert_eq!(error.to_string(), format!("unknown ACE type `{whole}`"));
}
