//! Mistakes in conditions and attributes: texts of ACEs, the place counted in the seventh field.

use core::ops::Range;

use aclavis::{Condition, ErrorKind};

use super::assert_error;

/// Asserts the error of a condition, in an ACE and alone.
fn in_condition(text: &str, kind: ErrorKind, span: Range<usize>, short: &str, expected: &str) {
    let front = "D:(XA;;RC;;;SY;";
    let (start, end) = (front.len() + span.start, front.len() + span.end);
    assert_error(&format!("{front}{text})"), kind, start..end, short, &format!(" at byte {start}, expected {expected}"));
    let alone = text.parse::<Condition>().unwrap_err();
    assert_eq!((alone.kind(), alone.span(), &*alone.to_string()), (kind, span, short), "{text:?}");
}

/// Asserts the error of an attribute.
fn in_attribute(text: &str, kind: ErrorKind, span: Range<usize>, short: &str, expected: &str) {
    let front = "S:(RA;;;;;WD;";
    let (start, end) = (front.len() + span.start, front.len() + span.end);
    assert_error(&format!("{front}{text})"), kind, start..end, short, &format!(" at byte {start}, expected {expected}"));
}

const OPERAND: &str = "an attribute, a literal, `Member_of`, `Exists`, `!(` or `(`";
const LITERAL: &str = "an integer, a string, `#` and octets, `SID(...)`, `{...}` or an attribute with `@`";
const OPERATOR: &str = "an operator such as `==`, `&&` or `Contains`, or `)`";

#[test]
fn a_callback_without_condition_lacks_a_field() {
    assert_error(
        "D:(XA;;RC;;;SY)",
        ErrorKind::MissingField,
        14..14,
        "ACE type needs a condition or attribute as seventh field",
        " at byte 14, expected `;` and a condition or attribute",
    );
    assert_error(
        "S:(RA;;;;;WD)",
        ErrorKind::MissingField,
        12..12,
        "ACE type needs a condition or attribute as seventh field",
        " at byte 12, expected `;` and a condition or attribute",
    );
}

#[test]
fn a_missing_operand_is_where_it_should_be() {
    for (text, at) in [("()", 1), ("a", 0), ("(a && )", 6), ("(|| a)", 1), ("(== 1)", 1), ("(@User.)", 7), ("(@Group.a)", 1)] {
        in_condition(text, ErrorKind::ExpectedOperand, at..at, "operand missing in a condition", OPERAND);
    }
}

#[test]
fn a_missing_value_is_where_it_should_be() {
    for (text, at) in [("(a == )", 6), ("(Member_of )", 11), ("(a == {1, })", 10), ("(a == !(b))", 6), ("(a == {{}})", 7)] {
        in_condition(text, ErrorKind::ExpectedLiteral, at..at, "value missing in a condition", LITERAL);
    }
}

#[test]
fn a_local_attribute_on_the_right_is_named() {
    for (text, name) in [("(a == Title)", "Title"), ("(a == job_title)", "job_title"), ("(a == ad:Title)", "ad:Title")] {
        in_condition(
            text,
            ErrorKind::LocalAttribute,
            6..6 + name.len(),
            &format!("local attribute on the right of an operator `{name}`"),
            "a literal, or an attribute with `@User.`, `@Device.` or `@Resource.`",
        );
    }
}

#[test]
fn a_missing_operator_is_where_it_should_be() {
    for (text, at) in [("(a b)", 3), ("(a & b)", 3), ("(a = 1)", 3), ("(a Like 1)", 3), ("(a == 1 == 2)", 8)] {
        in_condition(text, ErrorKind::ExpectedOperator, at..at, "operator missing in a condition", OPERATOR);
    }
}

#[test]
fn not_without_parenthesis_is_refused_at_what_follows() {
    let expected = "`(` after `!`";
    in_condition("(!a)", ErrorKind::NotNeedsParenthesis, 2..3, "`!` without parenthesis `a`", expected);
    in_condition("(!!(a))", ErrorKind::NotNeedsParenthesis, 2..3, "`!` without parenthesis `!`", expected);
    in_condition("(! é)", ErrorKind::NotNeedsParenthesis, 3..5, "`!` without parenthesis `é`", expected);
}

#[test]
fn a_string_without_end_is_shown_from_its_start() {
    assert_error(
        "D:(XA;;RC;;;SY;(a == \"b))",
        ErrorKind::UnterminatedString,
        22..25,
        "string without end `b))`",
        " at byte 22, expected `\"`",
    );
}

#[test]
fn a_malformed_escape_is_refused_at_its_sign() {
    let expected = "`%` and four hexadecimal digits";
    in_condition("(a%00g0)", ErrorKind::BadEscape, 2..3, "malformed escape in a name `%`", expected);
    in_condition("(@User.%1)", ErrorKind::BadEscape, 7..8, "malformed escape in a name `%`", expected);
}

