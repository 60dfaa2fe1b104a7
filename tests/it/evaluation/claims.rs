//! Which claims there are.

use aclavis::{AttributeValues, Claims, Condition, ErrorKind};

use super::{Context, FALSE, TRUE, UNKNOWN, assert_values, attribute, claims, evaluate};

fn is_refused(text: &str) -> bool {
    match Claims::new([attribute("(\"other\",TI,0x0,1)"), attribute(text)]) {
        Ok(_) => false,
        Err(error) => {
            assert_eq!((error.kind(), error.to_string()), (ErrorKind::BadClaim, "claim with a repeated value".to_owned()));
            true
        }
    }
}

#[test]
fn a_repeated_value_makes_all_claims_unusable() {
    let repeated = [
        "TI,0x0,1,2,1",
        "TU,0x0,0,0",
        "TB,0x0,1,1",
        "TB,0x0,2,2",
        "TD,0x0,BA,SY,BA",
        "TX,0x0,0a,0a",
        "TS,0x0,\"x\",\"x\"",
        "TS,0x0,\"x\",\"y\",\"X\"",
        "TS,0x2,\"x\",\"x\"",
        "TS,0x10,\"x\",\"x\"",
    ];
    for rest in repeated {
        assert!(is_refused(&format!("(\"a\",{rest})")), "{rest}");
    }
    for rest in ["TI,0x0,1,-1", "TU,0x0", "TB,0x0,0,1", "TD,0x0,BA,SY", "TX,0x0,0a,0a0a", "TS,0x2,\"x\",\"X\""] {
        assert!(!is_refused(&format!("(\"a\",{rest})")), "{rest}");
    }
}

#[test]
fn the_last_claim_of_a_name_counts() {
    let user = ["(\"a\",TI,0x0,1)", "(\"b\",TI,0x0,5)", "(\"A\",TS,0x0,\"x\")", "(\"a\",TI,0x0,2,3)"];
    assert_values(&user, &[("@User.a == {2, 3}", TRUE), ("@User.A == 1", FALSE), ("@User.b == 5", TRUE)]);
    let two = claims(&user);
    assert_eq!(two.iter().len(), 2);
    assert!(two.iter().any(|claim| claim.values() == &AttributeValues::Integer(vec![2, 3])));
}

#[test]
fn a_last_claim_without_values_counts_too() {
    assert_values(&["(\"a\",TI,0x0,1)", "(\"a\",TI,0x0)"], &[("@User.a", UNKNOWN), ("Exists @User.a", UNKNOWN)]);
}

#[test]
fn a_disabled_claim_is_as_if_absent() {
    assert_values(&["(\"a\",TI,0x10,1)"], &[("Exists @User.a", FALSE), ("@User.a == 1", UNKNOWN)]);
    assert_values(&["(\"a\",TI,0x0,1)", "(\"a\",TI,0x10,2)"], &[("@User.a == 1", TRUE)]);
    assert_eq!(claims(&["(\"a\",TI,0x10,1)"]), Claims::default());
}

#[test]
fn the_other_flags_change_nothing() {
    assert_values(&["(\"a\",TI,0xffffffe9,1)"], &[("Exists @User.a", TRUE), ("@User.a == 1", TRUE)]);
}

#[test]
fn a_resource_attribute_with_a_repeated_value_is_unusable_alone() {
    let resource = ["(\"a\",TS,0x0,\"x\",\"X\")", "(\"b\",TI,0x0,1)"].map(attribute);
    let resource = Claims::of_resource(resource);
    let context = Context { resource: &resource, ..Context::default() };
    let unknown = [
        "@Resource.a",
        "@Resource.a == \"x\"",
        "@Resource.a Contains \"x\"",
        "@Resource.a Contains {}",
        "@Resource.a Any_of {}",
        "@Resource.a != {}",
        "Exists @Resource.a",
        "Not_Exists @Resource.a",
        "@Resource.a == @Resource.a",
        "@Resource.b Any_of @Resource.a",
    ];
    for (text, expected) in unknown.map(|text| (text, UNKNOWN)).into_iter().chain([("@Resource.b == 1", TRUE)]) {
        let condition: Condition = format!("({text})").parse().unwrap();
        assert_eq!(evaluate(&condition, &context), expected, "{text}");
    }
}

#[test]
fn of_resource_attributes_the_last_one_of_a_name_counts() {
    let resource = ["(\"a\",TI,0x0,1,1)", "(\"A\",TI,0x0,2)"].map(attribute);
    let resource = Claims::of_resource(resource);
    assert_eq!(resource.iter().collect::<Vec<_>>(), [&attribute("(\"A\",TI,0x0,2)")]);
}

#[test]
fn every_claim_of_many_is_found() {
    let names: Vec<String> = (0..500).map(|n| format!("{}{n}", "x".repeat(n % 7))).collect();
    let texts: Vec<String> = names.iter().enumerate().map(|(n, name)| format!("(\"{name}\",TI,0x0,{n})")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let cases: Vec<String> = names.iter().enumerate().map(|(n, name)| format!("@User.{name} == {n}")).collect();
    let cases: Vec<_> = cases.iter().map(|case| (&**case, TRUE)).collect();
    assert_values(&texts, &cases);
    assert_values(&texts, &[("Exists @User.x", FALSE), ("Exists @User.500", FALSE), ("Exists @User.xxx", FALSE)]);
}
