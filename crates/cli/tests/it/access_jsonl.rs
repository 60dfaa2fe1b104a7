//! `access --jsonl`.

use serde_json::{Value, json};

use super::process::{aclavis_reading, batch};

const TOKEN: &str = r#"{"user":"S-1-5-21-1-2-3-1000","groups":["WD","BU"]}"#;

/// The result of one record, which has this token and what else is said.
fn result(rest: &str) -> Value {
    let outcome = batch("access", &format!("{{\"token\":{TOKEN},{rest}}}\n"));
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[test]
fn refusals_are_answers() {
    let records = format!(
        r#"{{"id":1,"descriptor":"O:SYG:SYD:(A;;FR;;;BU)","desired":1179785,"token":{TOKEN}}}
{{"id":2,"descriptor":"O:SYG:SYD:(A;;FR;;;BU)","desired":"0x2","token":{TOKEN}}}
{{"id":3,"descriptor":"O:SYG:SYD:(D;;FA;;;WD)","desired":"LCRC","token":{TOKEN}}}
{{"id":4,"descriptor":"O:SY","desired":"0x1000000","token":{TOKEN}}}
{{"id":5,"descriptor":"O:SYD:(A;;FR;;;BU)","desired":33554432,"token":{TOKEN}}}
"#
    );
    let expected = r#"{"id":1,"ok":true,"decision":"allow","reason":"allowed","granted":"0x120089","refused":"0x0","missing":"0x0","win32":0,"privileges_used":[]}
{"id":2,"ok":true,"decision":"deny","reason":"not-granted","granted":"0x0","refused":"0x0","missing":"0x2","win32":5,"privileges_used":[]}
{"id":3,"ok":true,"decision":"deny","reason":"refused","granted":"0x0","refused":"0x20004","missing":"0x0","win32":5,"privileges_used":[]}
{"id":4,"ok":true,"decision":"deny","reason":"privilege-not-held","granted":"0x0","refused":"0x1000000","missing":"0x0","win32":1314,"privileges_used":[]}
{"id":5,"ok":true,"decision":"allow","reason":"allowed","granted":"0x120089","refused":"0x0","missing":"0x0","win32":0,"privileges_used":[]}
"#;
    assert_eq!(batch("access", &records).ok(), expected);
}

#[test]
fn bad_records_do_not_stop_the_run_and_give_code_3_at_the_end() {
    let records = r#"{"id":"a","descriptor":"D:","desired":1,"token":{"user":"SY"}}
{"id":"b","descriptor":"O:SY","desired":"GR","token":{"user":"SY"}}
{"id":"c","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"require_group":true}
{"id":"d","descriptor":"O:SYD:(A;;ZZ;;;WD)","desired":1,"token":{"user":"SY"}}
{"id":"e","descriptor":"O:SY","desired":1}
{"id":"f","descriptor":"O:SY","token":{"user":"SY"}}
{"id":"g","desired":1,"token":{"user":"SY"}}
{"id":"h","descriptor":"O:SY","desired":1,"token":{"user":"SY","privileges":["SeX"]}}
{"id":"i","descriptor":"O:SY","desired":1,"token":{"user":"DA"}}
{"id":"j","descriptor":"O:SY","desired":1,"token":{"users":"DA"}}
{"id":"k","descriptor":"O:SY","desired":-1,"token":{"user":"SY"}}
{"id":"l","descriptor":"O:SY","desired":"Execute","token":{"user":"SY"}}
{"id":"m","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"mapping":{"read":1}}
{"id":"n","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"type":"door"}
{"id":"o","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"intent":["steal"]}
{"id":"p","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"principal_self":"XX"}
{"id":"q","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"objects":[{"level":1,"guid":"bf967aba-0de6-11d0-a285-00aa003049e2"}]}
{"id":"r","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"objects":[{"level":0,"guid":"user"}]}
{"id":"s","descriptor":"O:SY","desired":1,"token":{"user":"SY"},"policies":[{"id":"S-1-17-1","rules":[{"name":"x","descriptor":"D:","applies_to":"(a"}]}]}
{"id":"t","descriptor":"O:SY","desired":1,"token":{"user":"SY"}}
"#;
    let expected = r#"{"id":"a","ok":false,"error":{"code":"missing-owner","message":"descriptor has no owner","expected":"an owner, `O:`","win32":1338}}
{"id":"b","ok":false,"error":{"code":"generic-not-mapped","message":"generic rights in the desired access","expected":"rights that the generic mapping has been applied to","win32":1360}}
{"id":"c","ok":false,"error":{"code":"missing-group","message":"descriptor has no group","expected":"a group, `G:`, which this check was told to require","win32":1338}}
{"id":"d","ok":false,"error":{"code":"unknown-right","message":"unknown right `ZZ`","offset":10,"end":12,"expected":"two letters such as `FA` or `RC`, or a number","win32":1336}}
{"id":"e","ok":false,"error":{"code":"bad-record","message":"field `token` is missing","win32":87}}
{"id":"f","ok":false,"error":{"code":"bad-record","message":"field `desired` is missing","win32":87}}
{"id":"g","ok":false,"error":{"code":"bad-record","message":"field `descriptor` is missing","win32":87}}
{"id":"h","ok":false,"error":{"code":"unknown-privilege","message":"field `token`: unknown privilege `SeX`","expected":"a name such as `SeSecurityPrivilege`","win32":87}}
{"id":"i","ok":false,"error":{"code":"alias-needs-domain","message":"field `token`: alias needs the SID of its domain `DA`","expected":"the SID of the machine for LA and LG, of the forest for RO, SA, EA and EK, of the domain for the others","win32":1337}}
{"id":"j","ok":false,"error":{"code":"bad-record","message":"field `token`: unknown field `users`, expected one of `user`, `groups`, `device_groups`, `restricted`, `privileges`, `integrity`, `user_claims`, `device_claims`, `local_claims`, `package`, `capabilities`, `trust_level`","win32":87}}
{"id":"k","ok":false,"error":{"code":"bad-record","message":"field `desired` is not a number of 32 bits, `0x...` or letters","win32":87}}
{"id":"l","ok":false,"error":{"code":"bad-record","message":"field `desired`: unknown right `Execute`; numbers, letters such as `LCRC` and names such as `READ_CONTROL` are known","win32":87}}
{"id":"m","ok":false,"error":{"code":"bad-record","message":"field `mapping`: missing field `write`","win32":87}}
{"id":"n","ok":false,"error":{"code":"bad-record","message":"field `type` has the unknown value `door`","win32":87}}
{"id":"o","ok":false,"error":{"code":"bad-record","message":"field `intent` has the unknown value `steal`","win32":87}}
{"id":"p","ok":false,"error":{"code":"unknown-alias","message":"field `principal_self`: unknown SID alias `XX`","expected":"two letters such as `SY`, or `S-1-...`","win32":1337}}
{"id":"q","ok":false,"error":{"code":"bad-object-list","message":"list of object types is no tree","expected":"one object of level 0 first, each of the others at most one level below the one before it, no more than 4,096","win32":87}}
{"id":"r","ok":false,"error":{"code":"bad-record","message":"field `objects`: not a GUID `user`","win32":87}}
{"id":"s","ok":false,"error":{"code":"missing-parenthesis","message":"field `policies`: condition of rule `x`: missing `)`","offset":2,"end":2,"expected":"`)`","win32":1336}}
{"id":"t","ok":true,"decision":"allow","reason":"allowed","granted":"0x1","refused":"0x0","missing":"0x0","win32":0,"privileges_used":[]}
"#;
    let outcome = batch("access", records);
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(3), ""));
}

#[test]
fn null_is_the_same_as_absent() {
    let nulls = r#""descriptor":"O:SYD:(A;;GR;;;BU)","desired":"FR","mapping":null,"type":null,"objects":null,"principal_self":null,
        "policies":null,"process_trust":null,"require_group":null,"intent":null,"domain":null,"machine":null,"forest":null,"id":null"#;
    let with_nulls = result(&nulls.replace('\n', ""));
    assert_eq!(with_nulls, result(r#""descriptor":"O:SYD:(A;;GR;;;BU)","desired":"FR""#));
    assert_eq!(with_nulls.get("granted"), Some(&json!("0x120089")));
}

#[test]
fn a_mapping_is_given_by_its_rights_or_by_a_type() {
    let granted =
        |rest: &str| result(&format!(r#""descriptor":"O:SYD:(A;;GR;;;BU)","desired":"MA"{rest}"#)).get("granted").cloned();
    assert_eq!(granted(""), Some(json!("0x120089")));
    assert_eq!(granted(r#","type":"key""#), Some(json!("0x20019")));
    assert_eq!(granted(r#","type":"cm-request""#), Some(json!("0x20000")));
    assert_eq!(granted(r#","type":"key","mapping":{"read":"0x3","write":0,"execute":0,"all":7}"#), Some(json!("0x3")));
}

#[test]
fn a_descriptor_may_be_hex_base64_or_structured() {
    let base64 =
        r#""descriptor":"AQAEgDAAAAAAAAAAAAAAABQAAAACABwAAQAAAAAAFAAAAAIAAQEAAAAAAAEAAAAAAQEAAAAAAAUSAAAA","desired":"RC""#;
    assert_eq!(result(base64).get("decision"), Some(&json!("allow")));
    let hex = r#""descriptor":"010004801400000000000000000000000000000001010000000000051200 0000","desired":"RC""#;
    assert_eq!(result(hex).get("decision"), Some(&json!("allow")));
    let structured = r#""descriptor":{"control":[],"owner":"S-1-5-18"},"desired":"RC""#;
    assert_eq!(result(structured).get("decision"), Some(&json!("allow")));
}

#[test]
fn parts_policies_trust_and_intents_count() {
    let objects = r#""descriptor":"O:SYD:(OA;;RP;bf967a68-0de6-11d0-a285-00aa003049e2;;WD)","desired":"RP","type":"ds","objects":[
        {"level":0,"guid":"bf967aba-0de6-11d0-a285-00aa003049e2"},{"level":1,"guid":"bf967a68-0de6-11d0-a285-00aa003049e2"}]"#;
    let expected = json!([
        {"guid": "bf967aba-0de6-11d0-a285-00aa003049e2", "decision": "allow", "granted": "0x10"},
        {"guid": "bf967a68-0de6-11d0-a285-00aa003049e2", "decision": "allow", "granted": "0x10"}
    ]);
    assert_eq!(result(&objects.replace('\n', "")).get("objects"), Some(&expected));
    let decision = |rest: &str| result(rest).get("decision").cloned();
    let policy = r#""descriptor":"O:SYD:(A;;FA;;;WD)S:(SP;;;;;S-1-17-1)","desired":"FW","policies":[{"id":"S-1-17-1","rules":[{"descriptor":"D:(A;;FR;;;WD)"}]}]"#;
    assert_eq!(decision(policy), Some(json!("deny")));
    assert_eq!(decision(&policy.replace("\"FW\"", "\"FR\"")), Some(json!("allow")));
    let trust =
        r#""descriptor":"O:SYD:(A;;FA;;;WD)S:(TL;;FR;;;S-1-19-512-4096)","desired":"FW","process_trust":"S-1-19-512-4096""#;
    assert_eq!(decision(trust), Some(json!("allow")));
    assert_eq!(decision(&trust.replace("\"S-1-19-512-4096\"", "null")), Some(json!("deny")));
    let itself = r#""descriptor":"O:SYD:(A;;FR;;;PS)","desired":"FR","principal_self":"BU""#;
    assert_eq!(decision(itself), Some(json!("allow")));
    let backup =
        r#"{"descriptor":"O:SYD:","desired":"FR","token":{"user":"BU","privileges":["SeBackupPrivilege"]},"intent":["backup"]}"#;
    let answer: Value = serde_json::from_str(&batch("access", backup).ok()).unwrap();
    assert_eq!(answer.get("privileges_used"), Some(&json!(["SeBackupPrivilege"])));
}

#[test]
fn domains_of_the_command_line_are_defaults_for_records() {
    let record = r#"{"descriptor":"O:DAD:(A;;FR;;;DU)","desired":"FR","token":{"user":"DU"}}"#;
    let outcome = aclavis_reading(&["access", "--jsonl", "--domain", "S-1-5-21-1-2-3"], record.as_bytes());
    assert!(outcome.ok().starts_with("{\"ok\":true,\"decision\":\"allow\","));
    let own = record.replace("\"desired\"", "\"domain\":\"S-1-5-21-4-5-6\",\"desired\"");
    assert!(batch("access", &own).ok().starts_with("{\"ok\":true,\"decision\":\"allow\","));
}
