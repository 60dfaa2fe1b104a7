//! `condition`, one and many.

use super::process::{aclavis, aclavis_reading, batch, file, input};

/// Claims of every scope and a token.
const DOCUMENT: &str = r#"{
  "user_claims": {"level": {"type": "int64", "values": [3]}, "dept": {"type": "string", "values": ["a", "b"], "flags": 2}},
  "device_claims": {"managed": {"type": "boolean", "values": [true]}},
  "resource_claims": {"secret": {"type": "octet", "values": ["01ff"]}},
  "local_claims": {"WIN://PKG": {"type": "uint64", "values": [18446744073709551615]}},
  "token": {"user": "S-1-5-21-1-2-3-1000", "groups": ["WD"], "user_claims": {"level": {"type": "int64", "values": [9]}}}
}"#;

fn value(condition: &str, options: &[&str], code: i32) -> String {
    aclavis(&[&["condition", condition][..], options].concat()).answers(code)
}

#[test]
fn a_condition_is_true_false_or_unknown() {
    let claims = file("claims.json", DOCUMENT);
    let options = ["--claims", &claims];
    assert_eq!(value("(@User.level == 3 && @User.dept Contains \"b\")", &options, 0), "true\n");
    assert_eq!(value("(@Device.managed && WIN://PKG == 0xffffffffffffffff)", &options, 0), "true\n");
    assert_eq!(value("(@Resource.secret == #01ff)", &options, 0), "true\n");
    assert_eq!(value("(Member_of {SID(WD)})", &options, 0), "true\n");
    assert_eq!(value("(@User.level == 9)", &options, 1), "false\n");
    assert_eq!(value("(@User.nothing == 9)", &options, 1), "unknown\n");
}

#[test]
fn a_token_on_the_command_line_goes_before_that_of_the_file() {
    let claims = file("claims-as.json", DOCUMENT);
    let options = ["--claims", &claims, "--as", "S-1-5-21-1-2-3-501,BG"];
    assert_eq!(value("(Member_of {SID(BG)} && @User.level == 3)", &options, 0), "true\n");
    assert_eq!(value("(Member_of {SID(WD)})", &options, 1), "false\n");
    assert_eq!(value("(Member_of {SID(DG)})", &["--as", "DG", "--domain", "S-1-5-21-1-2-3"], 0), "true\n");
}

#[test]
fn conditions_and_claims_come_from_files_and_streams() {
    let path = input("condition.txt", "(Member_of {SID(WD)})\r\n");
    assert_eq!(value(&path, &["--as", "WD"], 0), "true\n");
    let claims = br#"{"user_claims":{"a":{"type":"sid","values":["BA"]}}}"#;
    assert_eq!(aclavis_reading(&["condition", "(@User.a == SID(BA))", "--claims", "-"], claims).answers(0), "true\n");
    assert_eq!(aclavis_reading(&["condition", "-", "--as", "WD"], b"(Member_of {SID(WD)})").answers(0), "true\n");
}

#[test]
fn without_a_token_nobody_is_the_user() {
    let claims = file("no-claims.json", "{}");
    assert_eq!(value("(Member_of {SID(S-1-0-0)})", &["--claims", &claims], 0), "true\n");
    assert_eq!(value("(Member_of {SID(WD)})", &["--claims", &claims], 1), "false\n");
}

