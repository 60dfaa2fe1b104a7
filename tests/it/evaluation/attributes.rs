//! Attributes alone and with `Exists`, and where they come from.

use aclavis::{AttributeValues, Claim, Claims, Condition};

use super::{Context, FALSE, TRUE, UNKNOWN, assert_values, claims, evaluate};

#[test]
fn an_attribute_alone_has_the_truth_of_its_value() {
    let cases = [
        ("TI,0x0,0", FALSE),
        ("TI,0x0,-1", TRUE),
        ("TU,0x0,0", FALSE),
        ("TU,0x0,18446744073709551615", TRUE),
        ("TB,0x0,0", FALSE),
        ("TB,0x0,1", TRUE),
        ("TB,0x0,2", UNKNOWN),
        ("TS,0x0,\"\"", FALSE),
        ("TS,0x0,\"0\"", TRUE),
        ("TD,0x0,BA", UNKNOWN),
        ("TX,0x0,01", UNKNOWN),
    ];
    for (rest, expected) in cases {
        assert_values(&[&format!("(\"a\",{rest})")], &[("@User.a", expected), ("!(@User.a)", !expected)]);
    }
}

#[test]
fn an_attribute_with_several_values_is_true() {
    for rest in ["TI,0x0,0,1", "TU,0x0,1,0", "TB,0x0,0,1", "TB,0x0,1,0", "TS,0x0,\"\",\"a\""] {
        assert_values(&[&format!("(\"a\",{rest})")], &[("@User.a", TRUE)]);
    }
    assert_values(&["(\"a\",TB,0x0,0,2)"], &[("@User.a", UNKNOWN)]);
    assert_values(&["(\"a\",TB,0x0,0,1,2)"], &[("@User.a", UNKNOWN)]);
}

#[test]
fn an_attribute_without_values_is_unknown() {
    for letters in ["TI", "TU", "TB", "TS", "TD", "TX"] {
        let empty = format!("(\"a\",{letters},0x0)");
        let cases = [
            ("@User.a", UNKNOWN),
            ("Exists @User.a", UNKNOWN),
            ("Not_Exists @User.a", UNKNOWN),
            ("@User.a == {}", UNKNOWN),
            ("@User.a == @User.a", UNKNOWN),
            ("@User.a Any_of {}", UNKNOWN),
            ("@User.a Contains {}", FALSE),
        ];
        assert_values(&[&empty], &cases);
    }
}

#[test]
fn exists_asks_for_the_name() {
    let user = ["(\"a\",TI,0x0,0)"];
    assert_values(&user, &[("Exists @User.a", TRUE), ("Not_Exists @User.a", FALSE)]);
    assert_values(&user, &[("Exists @User.b", FALSE), ("Not_Exists @User.b", TRUE), ("Exists @Device.a", FALSE)]);
}

#[test]
fn names_are_compared_without_case() {
    let user = ["(\"Größe:ß\",TI,0x0,1)"];
    assert_values(&user, &[("@User.GRÖSSE", UNKNOWN), ("@User.gRÖßE:ß", TRUE), ("@User.GRÖßE:SS", UNKNOWN)]);
}

#[test]
fn every_scope_has_attributes_of_its_own() {
    let one = |value: i64| Claims::new([Claim::new("a", 0, AttributeValues::Integer(vec![value]))]).unwrap();
    let (user, device, local, resource) = (one(1), one(2), one(3), one(4));
    let context = Context { user: &user, device: &device, local: &local, resource: &resource, ..Context::default() };
    for (text, expected) in [("@User.a", 1), ("@Device.a", 2), ("a", 3), ("@Resource.a", 4)] {
        for value in 1..=4 {
            let condition: Condition = format!("({text} == {value})").parse().unwrap();
            let expected = if value == expected { TRUE } else { FALSE };
            assert_eq!(evaluate(&condition, &context), expected, "{condition}");
        }
    }
}

#[test]
fn without_a_context_nothing_is_known() {
    for (text, expected) in [("(a)", UNKNOWN), ("(Exists a)", FALSE), ("(Member_of {SID(WD)})", FALSE)] {
        let condition: Condition = text.parse().unwrap();
        assert_eq!(evaluate(&condition, &Context::default()), expected, "{text}");
    }
}

#[test]
fn a_claim_for_deny_aces_only_counts_for_nothing() {
    let user = claims(&["(\"a\",TI,0x4,1)"]);
    let context = Context { user: &user, ..Context::default() };
    for text in ["(@User.a)", "(@User.a == 1)", "(Exists @User.a)", "(@User.a Contains {})", "(@User.a Any_of {})"] {
        let condition: Condition = text.parse().unwrap();
        assert_eq!(evaluate(&condition, &context), UNKNOWN, "{text}");
    }
}
