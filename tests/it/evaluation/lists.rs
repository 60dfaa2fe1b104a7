//! `Contains` and `Any_of`.

use aclavis::Truth;

use super::{FALSE, TRUE, UNKNOWN, assert_values};

const USER: &[&str] = &[
    "(\"a\",TS,0x0,\"foo\",\"bar\")",
    "(\"b\",TS,0x0,\"BAR\")",
    "(\"c\",TS,0x0,\"bar\",\"baz\")",
    "(\"i\",TI,0x0,1,2,3)",
    "(\"t\",TB,0x0,0,1)",
];

/// Asserts the value of an operator, and the opposite of its negation.
fn assert_both(operator: &str, cases: &[(&str, &str, Truth)]) {
    for (left, right, expected) in cases {
        let (positive, negative) = (format!("{left} {operator} {right}"), format!("{left} Not_{operator} {right}"));
        assert_values(USER, &[(&positive, *expected), (&negative, !*expected)]);
    }
}

#[test]
fn contains_wants_every_value_of_the_right_side() {
    assert_both(
        "Contains",
        &[
            ("@User.a", "{\"foo\"}", TRUE),
            ("@User.a", "{\"bar\", \"foo\"}", TRUE),
            ("@User.a", "{\"foo\", \"foo\", \"Bar\"}", TRUE),
            ("@User.a", "{\"foo\", \"baz\"}", FALSE),
            ("@User.a", "@User.b", TRUE),
            ("@User.a", "@User.c", FALSE),
            ("@User.b", "@User.a", FALSE),
            ("@User.i", "{0x1, 03}", TRUE),
            ("@User.i", "{1, 4}", FALSE),
        ],
    );
}

#[test]
fn contains_takes_a_single_literal() {
    assert_both("Contains", &[("@User.a", "\"FOO\"", TRUE), ("@User.a", "\"fo\"", FALSE), ("@User.i", "2", TRUE)]);
}

#[test]
fn nothing_contains_no_values() {
    assert_both("Contains", &[("@User.a", "{}", FALSE), ("@User.m", "{}", FALSE)]);
}

#[test]
fn any_of_wants_one_value_of_the_right_side() {
    assert_both(
        "Any_of",
        &[
            ("@User.a", "{\"baz\", \"BAR\"}", TRUE),
            ("@User.a", "{\"baz\"}", FALSE),
            ("@User.a", "@User.c", TRUE),
            ("@User.a", "@User.b", TRUE),
            ("@User.b", "@User.a", TRUE),
            ("@User.i", "{7, 3}", TRUE),
            ("@User.i", "{7, 8, 9}", FALSE),
        ],
    );
}

#[test]
fn any_of_needs_a_composite_or_an_attribute() {
    assert_both("Any_of", &[("@User.a", "\"foo\"", UNKNOWN), ("@User.a", "\"baz\"", UNKNOWN), ("@User.i", "1", UNKNOWN)]);
}

#[test]
fn no_value_is_any_of_none() {
    assert_both("Any_of", &[("@User.a", "{}", FALSE), ("@User.m", "{}", UNKNOWN)]);
}

#[test]
fn a_missing_side_is_unknown() {
    for operator in ["Contains", "Any_of"] {
        let cases = [
            ("@User.m", "{\"foo\"}", UNKNOWN),
            ("@User.m", "@User.a", UNKNOWN),
            ("@User.a", "@User.m", UNKNOWN),
            ("@User.m", "@User.m", UNKNOWN),
        ];
        assert_both(operator, &cases);
    }
}

#[test]
fn different_types_are_unknown() {
    for operator in ["Contains", "Any_of"] {
        let cases = [
            ("@User.a", "{1, 2, 3}", UNKNOWN),
            ("@User.a", "{\"foo\", 1}", UNKNOWN),
            ("@User.a", "@User.i", UNKNOWN),
            ("@User.i", "{\"1\"}", UNKNOWN),
            ("@User.i", "{SID(BA)}", UNKNOWN),
            ("@User.t", "{1, 2}", UNKNOWN),
            ("@User.t", "{1}", TRUE),
            ("@User.t", "@User.i", UNKNOWN),
        ];
        assert_both(operator, &cases);
    }
}

#[test]
fn long_lists_are_compared_as_short_ones() {
    let list = |from: u32, to: u32| (from..to).map(|n| format!("\"x{n}\"")).collect::<Vec<_>>().join(",");
    let user = [format!("(\"a\",TS,0x0,{})", list(0, 100)), format!("(\"b\",TS,0x0,{})", list(90, 190))];
    let user = user.each_ref().map(String::as_str);
    let (inside, across, outside) = (list(40, 60).to_uppercase(), list(90, 110), list(100, 120));
    let cases = [
        ("Contains", &inside, TRUE),
        ("Contains", &across, FALSE),
        ("Contains", &outside, FALSE),
        ("Any_of", &inside, TRUE),
        ("Any_of", &across, TRUE),
        ("Any_of", &outside, FALSE),
    ];
    for (operator, values, expected) in cases {
        assert_values(&user, &[(&format!("@User.a {operator} {{{values}}}"), expected)]);
    }
    assert_values(&user, &[("@User.a Any_of @User.b", TRUE), ("@User.a Contains @User.b", FALSE)]);
}
