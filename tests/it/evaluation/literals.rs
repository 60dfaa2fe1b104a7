//! Expressions that only the binary form can say: literals alone, on the left and between each other.

use aclavis::{Condition, Truth};

use super::{Context, FALSE, TRUE, UNKNOWN, claims, evaluate};

const EQUAL: u8 = 0x80;
const LESS: u8 = 0x82;
const CONTAINS: u8 = 0x86;
const EXISTS: u8 = 0x87;
const ANY_OF: u8 = 0x88;
const MEMBER_OF: u8 = 0x89;
const AND: u8 = 0xa0;
const OR: u8 = 0xa1;
const NOT: u8 = 0xa2;

/// A token with a length.
fn sized(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap();
    [&[code], &length.to_le_bytes()[..], content].concat()
}

/// A hexadecimal integer without sign.
fn integer(value: i64) -> Vec<u8> {
    [&[4], &value.to_le_bytes()[..], &[3, 3]].concat()
}

fn string(text: &str) -> Vec<u8> {
    sized(0x10, &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

fn composite(values: &[Vec<u8>]) -> Vec<u8> {
    sized(0x50, &values.concat())
}

/// An attribute of the user, whose `a` is 1, 2.
fn user(name: &str) -> Vec<u8> {
    let mut token = string(name);
    token[0] = 0xf9;
    token
}

fn value(parts: &[Vec<u8>]) -> Truth {
    let user = claims(&["(\"a\",TI,0x0,1,2)", "(\"t\",TB,0x0,1)", "(\"n\",TI,0x0,-1)", "(\"m\",TU,0x0,18446744073709551615)"]);
    let context = Context { user: &user, ..Context::default() };
    let condition = Condition::from_bytes(&[&b"artx"[..], &parts.concat()].concat()).unwrap();
    evaluate(&condition, &context)
}

fn op(code: u8) -> Vec<u8> {
    vec![code]
}

#[test]
fn a_literal_has_no_truth() {
    for literal in [integer(1), string("x"), composite(&[]), composite(&[integer(1)]), sized(0x18, &[1])] {
        assert_eq!(value(core::slice::from_ref(&literal)), UNKNOWN);
        assert_eq!(value(&[literal.clone(), op(NOT)]), UNKNOWN);
        assert_eq!(value(&[literal.clone(), user("t"), op(OR)]), TRUE);
        assert_eq!(value(&[literal.clone(), user("t"), op(AND)]), UNKNOWN);
        assert_eq!(value(&[literal, op(EXISTS)]), UNKNOWN);
    }
}

#[test]
fn literals_are_compared_as_values() {
    assert_eq!(value(&[integer(1), integer(1), op(EQUAL)]), TRUE);
    assert_eq!(value(&[integer(-1), integer(1), op(LESS)]), TRUE);
    assert_eq!(value(&[string("x"), string("X"), op(EQUAL)]), TRUE);
    assert_eq!(value(&[string("x"), integer(1), op(EQUAL)]), UNKNOWN);
    assert_eq!(value(&[composite(&[integer(1), integer(2)]), composite(&[integer(2), integer(1)]), op(EQUAL)]), TRUE);
    assert_eq!(value(&[composite(&[]), composite(&[]), op(EQUAL)]), TRUE);
    assert_eq!(value(&[composite(&[integer(1)]), integer(2), op(LESS)]), UNKNOWN);
}

#[test]
fn a_literal_may_stand_on_the_left() {
    assert_eq!(value(&[composite(&[integer(2), integer(1)]), user("a"), op(EQUAL)]), TRUE);
    assert_eq!(value(&[integer(1), user("t"), op(EQUAL)]), TRUE);
    assert_eq!(value(&[integer(-1), user("n"), op(EQUAL)]), TRUE);
    assert_eq!(value(&[integer(-1), user("m"), op(EQUAL)]), TRUE);
    assert_eq!(value(&[integer(0), user("n"), op(LESS)]), FALSE);
    assert_eq!(value(&[composite(&[integer(1), integer(2), integer(3)]), user("a"), op(CONTAINS)]), TRUE);
    assert_eq!(value(&[integer(1), user("a"), op(CONTAINS)]), FALSE);
    assert_eq!(value(&[integer(1), user("a"), op(ANY_OF)]), TRUE);
    assert_eq!(value(&[integer(1), user("missing"), op(ANY_OF)]), UNKNOWN);
    assert_eq!(value(&[composite(&[]), user("a"), op(ANY_OF)]), FALSE);
}

#[test]
fn integers_of_every_width_are_alike() {
    for width in 1..=4 {
        let mut literal = integer(2);
        literal[0] = width;
        assert_eq!(value(&[user("a"), literal, op(CONTAINS)]), TRUE);
    }
}

#[test]
fn a_sign_makes_a_hexadecimal_literal_signed() {
    for sign in [1, 2] {
        let mut literal = integer(-1);
        literal[9] = sign;
        assert_eq!(value(&[user("n"), literal.clone(), op(EQUAL)]), TRUE);
        assert_eq!(value(&[user("m"), literal, op(EQUAL)]), FALSE);
    }
}

#[test]
fn results_are_no_values() {
    let result = [user("t"), user("t"), op(AND)].concat();
    assert_eq!(value(&[result.clone(), integer(1), op(EQUAL)]), UNKNOWN);
    assert_eq!(value(&[result.clone(), composite(&[]), op(CONTAINS)]), UNKNOWN);
    assert_eq!(value(&[result.clone(), op(EXISTS)]), UNKNOWN);
    assert_eq!(value(&[result, op(MEMBER_OF)]), UNKNOWN);
}

#[test]
fn a_negation_that_went_wrong_is_unknown_wherever_it_goes() {
    let wrong = [user("t"), user("t"), op(NOT)].concat();
    assert_eq!(value(&[wrong.clone(), op(OR)]), UNKNOWN);
    assert_eq!(value(&[wrong.clone(), op(NOT), op(OR)]), UNKNOWN);
    assert_eq!(value(&[wrong.clone(), op(EQUAL)]), UNKNOWN);
    assert_eq!(value(&[wrong, op(EXISTS), op(OR)]), TRUE, "`Exists` makes another operand of it");
}
