#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::HeaderValue;

use super::*;

const KNOWN: &[&str] = &["status", "comment"];

/// The code and the message of a body that is refused.
fn refused(body: &str) -> (&'static str, String) {
    let problem = Members::parse(body.as_bytes(), KNOWN).unwrap_err();
    (problem.code(), problem.message().to_owned())
}

#[test]
fn names_are_compared_without_regard_to_case() {
    let members = Members::parse(br#"{"STATUS":"Completed","comment":null}"#, KNOWN).unwrap();
    assert_eq!(members.text("status").unwrap(), "Completed");
    assert_eq!(members.optional_text("comment").unwrap(), None);
    assert_eq!(members.value("comment"), None);
    assert_eq!(format!("{members:?}"), r#"{"status", "comment"}"#);
}

#[test]
fn a_member_is_given_once() {
    let twice = ("repeated-member", "the member `status` is given twice".to_owned());
    assert_eq!(refused(r#"{"status":"a","Status":"b"}"#), twice);
    assert_eq!(refused(r#"{"status":null,"status":null}"#), twice);
    assert_eq!(refused(r#"{"status":1,"st\u0061tus":2}"#), twice);
    assert_eq!(
        refused("{\"comment\":[{\"k\":1,\n\"k\":2}]}"),
        ("repeated-member", "an object has a name twice, at line 2, column 6".to_owned())
    );
}

#[test]
fn inner_objects_keep_names_that_differ_in_case() {
    let members = Members::parse(br#"{"comment":[{"k":-1,"K":2.5},true,[18446744073709551615]]}"#, KNOWN).unwrap();
    assert_eq!(members.value("comment").unwrap().to_string(), r#"[{"K":2.5,"k":-1},true,[18446744073709551615]]"#);
}

#[test]
fn an_unknown_member_is_named() {
    assert_eq!(
        refused(r#"{"pin":"1234"}"#),
        ("unknown-member", "unknown member `pin`, known are `status`, `comment`".to_owned())
    );
    assert_eq!(refused("{\"a\\nb\":1}"), ("unknown-member", "unknown member `a\\nb`, known are `status`, `comment`".to_owned()));
    // The Kelvin sign folds to a k in Unicode only.
    assert_eq!(Members::parse("{\"\u{212a}\":1}".as_bytes(), &["k"]).unwrap_err().code(), "unknown-member");
    assert_eq!(Members::parse(br#"{"a":1}"#, &[]).unwrap_err().message(), "unknown member `a`, the route has none");
}

#[test]
fn a_wrong_type_is_named_and_its_value_is_not() {
    let members = Members::parse(br#"{"status":4711}"#, KNOWN).unwrap();
    let wrong = members.text("status").unwrap_err();
    assert_eq!((wrong.code(), wrong.message()), ("bad-member", "the member `status` must be a string"));
    let missing = members.text("comment").unwrap_err();
    assert_eq!((missing.code(), missing.message()), ("missing-member", "the member `comment` is missing"));
}

#[test]
fn what_is_no_json_has_a_place() {
    assert_eq!(refused("{\"status\":\n\"a\",}"), ("bad-json", "the body is not JSON at line 2, column 5".to_owned()));
    assert_eq!(refused("{\"status\":"), ("bad-json", "the body is not JSON at line 1, column 10".to_owned()));
    assert_eq!(refused("{} {}"), ("bad-json", "the body is not JSON at line 1, column 4".to_owned()));
    let deep = format!(r#"{{"status":{}}}"#, "[".repeat(200));
    assert_eq!(refused(&deep).0, "bad-json");
    assert_eq!(Members::parse(b"{\"status\":\"\xff\"}", KNOWN).unwrap_err().code(), "bad-json");
}

#[test]
fn what_is_no_object_is_refused() {
    for body in ["[]", "\"secret\"", "1", "null"] {
        assert_eq!(refused(body), ("bad-body", "the body must be a JSON object".to_owned()), "{body}");
    }
}

#[test]
fn the_content_type_is_json_in_utf8() {
    let kind = |values: &[&'static str]| {
        let headers = values.iter().map(|value| (CONTENT_TYPE, HeaderValue::from_static(value))).collect();
        match kind(&headers) {
            Kind::Json => "json",
            Kind::Missing => "missing",
            Kind::Other => "other",
        }
    };
    for json in ["application/json", "Application/JSON; charset=UTF-8", "application/json; charset=\"utf-8\"; x=y"] {
        assert_eq!(kind(&[json]), "json", "{json}");
    }
    for other in ["text/json", "application/json; charset=latin1", "application/problem+json", "application/vnd.json", "json", ""]
    {
        assert_eq!(kind(&[other]), "other", "{other}");
    }
    assert_eq!(kind(&["application/json", "application/json"]), "other");
    assert_eq!(kind(&[]), "missing");
}
