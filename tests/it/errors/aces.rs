//! Mistakes in ACEs.

use aclavis::{ErrorKind, Guid};

use super::assert_error;
use crate::refused;

const TYPES: &str = "expected A, D, OA, OD, XA, XD or ZA in a DACL, AU, AL, OU, OL, XU, ML, RA, SP, TL or FL in a SACL";
const GUID: &str = "expected a GUID such as `bf967aba-0de6-11d0-a285-00aa003049e2`, without braces";
const RIGHT: &str = "expected two letters such as `FA` or `RC`, or a number";
const FLAG: &str = "expected OI, CI, NP, IO, ID, CR, SA, FA or TP";

#[test]
fn an_unknown_right_is_named() {
    assert_error("D:(A;;RCZZSD;;;SY)", ErrorKind::UnknownRight, 8..10, "unknown right `ZZ`", &format!(" at byte 8, {RIGHT}"));
}

#[test]
fn half_a_right_is_named() {
    assert_error("D:(A;;RCS;;;SY)", ErrorKind::UnknownRight, 8..9, "unknown right `S`", &format!(" at byte 8, {RIGHT}"));
}

#[test]
fn a_blank_behind_the_rights_is_an_unknown_right() {
    assert_error("D:(A;;RC ;;;SY)", ErrorKind::UnknownRight, 8..9, "unknown right ` `", &format!(" at byte 8, {RIGHT}"));
}

#[test]
fn a_tab_in_the_rights_is_shown_as_an_escape() {
    assert_error("D:(A;;\tRC;;;SY)", ErrorKind::UnknownRight, 6..8, "unknown right `\\tR`", &format!(" at byte 6, {RIGHT}"));
}

#[test]
fn a_right_beyond_ascii_is_named_in_whole_characters() {
    assert_error("D:(A;;Fé;;;SY)", ErrorKind::UnknownRight, 6..9, "unknown right `Fé`", &format!(" at byte 6, {RIGHT}"));
    assert_error("D:(A;;😀😀;;;SY)", ErrorKind::UnknownRight, 6..14, "unknown right `😀😀`", &format!(" at byte 6, {RIGHT}"));
}

#[test]
fn a_number_without_digits_is_none() {
    let expected = "expected decimal digits, `0x` and hexadecimal digits, or `0` and octal digits";
    assert_error("D:(A;;0x;;;SY)", ErrorKind::BadNumber, 6..7, "not a number `0`", &format!(" at byte 6, {expected}"));
    assert_error("D:(A;;-;;;SY)", ErrorKind::BadNumber, 7..8, "not a number `;`", &format!(" at byte 7, {expected}"));
    assert_error("D:(A;;0778;;;SY)", ErrorKind::BadNumber, 9..10, "not a number `8`", &format!(" at byte 9, {expected}"));
}

#[test]
fn an_unknown_flag_is_named() {
    assert_error("D:(A;OIXX;RC;;;SY)", ErrorKind::UnknownAceFlag, 7..9, "unknown ACE flag `XX`", &format!(" at byte 7, {FLAG}"));
}

#[test]
fn half_a_flag_is_named() {
    assert_error("D:(A;O;RC;;;SY)", ErrorKind::UnknownAceFlag, 5..6, "unknown ACE flag `O`", &format!(" at byte 5, {FLAG}"));
}

#[test]
fn an_unknown_type_is_named() {
    assert_error("D:(ZZ;;RC;;;SY)", ErrorKind::UnknownAceType, 3..5, "unknown ACE type `ZZ`", &format!(" at byte 3, {TYPES}"));
    assert_error("D:(é;;RC;;;SY)", ErrorKind::UnknownAceType, 3..5, "unknown ACE type `é`", &format!(" at byte 3, {TYPES}"));
}

#[test]
fn an_unknown_type_that_begins_like_a_frequent_one_is_named_as_a_whole() {
    for letters in ["AZ", "DZ", "OAZ", "OZ"] {
        let error = refused(&format!("D:({letters};;RC;;;SY)"));
        assert_eq!((error.kind(), error.span()), (ErrorKind::UnknownAceType, 3..3 + letters.len()), "{letters}");
    }
}

#[test]
fn nested_parentheses_are_an_unknown_type() {
    assert_error("D:((A;;RC;;;SY))", ErrorKind::UnknownAceType, 3..3, "unknown ACE type", &format!(" at byte 3, {TYPES}"));
}

#[test]
fn an_audit_in_a_dacl_is_misplaced() {
    assert_error(
        "D:(AU;SA;RC;;;SY)",
        ErrorKind::MisplacedAceType,
        3..5,
        "ACE type in the wrong ACL `AU`",
        &format!(" at byte 3, {TYPES}"),
    );
}

