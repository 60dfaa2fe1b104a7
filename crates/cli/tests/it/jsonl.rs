//! `convert --jsonl`.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use super::process::{Outcome, aclavis_reading, command};

fn batch(options: &[&str], records: &str) -> Outcome {
    let mut arguments = vec!["convert", "--jsonl"];
    arguments.extend(options);
    aclavis_reading(&arguments, records.as_bytes())
}

#[test]
fn every_record_gives_a_result_in_order() {
    let records = r#"{"id":1,"input":"D:(A;;RC;;;WD)"}
{"id":{"a": [1, 2.50]},"input":"O:DA","domain":"S-1-5-21-1-2-3"}
{"input":"D:(A;;RC;;;WD)\u0000\u0000","to":"base64","id":null,"layout":null,"unknown":[]}
{"id":12345678901234567890123,"input":"0100008000000000000000000000000000000000","from":"hex"}
"#;
    let expected = r#"{"id":1,"ok":true,"output":"D:(A;;RC;;;WD)"}
{"id":{"a": [1, 2.50]},"ok":true,"output":"O:DA"}
{"ok":true,"output":"AQAEgAAAAAAAAAAAAAAAABQAAAACABwAAQAAAAAAFAAAAAIAAQEAAAAAAAEAAAAA","trailing_nuls":2}
{"id":12345678901234567890123,"ok":true,"output":""}
"#;
    assert_eq!(batch(&["--to", "sddl"], records).ok(), expected);
}

#[test]
fn bad_records_do_not_stop_the_run_and_give_code_3_at_the_end() {
    let records = r#"{"id":"a","input":"D:(A;;ZZ;;;WD)"}

not json
[1]
{"id":"b","input":5}
{"id":"c"}
{"id":"d","input":"D:","to":"xml"}
{"id":"e","input":"D:","domain":"xx"}
{"id":"f","input":"D:","strict":"yes"}
{"id":"g","input":"hello"}
{"id":"h","input":"010","from":"hex"}
{"id":"i","input":"O:DA"}
{"id":"j","input":"D: ","strict":true}
{"id":"k","input":"D:"}
"#;
    let expected = r#"{"id":"a","ok":false,"error":{"code":"unknown-right","message":"unknown right `ZZ`","offset":6,"end":8,"expected":"two letters such as `FA` or `RC`, or a number","win32":1336}}
{"ok":false,"error":{"code":"bad-record","message":"record is blank","win32":87}}
{"ok":false,"error":{"code":"bad-record","message":"record is no JSON object","offset":1,"end":1,"win32":87}}
{"ok":false,"error":{"code":"bad-record","message":"record is no JSON object","offset":0,"end":0,"win32":87}}
{"id":"b","ok":false,"error":{"code":"bad-record","message":"field `input` is not a string","win32":87}}
{"id":"c","ok":false,"error":{"code":"bad-record","message":"field `input` is missing","win32":87}}
{"id":"d","ok":false,"error":{"code":"bad-record","message":"field `to` has the unknown value `xml`","win32":87}}
{"id":"e","ok":false,"error":{"code":"bad-record","message":"field `domain`: unknown SID alias `xx`","win32":87}}
{"id":"f","ok":false,"error":{"code":"bad-record","message":"field `strict` is not true or false","win32":87}}
{"id":"g","ok":false,"error":{"code":"unknown-form","message":"this is no form of a descriptor","offset":0,"end":0,"expected":"SDDL, hex, base64, a .reg hex list, an LDIF value, JSON, or raw bytes","win32":87}}
{"id":"h","ok":false,"error":{"code":"bad-hex","message":"odd number of hexadecimal digits: 3","offset":0,"end":3,"expected":"pairs of hexadecimal digits","win32":87}}
{"id":"i","ok":false,"error":{"code":"alias-needs-domain","message":"alias needs the SID of its domain `DA`","offset":2,"end":4,"expected":"the SID of the machine for LA and LG, of the forest for RO, SA, EA and EK, of the domain for the others","win32":1337}}
{"id":"j","ok":false,"error":{"code":"blanks","message":"white space ` `","offset":2,"end":3,"expected":"the canonical spelling","win32":87}}
{"id":"k","ok":true,"output":"D:"}
"#;
    let outcome = batch(&["--to", "sddl"], records);
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(3), ""));
}

