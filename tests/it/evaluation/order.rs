//! `<`, `<=`, `>` and `>=`.

use core::cmp::Ordering;

use super::{FALSE, TRUE, UNKNOWN, assert_values};

/// An operator, and the orders in which it holds.
type Row = (&'static str, fn(Ordering) -> bool);

const OPERATORS: [Row; 4] = [("<", Ordering::is_lt), ("<=", Ordering::is_le), (">", Ordering::is_gt), (">=", Ordering::is_ge)];

/// Asserts how a claim `a` of this type and value stands to a value.
fn assert_order(claim: &str, other: &str, expected: Option<Ordering>) {
    for (operator, holds) in OPERATORS {
        let expected = expected.map_or(UNKNOWN, |order| if holds(order) { TRUE } else { FALSE });
        assert_values(&[&format!("(\"a\",{claim})")], &[(&format!("@User.a {operator} {other}"), expected)]);
    }
}

#[test]
fn integers_are_ordered_by_value() {
    for (claim, other, expected) in [
        ("TI,0x0,1", "1", Ordering::Equal),
        ("TI,0x0,-1", "1", Ordering::Less),
        ("TI,0x0,10", "9", Ordering::Greater),
        ("TU,0x0,4294967296", "0", Ordering::Greater),
        ("TU,0x0,18446744073709551615", "-1", Ordering::Greater),
        ("TU,0x0,18446744073709551615", "0xffffffffffffffff", Ordering::Equal),
        ("TI,0x0,0", "0xffffffffffffffff", Ordering::Greater),
        ("TU,0x0,0", "0xffffffffffffffff", Ordering::Less),
    ] {
        assert_order(claim, other, Some(expected));
    }
}

#[test]
fn strings_are_ordered_by_upper_case_units() {
    for (claim, other, expected) in [
        ("TS,0x0,\"cat\"", "\"DOG\"", Ordering::Less),
        ("TS,0x0,\"foo\"", "\"FOO\"", Ordering::Equal),
        ("TS,0x0,\"foo\"", "\"foo bar\"", Ordering::Less),
        ("TS,0x0,\"\"", "\"a\"", Ordering::Less),
        ("TS,0x0,\"a\"", "\"_\"", Ordering::Less),
        ("TS,0x0,\"_\"", "\"^\"", Ordering::Greater),
        ("TS,0x0,\"😀\"", "\"\u{f900}\"", Ordering::Less),
        ("TS,0x0,\"\u{d7fb}\"", "\"😀\"", Ordering::Less),
    ] {
        assert_order(claim, other, Some(expected));
    }
}

#[test]
fn strings_of_claims_with_case_are_ordered_by_units() {
    assert_order("TS,0x2,\"a\"", "\"B\"", Some(Ordering::Greater));
    assert_order("TS,0x2,\"a\"", "\"_\"", Some(Ordering::Greater));
    assert_order("TS,0x0,\"a\"", "\"B\"", Some(Ordering::Less));
}

#[test]
fn octets_are_ordered_byte_by_byte() {
    assert_order("TX,0x0,0aff", "#0b", Some(Ordering::Less));
    assert_order("TX,0x0,0aff", "#0a", Some(Ordering::Greater));
    assert_order("TX,0x0,80", "#7f", Some(Ordering::Greater));
    assert_order("TX,0x0,80", "#80", Some(Ordering::Equal));
}

#[test]
fn booleans_and_sids_have_no_order() {
    assert_order("TB,0x0,1", "0", None);
    assert_order("TB,0x0,1", "1", None);
    assert_order("TD,0x0,BA", "SID(BA)", None);
    assert_values(&["(\"i\",TI,0x0,0)", "(\"b\",TB,0x0,1)"], &[("@User.i < @User.b", UNKNOWN)]);
}

#[test]
fn several_values_and_composites_have_no_order() {
    assert_order("TI,0x0,1,2", "3", None);
    assert_order("TI,0x0,1", "{3}", None);
    assert_order("TI,0x0,1", "{}", None);
    let user = ["(\"a\",TI,0x0,1)", "(\"b\",TI,0x0,1,2)"];
    assert_values(&user, &[("@User.a < @User.b", UNKNOWN), ("@User.b <= @User.b", UNKNOWN), ("@User.a <= @User.a", TRUE)]);
}

#[test]
fn different_types_and_missing_sides_have_no_order() {
    assert_order("TI,0x0,1", "\"2\"", None);
    assert_order("TS,0x0,\"1\"", "2", None);
    assert_order("TX,0x0,01", "2", None);
    assert_order("TI,0x0,1", "@User.m", None);
    assert_values(&[], &[("@User.m < 1", UNKNOWN), ("@User.m >= @User.m", UNKNOWN)]);
}