#[test]
fn a_grant_in_a_sacl_is_misplaced() {
    assert_error(
        "S:(A;;RC;;;SY)",
        ErrorKind::MisplacedAceType,
        3..4,
        "ACE type in the wrong ACL `A`",
        &format!(" at byte 3, {TYPES}"),
    );
}

#[test]
fn a_missing_semicolon_is_where_it_should_be() {
    let message = "missing `;` after a field of the ACE";
    assert_error("D:(A;OI)", ErrorKind::MissingSemicolon, 7..7, message, " at byte 7, expected `;`");
    assert_error("D:(A;;RC)", ErrorKind::MissingSemicolon, 8..8, message, " at byte 8, expected `;`");
    assert_error("D:(A;;RC", ErrorKind::MissingSemicolon, 8..8, message, " at byte 8, expected `;`");
    assert_error("D:(A;;RC;;", ErrorKind::MissingSemicolon, 10..10, message, " at byte 10, expected `;`");
    assert_error("D:(OA ;;RC;;;SY)", ErrorKind::MissingSemicolon, 5..5, message, " at byte 5, expected `;`");
}

#[test]
fn an_extra_semicolon_behind_the_sid_is_named() {
    assert_error(
        "D:(A;;RC;;;SY;)",
        ErrorKind::UnexpectedField,
        13..14,
        "ACE type takes no seventh field `;`",
        " at byte 13, expected `)` after the SID",
    );
}

#[test]
fn an_extra_semicolon_before_the_rights_makes_them_a_guid() {
    assert_error("D:(A;;;RC;;SY)", ErrorKind::BadGuid, 7..9, "not a GUID `RC`", &format!(" at byte 7, {GUID}"));
}

#[test]
fn a_missing_parenthesis_is_where_it_should_be() {
    assert_error("D:(A;;RC;;;SY", ErrorKind::MissingParenthesis, 13..13, "missing `)`", " at byte 13, expected `)`");
    assert_error("D:(A;;RC;;;SY-)", ErrorKind::MissingParenthesis, 13..13, "missing `)`", " at byte 13, expected `)`");
    assert_error("D:(A;;RC;;;S-1-1-0 )", ErrorKind::MissingParenthesis, 18..18, "missing `)`", " at byte 18, expected `)`");
}

#[test]
fn a_guid_in_braces_is_none() {
    let guid = "{01234567-89ab-cdef-0123-456789abcdef}";
    assert_error(
        &format!("D:(OA;;RC;{guid};;SY)"),
        ErrorKind::BadGuid,
        10..48,
        &format!("not a GUID `{guid}`"),
        &format!(" at byte 10, {GUID}"),
    );
}

#[test]
fn a_guid_of_thirty_two_digits_is_none() {
    let guid = "0123456789abcdef0123456789abcdef";
    assert_error(
        &format!("D:(OA;;RC;;{guid};SY)"),
        ErrorKind::BadGuid,
        11..43,
        &format!("not a GUID `{guid}`"),
        &format!(" at byte 11, {GUID}"),
    );
}

#[test]
fn a_guid_with_blanks_before_it_is_none() {
    let guid = " 01234567-89ab-cdef-0123-456789abcdef";
    assert_error(
        &format!("D:(OA;;RC;{guid};;SY)"),
        ErrorKind::BadGuid,
        10..47,
        &format!("not a GUID `{guid}`"),
        &format!(" at byte 10, {GUID}"),
    );
}

#[test]
fn a_guid_with_blanks_behind_it_lacks_its_semicolon() {
    assert_error(
        "D:(OA;;RC;01234567-89ab-cdef-0123-456789abcdef ;;SY)",
        ErrorKind::MissingSemicolon,
        46..46,
        "missing `;` after a field of the ACE",
        " at byte 46, expected `;`",
    );
}

#[test]
fn a_guid_in_an_ordinary_ace_is_misplaced() {
    let guid = "01234567-89ab-cdef-0123-456789abcdef";
    assert_error(
        &format!("D:(A;;RC;{guid};;SY)"),
        ErrorKind::MisplacedGuid,
        9..45,
        &format!("GUID in an ACE that is no object ACE `{guid}`"),
        " at byte 9, expected an empty field, or OA, OD, OU, OL or ZA as the ACE's type",
    );
}

#[test]
fn a_guid_alone_has_the_same_error() {
    for text in ["", "{01234567-89ab-cdef-0123-456789abcdef}", "01234567-89ab-cdef-0123-456789abcdef ", "é"] {
        let error = text.parse::<Guid>().unwrap_err();
        assert_eq!((error.kind(), error.span()), (ErrorKind::BadGuid, 0..text.len()));
        let found = if text.is_empty() { String::new() } else { format!(" `{text}`") };
        assert_eq!(format!("{error:#}"), format!("not a GUID{found} at byte 0, {GUID}"));
    }
}
