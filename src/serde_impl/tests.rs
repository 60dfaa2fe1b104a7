#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use alloc::string::String;

use crate::{AccessMask, Guid, SecurityDescriptor, Sid};

/// What a JSON text of a descriptor is read as, in SDDL.
fn sddl(json: &str) -> Result<String, String> {
    let descriptor: SecurityDescriptor = serde_json::from_str(json).map_err(|error| alloc::format!("{error}"))?;
    descriptor.to_sddl().map_err(|error| alloc::format!("{error}"))
}

fn error(json: &str) -> String {
    sddl(json).unwrap_err()
}

#[test]
fn the_states_of_an_acl_are_told_apart() {
    assert_eq!(sddl("{}").unwrap(), "");
    assert_eq!(sddl(r#"{"dacl":{"null":true}}"#).unwrap(), "D:NO_ACCESS_CONTROL");
    assert_eq!(sddl(r#"{"dacl":{"aces":[]}}"#).unwrap(), "D:");
    assert!(error(r#"{"dacl":null}"#).starts_with("invalid type: null"));
    for json in [r#"{"dacl":{}}"#, r#"{"dacl":{"null":true,"aces":[]}}"#, r#"{"sacl":{"null":true,"revision":2}}"#] {
        assert!(error(json).starts_with("malformed ACL"), "{json}");
    }
}

#[test]
fn values_are_strings() {
    assert_eq!(serde_json::from_str::<Sid>(r#""BA""#).unwrap(), Sid::new(5, &[32, 544]).unwrap());
    for sid in [Sid::new(5, &[]).unwrap(), Sid::new(1 << 40, &[]).unwrap(), Sid::new(1 << 40, &[1]).unwrap()] {
        let json = serde_json::to_string(&sid).unwrap();
        assert_eq!(serde_json::from_str::<Sid>(&json).unwrap(), sid, "{json}");
    }
    let guid: Guid = serde_json::from_str(r#""BF967ABA-0de6-11d0-a285-00aa003049e2""#).unwrap();
    assert_eq!(serde_json::to_string(&guid).unwrap(), r#""bf967aba-0de6-11d0-a285-00aa003049e2""#);
    let mask = AccessMask::from_bits_retain(0x1f_01ff);
    assert_eq!(serde_json::to_string(&mask).unwrap(), r#""0x1f01ff""#);
    assert_eq!(serde_json::from_str::<AccessMask>("2032127").unwrap(), mask);
    for json in [r#""1f01ff""#, r#""0x""#, r#""0x+1""#, r#""0x100000000""#, "-1", "4294967296", "1.0"] {
        assert!(serde_json::from_str::<AccessMask>(json).is_err(), "{json}");
    }
}

#[test]
fn a_condition_is_text_where_the_text_says_all() {
    let descriptor: SecurityDescriptor = "D:(XA;;FR;;;WD;(@User.a == 1))".parse().unwrap();
    let json = serde_json::to_string(&descriptor).unwrap();
    assert!(json.contains(r#""condition":"(@USER.a == 1)"}"#), "{json}");
    let mut bytes = descriptor.to_bytes().unwrap();
    // An integer of 8 bits instead of 64, which the text does not show.
    let place = bytes.windows(3).position(|window| window == [4, 1, 0]).unwrap();
    *bytes.get_mut(place).unwrap() = 1;
    let narrow = SecurityDescriptor::from_bytes(&bytes).unwrap();
    let json = serde_json::to_string(&narrow).unwrap();
    assert!(json.contains(r#""data":"6172747"#), "{json}");
    assert_eq!(serde_json::from_str::<SecurityDescriptor>(&json).unwrap(), narrow);
}

#[test]
fn contradictions_are_refused() {
    let ace = |members: &str| error(&alloc::format!(r#"{{"dacl":{{"aces":[{{{members}}}]}}}}"#));
    let form = "body does not have the form of the ACE's type";
    let basic = r#""type":"ACCESS_ALLOWED","mask":1,"trustee":"WD""#;
    assert_eq!(ace(r#""type":"ACCESS_ALLOWED","mask":1"#), form);
    assert_eq!(ace(r#""type":4,"mask":1,"trustee":"WD""#), form);
    assert_eq!(ace(&alloc::format!(r#"{basic},"object_type":"bf967aba-0de6-11d0-a285-00aa003049e2""#)), form);
    assert_eq!(ace(&alloc::format!(r#"{basic},"condition":"(a)""#)), form);
    assert!(ace(&alloc::format!(r#"{basic},"flags":["ZZ"]"#)).starts_with("unknown ACE flag"));
    assert!(ace(&alloc::format!(r#"{basic},"data":"0""#)).starts_with("invalid value"));
    assert!(ace(&alloc::format!(r#"{basic},"else":0"#)).starts_with("unknown field `else`"));
    assert!(ace(r#""type":"UNKNOWN""#).starts_with("invalid value"));
    assert!(ace(r#""type":256"#).starts_with("invalid value"));
    assert!(ace(r#""type":-1"#).starts_with("invalid value: integer `-1`"));
    assert!(error(r#"{"control":["DACL_PRESENT"]}"#).starts_with("unknown or derived control bit `DACL_PRESENT`"));
    assert!(error(r#"{"control":["PROTECTED"]}"#).starts_with("unknown or derived control bit `PROTECTED`"));
}

#[test]
fn an_acl_that_has_no_binary_form_is_refused() {
    let acl = |bytes: usize| alloc::format!(r#"{{"dacl":{{"aces":[],"slack":"{}"}}}}"#, "00".repeat(bytes));
    assert_eq!(sddl(&acl(65_527)).unwrap(), "D:");
    assert!(error(&acl(65_528)).starts_with("ACL larger than 65,535 bytes"));
}
