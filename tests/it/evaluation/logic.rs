//! `!`, `&&` and `||`, in three values.

use aclavis::Truth;

use super::{FALSE, TRUE, UNKNOWN, assert_values};

/// The attributes `t` and `f`; `m` is missing.
const USER: &[&str] = &["(\"t\",TB,0x0,1)", "(\"f\",TB,0x0,0)"];

#[test]
fn operators_between_comparisons_are_those_of_kleene() {
    let values = [("@User.t == 1", TRUE), ("@User.f == 1", FALSE), ("@User.m == 1", UNKNOWN)];
    for (a, left) in values {
        for (b, right) in values {
            let (and, or) = (format!("{a} && {b}"), format!("{a} || {b}"));
            assert_values(USER, &[(&and, left.and(right)), (&or, left.or(right))]);
        }
        assert_values(USER, &[(&format!("!({a})"), !left)]);
    }
}

#[test]
fn three_values_join_as_in_the_specification() {
    let all = [TRUE, FALSE, UNKNOWN];
    let table = |join: fn(Truth, Truth) -> Truth| all.map(|a| all.map(|b| join(a, b)));
    assert_eq!(table(Truth::and), [[TRUE, FALSE, UNKNOWN], [FALSE, FALSE, FALSE], [UNKNOWN, FALSE, UNKNOWN]]);
    assert_eq!(table(Truth::or), [[TRUE, TRUE, TRUE], [TRUE, FALSE, UNKNOWN], [TRUE, UNKNOWN, UNKNOWN]]);
    assert_eq!(all.map(|a| !a), [FALSE, TRUE, UNKNOWN]);
    assert_eq!(all.map(|a| a.to_string()), ["true", "false", "unknown"]);
    assert_eq!(format!("{UNKNOWN:>9}|{TRUE:<5}|"), "  unknown|true |");
    assert_eq!([true, false].map(Truth::from), [TRUE, FALSE]);
}

#[test]
fn bare_attributes_are_joined_as_truths() {
    assert_values(
        USER,
        &[
            ("@User.t && @User.t", TRUE),
            ("@User.t && @User.f", FALSE),
            ("@User.t && @User.m", UNKNOWN),
            ("@User.m && @User.f", FALSE),
            ("@User.m || @User.t", TRUE),
            ("@User.f || @User.f", FALSE),
            ("@User.t || (@User.f || @User.m)", TRUE),
            ("(@User.f || @User.f) || @User.t", TRUE),
        ],
    );
}

#[test]
fn negations_of_one_attribute_alternate() {
    assert_values(
        USER,
        &[("!(@User.t)", FALSE), ("!(!(@User.t))", TRUE), ("!(!(!(!(@User.f))))", FALSE), ("!(!(@User.m))", UNKNOWN)],
    );
}

#[test]
fn a_negated_attribute_behind_an_attribute_makes_the_operator_unknown() {
    assert_values(
        USER,
        &[
            ("@User.t && !(@User.f)", UNKNOWN),
            ("@User.f && !(@User.f)", UNKNOWN),
            ("@User.t || !(@User.t)", UNKNOWN),
            ("@User.m || !(@User.f)", UNKNOWN),
            ("@User.t && !(@User.m)", UNKNOWN),
            ("@User.t && !(!(@User.t))", UNKNOWN),
            ("@User.t && (!(@User.f) && @User.t)", UNKNOWN),
            ("@User.t || (!(@User.f) || @User.f)", TRUE),
        ],
    );
}

#[test]
fn a_negated_attribute_elsewhere_is_its_negation() {
    assert_values(
        USER,
        &[
            ("!(@User.t) || @User.t", TRUE),
            ("!(@User.f) && @User.t", TRUE),
            ("@User.t && !(@User.f || @User.f)", TRUE),
            ("@User.t && !(@User.f == 1)", TRUE),
            ("(@User.t == 1) && !(@User.f)", TRUE),
            ("(@User.t && @User.t) && !(@User.f)", TRUE),
            ("!(@User.f) && !(@User.f)", TRUE),
            ("!(@User.t && @User.f)", TRUE),
        ],
    );
}

#[test]
fn an_operator_that_went_wrong_is_unknown_to_those_above() {
    assert_values(
        USER,
        &[
            ("(@User.t && !(@User.f)) || @User.t == 1", TRUE),
            ("(@User.t && !(@User.f)) && @User.f == 1", FALSE),
            ("!(@User.t && !(@User.f))", UNKNOWN),
        ],
    );
}
