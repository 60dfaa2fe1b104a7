//! `==` and `!=`.

use super::{FALSE, TRUE, UNKNOWN, assert_values};

/// Asserts the value of `==`, and the opposite of `!=`.
fn assert_equality(user: &[&str], cases: &[(&str, &str, aclavis::Truth)]) {
    for (left, right, expected) in cases {
        let (equal, different) = (format!("{left} == {right}"), format!("{left} != {right}"));
        assert_values(user, &[(&equal, *expected), (&different, !*expected)]);
    }
}

#[test]
fn a_missing_side_is_unknown() {
    let user = ["(\"a\",TI,0x0,1)"];
    let cases = [
        ("@User.m", "1", UNKNOWN),
        ("@User.m", "{}", UNKNOWN),
        ("@User.m", "@User.a", UNKNOWN),
        ("@User.a", "@User.m", UNKNOWN),
        ("@User.m", "@User.m", UNKNOWN),
    ];
    assert_equality(&user, &cases);
}

#[test]
fn a_single_value_equals_a_composite_of_one() {
    let user = ["(\"a\",TI,0x0,1)"];
    let cases = [("@User.a", "1", TRUE), ("@User.a", "{1}", TRUE), ("@User.a", "{2}", FALSE), ("@User.a", "{1, 1}", FALSE)];
    assert_equality(&user, &cases);
}

#[test]
fn composites_are_equal_by_content_and_count() {
    let user = ["(\"a\",TS,0x0,\"apple\",\"banana\")", "(\"b\",TS,0x0,\"BANANA\",\"APPLE\")", "(\"c\",TS,0x0,\"apple\")"];
    let cases = [
        ("@User.a", "{\"apple\", \"banana\"}", TRUE),
        ("@User.a", "{\"Banana\", \"Apple\"}", TRUE),
        ("@User.a", "{\"apple\", \"banana\", \"apple\"}", FALSE),
        ("@User.a", "{\"apple\", \"apple\"}", FALSE),
        ("@User.a", "{\"apple\"}", FALSE),
        ("@User.a", "\"apple\"", FALSE),
        ("@User.a", "@User.b", TRUE),
        ("@User.a", "@User.c", FALSE),
        ("@User.a", "{}", FALSE),
    ];
    assert_equality(&user, &cases);
}

#[test]
fn large_composites_are_equal_by_content_and_count() {
    let list = |numbers: &mut dyn Iterator<Item = u32>| numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let user = format!("(\"a\",TI,0x0,{})", list(&mut (0..100)));
    let reversed = format!("{{{}}}", list(&mut (0..100).rev()));
    let other = format!("{{{}}}", list(&mut (0..99).chain([100])));
    let repeated = format!("{{{}}}", list(&mut (0..99).chain([0])));
    assert_equality(&[&user], &[("@User.a", &reversed, TRUE), ("@User.a", &other, FALSE), ("@User.a", &repeated, FALSE)]);
}

#[test]
fn different_types_are_unknown() {
    let values = [
        ("(\"a\",TI,0x0,1)", "1"),
        ("(\"a\",TS,0x0,\"1\")", "\"1\""),
        ("(\"a\",TD,0x0,BA)", "SID(BA)"),
        ("(\"a\",TX,0x0,01)", "#01"),
    ];
    for (at, (claim, _)) in values.iter().enumerate() {
        for (other, (_, literal)) in values.iter().enumerate() {
            let expected = if at == other { TRUE } else { UNKNOWN };
            assert_equality(&[claim], &[("@User.a", literal, expected), ("@User.a", &format!("{{{literal}}}"), expected)]);
        }
    }
}

#[test]
fn a_value_of_another_type_among_others_is_unknown_whatever_their_number() {
    let user = ["(\"a\",TI,0x0,1)", "(\"b\",TI,0x0,1,2)", "(\"s\",TS,0x0,\"x\",\"y\",\"z\")"];
    let cases = [
        ("@User.a", "{1, \"x\"}", UNKNOWN),
        ("@User.b", "{1, \"x\"}", UNKNOWN),
        ("@User.b", "{1, 2, \"x\"}", UNKNOWN),
        ("@User.b", "@User.s", UNKNOWN),
    ];
    assert_equality(&user, &cases);
}

#[test]
fn integers_are_compared_by_value() {
    let user = [
        "(\"i\",TI,0x0,42)",
        "(\"u\",TU,0x0,42)",
        "(\"n\",TI,0x0,-1)",
        "(\"m\",TU,0x0,18446744073709551615)",
        "(\"l\",TI,0x0,-9223372036854775808)",
        "(\"h\",TU,0x0,9223372036854775808)",
    ];
    let cases = [
        ("@User.i", "42", TRUE),
        ("@User.i", "+0x2a", TRUE),
        ("@User.u", "052", TRUE),
        ("@User.i", "@User.u", TRUE),
        ("@User.n", "-1", TRUE),
        ("@User.n", "@User.m", FALSE),
        ("@User.l", "@User.h", FALSE),
        ("@User.u", "-42", FALSE),
    ];
    assert_equality(&user, &cases);
}

#[test]
fn hexadecimal_literals_beyond_63_bits_have_the_sign_of_the_claim() {
    let user = ["(\"n\",TI,0x0,-1)", "(\"m\",TU,0x0,18446744073709551615)"];
    let cases = [
        ("@User.n", "0xffffffffffffffff", TRUE),
        ("@User.m", "0xffffffffffffffff", TRUE),
        ("@User.m", "{0xffffffffffffffff}", TRUE),
        ("@User.m", "-1", FALSE),
        ("@User.m", "-0x1", FALSE),
        ("@User.n", "-0x1", TRUE),
    ];
    assert_equality(&user, &cases);
}

#[test]
fn booleans_are_compared_with_0_and_1_only() {
    let user = ["(\"t\",TB,0x0,1)", "(\"f\",TB,0x0,0)", "(\"x\",TB,0x0,2)", "(\"i\",TI,0x0,1)", "(\"u\",TU,0x0,7)"];
    let cases = [
        ("@User.t", "1", TRUE),
        ("@User.t", "0", FALSE),
        ("@User.t", "42", UNKNOWN),
        ("@User.t", "-1", UNKNOWN),
        ("@User.t", "{1}", TRUE),
        ("@User.t", "{0, 1}", FALSE),
        ("@User.t", "{1, 42}", UNKNOWN),
        ("@User.t", "@User.t", TRUE),
        ("@User.t", "@User.f", FALSE),
        ("@User.t", "@User.i", TRUE),
        ("@User.i", "@User.f", FALSE),
        ("@User.t", "@User.u", UNKNOWN),
        ("@User.x", "@User.x", UNKNOWN),
        ("@User.x", "2", UNKNOWN),
        ("@User.t", "@User.x", UNKNOWN),
        ("@User.t", "\"1\"", UNKNOWN),
    ];
    assert_equality(&user, &cases);
}

#[test]
fn sids_and_octets_are_compared_by_bytes() {
    let user = ["(\"d\",TD,0x0,BA,SY)", "(\"x\",TX,0x0,0aff)"];
    let cases = [
        ("@User.d", "{SID(SY), SID(BA)}", TRUE),
        ("@User.d", "{SID(SY), SID(BU)}", FALSE),
        ("@User.x", "#0aff", TRUE),
        ("@User.x", "#0aff00", FALSE),
    ];
    assert_equality(&user, &cases);
}