#[test]
fn errors_are_code_3_with_their_place() {
    let expected = "\
error[expected-operator]: operator missing in a condition
 --> argument, byte 9
  |
  | (@User.a = 1)
  |          ^
  = expected an operator such as `==`, `&&` or `Contains`, or `)`
";
    assert_eq!(aclavis(&["condition", "(@User.a = 1)", "--as", "WD"]).fails_with(3), expected);
    for (document, start) in [
        (
            r#"{"user_claims":{"a":{"type":"int64","values":[1,1]}}}"#,
            "error[bad-claim]: field `user_claims`: claim with a repeated value\n",
        ),
        (
            r#"{"user_claims":{"a":{"type":"int64","values":["x"]}}}"#,
            "error[bad-claim-value]: field `user_claims`: value is not of ",
        ),
        (
            r#"{"user_claims":{"a":{"type":"int"}}}"#,
            "error[bad-record]: field `user_claims`: unknown variant `int`, expected one of ",
        ),
        (r#"{"token":{"user":"XX"}}"#, "error[unknown-alias]: field `token`: unknown SID alias `XX`\n"),
        ("[1]", "error[bad-json]: not an object: invalid type: sequence, expected an object\n"),
        (r#"{"token":{},"token":{}}"#, "error[bad-record]: field `token` occurs more than once\n"),
    ] {
        let claims = file("claims-bad.json", document);
        let error = aclavis(&["condition", "(a == 1)", "--claims", &claims]).fails_with(3);
        assert!(error.starts_with(start), "{error}");
    }
    assert_eq!(aclavis(&["condition", "(a == 1)", "--claims", "no such file"]).fails_with(4).get(..7), Some("error: "));
}

#[test]
fn wrong_usage_is_code_2() {
    for arguments in [
        &["condition"][..],
        &["condition", "(a == 1)"],
        &["condition", "-", "--claims", "-"],
        &["condition", "(a == 1)", "--claims", "-", "--as", "-"],
        &["condition", "--jsonl", "(a == 1)"],
    ] {
        let error = aclavis(arguments).fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
}

#[test]
fn a_batch_gives_values() {
    let records = r#"{"id":1,"condition":"(@User.a == 1)","user_claims":{"a":{"type":"int64","values":[1]}}}
{"id":2,"condition":"(@User.a == 1)","user_claims":{"a":{"type":"int64","values":[2]}},"token":{"user":"SY","user_claims":{"a":{"type":"int64","values":[1]}}}}
{"id":3,"condition":"(@User.a == 1)","user_claims":null,"token":{"user":"SY","user_claims":{"a":{"type":"int64","values":[1]}}}}
{"id":4,"condition":"(@User.a == 1)","token":null,"device_claims":{},"resource_claims":null,"local_claims":null}
{"id":5,"condition":"(@Resource.a == 1)","resource_claims":{"a":{"type":"int64","values":[1,1]}}}
{"id":6,"condition":"(Member_of {SID(DA)})","token":{"user":"DA"},"domain":"S-1-5-21-1-2-3"}
{"id":7,"condition":"(@User.a == 1)","user_claims":{"a":{"type":"int64","values":[2]},"A":{"type":"int64","values":[1]}}}
"#;
    let expected = r#"{"id":1,"ok":true,"result":"true"}
{"id":2,"ok":true,"result":"false"}
{"id":3,"ok":true,"result":"true"}
{"id":4,"ok":true,"result":"unknown"}
{"id":5,"ok":true,"result":"unknown"}
{"id":6,"ok":true,"result":"true"}
{"id":7,"ok":true,"result":"true"}
"#;
    assert_eq!(batch("condition", records).ok(), expected);
}

#[test]
fn bad_records_do_not_stop_the_run_and_give_code_3_at_the_end() {
    let records = r#"{"id":"a","condition":"(@User.a = 1)"}
{"id":"b"}
{"id":"c","condition":5}
{"id":"d","condition":"(a == 1)","user_claims":{"a":{"type":"int64","values":[1,1]}}}
{"id":"e","condition":"(a == 1)","device_claims":{"a":{"type":"octet","values":["0"]}}}
{"id":"f","condition":"(a == 1)","token":{"user":"SY","privileges":["SeX"]}}
{"id":"g","condition":"(a == 1)"}
"#;
    let expected = r#"{"id":"a","ok":false,"error":{"code":"expected-operator","message":"operator missing in a condition","offset":9,"end":9,"expected":"an operator such as `==`, `&&` or `Contains`, or `)`","win32":1336}}
{"id":"b","ok":false,"error":{"code":"bad-record","message":"field `condition` is missing","win32":87}}
{"id":"c","ok":false,"error":{"code":"bad-record","message":"field `condition` is not a string","win32":87}}
{"id":"d","ok":false,"error":{"code":"bad-claim","message":"field `user_claims`: claim with a repeated value","expected":"each value of a claim once","win32":87}}
{"id":"e","ok":false,"error":{"code":"bad-claim-value","message":"field `device_claims`: value is not of the claim's type `0`","expected":"values of int64, uint64, string, boolean, sid or octet, as the claim's type says","win32":87}}
{"id":"f","ok":false,"error":{"code":"unknown-privilege","message":"field `token`: unknown privilege `SeX`","expected":"a name such as `SeSecurityPrivilege`","win32":87}}
{"id":"g","ok":true,"result":"unknown"}
"#;
    let outcome = batch("condition", records);
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(3), ""));
}