#[test]
fn options_of_the_command_line_are_defaults_for_records() {
    let record =
        "{\"input\":\"o:da\"}\n{\"input\":\"O:DA\",\"to\":\"sddl\"}\n{\"input\":\"O:da\",\"strict\":false,\"to\":\"sddl\"}\n";
    let outcome = batch(&["--to", "hex", "--strict", "--domain", "S-1-5-21-1-2-3"], record);
    let expected = r#"{"ok":false,"error":{"code":"lower-case-section","message":"section letter in lower case `o:`","offset":0,"end":2,"expected":"`O:`, `G:`, `D:` or `S:` in upper case","win32":87}}
{"ok":true,"output":"O:DA"}
{"ok":true,"output":"O:DA"}
"#;
    assert_eq!(outcome.stdout, expected);
}

#[test]
fn the_target_may_be_missing_on_the_command_line_only() {
    let outcome = batch(&[], "{\"input\":\"D:\",\"to\":\"sddl\"}\n{\"id\":7,\"input\":\"D:\"}\n");
    let expected = r#"{"ok":true,"output":"D:"}
{"id":7,"ok":false,"error":{"code":"bad-record","message":"field `to` is missing","win32":87}}
"#;
    assert_eq!((outcome.stdout.as_str(), outcome.code), (expected, Some(3)));
}

#[test]
fn the_structured_form_is_an_object_in_and_out() {
    let records = "{\"input\":\"O:SY\",\"to\":\"json\"}\n{\"input\":{\"control\":[],\"owner\":\"S-1-5-18\"},\"to\":\"sddl\"}\n";
    let expected = "{\"ok\":true,\"output\":{\"control\":[],\"owner\":\"S-1-5-18\"}}\n{\"ok\":true,\"output\":\"O:SY\"}\n";
    assert_eq!(batch(&[], records).ok(), expected);
}

#[test]
fn trailing_nuls_are_kept_on_request() {
    let records = "{\"input\":\"O:SY\\u0000\"}\n";
    assert_eq!(
        batch(&["--to", "sddl", "--trailing-nuls", "keep"], records).ok(),
        "{\"ok\":true,\"output\":\"O:SY\\u0000\",\"trailing_nuls\":1}\n"
    );
}

#[test]
fn a_line_beyond_the_limit_is_skipped() {
    let long = " ".repeat(17 << 20);
    let records = format!("{{\"id\":1,\"input\":\"D:{long}\"}}\n{{\"id\":2,\"input\":\"D:\"}}");
    let expected = r#"{"ok":false,"error":{"code":"input-too-long","message":"input longer than 16 MiB","expected":"less input, or a higher limit","win32":87}}
{"id":2,"ok":true,"output":"D:"}
"#;
    let outcome = batch(&["--to", "sddl"], &records);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (expected, Some(3)));
}

#[test]
fn a_mark_line_ends_of_windows_and_a_missing_last_one_are_accepted() {
    let records = "\u{feff}{\"input\":\"D:\"}\r\n{\"input\":\"S:\"}";
    let expected = "{\"ok\":true,\"output\":\"D:\"}\n{\"ok\":true,\"output\":\"S:\"}\n";
    assert_eq!(batch(&["--to", "sddl"], records).ok(), expected);
    assert_eq!(batch(&["--to", "sddl"], "").ok(), "");
}

#[test]
fn results_come_while_the_input_is_still_open() {
    let mut child =
        command(&["convert", "--jsonl", "--to", "sddl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut records = child.stdin.take().unwrap();
    let mut results = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..2 {
        records.write_all(b"{\"input\":\"D:\"}\n").unwrap();
        let mut result = String::new();
        results.read_line(&mut result).unwrap();
        assert_eq!(result, "{\"ok\":true,\"output\":\"D:\"}\n");
    }
    drop(records);
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_a_text_leaves_out_is_a_member_of_the_result() {
    let records = "{\"input\":{\"control\":[\"OWNER_DEFAULTED\"],\"resource_manager_control\":1,\"owner\":\"S-1-5-18\"}}\n";
    let expected = "{\"ok\":true,\"output\":\"O:SY\",\"lost\":[\"control bits\",\"resource manager byte\"]}\n";
    assert_eq!(batch(&["--to", "sddl"], records).ok(), expected);
}

#[test]
fn a_member_that_is_repeated_makes_a_record_bad() {
    let records = "{\"id\":1,\"input\":\"D:\",\"\\u0069nput\":\"S:\"}\n{\"input\":\"D:\",\"x\":1,\"y\":1}\n";
    let expected = r#"{"ok":false,"error":{"code":"bad-record","message":"field `input` occurs more than once","win32":87}}
{"ok":true,"output":"D:"}
"#;
    let outcome = batch(&["--to", "sddl"], records);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (expected, Some(3)));
}