#[test]
fn an_integer_beyond_64_bits_is_named() {
    let expected = "an integer of at most 64 bits";
    in_condition(
        "(a == 9223372036854775808)",
        ErrorKind::IntegerRange,
        6..25,
        "integer beyond 64 bits `9223372036854775808`",
        expected,
    );
    in_condition(
        "(a == 0x10000000000000000)",
        ErrorKind::IntegerRange,
        6..25,
        "integer beyond 64 bits `0x10000000000000000`",
        expected,
    );
}

#[test]
fn a_negative_integer_beyond_64_bits_is_named_with_its_sign() {
    in_condition(
        "(a == -9223372036854775809)",
        ErrorKind::IntegerRange,
        6..26,
        "integer beyond 64 bits `-9223372036854775809`",
        "an integer of at most 64 bits",
    );
}

#[test]
fn digits_that_are_no_number_are_refused() {
    let expected = "decimal digits, `0x` and hexadecimal digits, or `0` and octal digits";
    in_condition("(a == 0x)", ErrorKind::BadNumber, 6..7, "not a number `0`", expected);
    in_condition("(a == 08)", ErrorKind::BadNumber, 6..7, "not a number `0`", expected);
    in_condition("(a == +)", ErrorKind::BadNumber, 7..8, "not a number `)`", expected);
}

#[test]
fn a_list_that_does_not_go_on_is_malformed() {
    let expected = "`,` and another value, or the list's end";
    in_condition("(a == {1 2})", ErrorKind::BadList, 9..10, "malformed list `2`", expected);
    in_condition("(a == {1)", ErrorKind::BadList, 8..9, "malformed list `)`", expected);
}

#[test]
fn a_sid_in_a_condition_has_the_errors_of_sids() {
    let expected = "two letters such as `SY`, or `S-1-...`";
    in_condition("(Member_of SID(ZZ))", ErrorKind::UnknownAlias, 15..17, "unknown SID alias `ZZ`", expected);
    in_condition("(Member_of SID())", ErrorKind::MissingSid, 15..15, "missing SID", expected);
    in_condition("(Member_of SID(SY ,))", ErrorKind::MissingParenthesis, 18..18, "missing `)`", "`)`");
}

#[test]
fn an_unknown_attribute_type_is_named() {
    let expected = "TI, TU, TS, TD, TX or TB";
    in_attribute("(\"n\",TQ,0x0,1)", ErrorKind::UnknownAttributeType, 5..7, "unknown attribute type `TQ`", expected);
}

#[test]
fn an_attribute_without_its_form_is_malformed() {
    let expected = "`(\"name\",type,flags,values)`";
    in_attribute("(n,TU,0x0,1)", ErrorKind::BadAttribute, 1..2, "malformed resource attribute `n`", expected);
    in_attribute("\"n\",TU,0x0,1", ErrorKind::BadAttribute, 0..1, "malformed resource attribute `\"`", expected);
}

#[test]
fn a_list_of_an_attribute_that_does_not_go_on_is_malformed() {
    let expected = "`,` and another value, or the list's end";
    in_attribute("(\"n\";TU,0x0,1)", ErrorKind::BadList, 4..5, "malformed list `;`", expected);
    in_attribute("(\"n\",TU)", ErrorKind::BadList, 7..8, "malformed list `)`", expected);
    in_attribute("(\"n\",TU,0x0 1)", ErrorKind::BadList, 12..13, "malformed list `1`", expected);
}

#[test]
fn values_of_another_type_are_refused() {
    in_attribute("(\"n\",TS,0x0,1)", ErrorKind::ExpectedLiteral, 12..12, "value missing in a condition", LITERAL);
    in_attribute("(\"n\",TX,0x0,g)", ErrorKind::ExpectedLiteral, 12..12, "value missing in a condition", LITERAL);
    in_attribute(
        "(\"n\",TU,0x0,-1)",
        ErrorKind::IntegerRange,
        12..14,
        "integer beyond 64 bits `-1`",
        "an integer of at most 64 bits",
    );
}

#[test]
fn flags_of_an_attribute_beyond_32_bits_are_no_number() {
    in_attribute(
        "(\"n\",TU,0x100000000,1)",
        ErrorKind::BadNumber,
        8..9,
        "not a number `0`",
        "decimal digits, `0x` and hexadecimal digits, or `0` and octal digits",
    );
}

#[test]
fn an_operator_of_letters_ends_where_its_word_does() {
    for text in ["(a Contains1)", "(a Contains_ 1)", "(a Any_of1)", "(a Any_ofx {1})"] {
        let error = text.parse::<Condition>().unwrap_err();
        assert_eq!((error.kind(), error.span().start), (ErrorKind::ExpectedOperator, 3), "{text}");
    }
    assert_eq!("(a Contains{1})".parse::<Condition>().unwrap().to_string(), "(a Contains {1})");
}
