//! `access` of one descriptor.

use serde_json::{Value, json};

use super::process::{aclavis, aclavis_reading, file, input};

const USER: &str = "S-1-5-21-1-2-3-1000";

fn asked(descriptor: &str, token: &str, rights: &str, options: &[&str], code: i32) -> String {
    let mut arguments = vec!["access", descriptor, "--as", token, "--want", rights];
    arguments.extend(options);
    aclavis(&arguments).answers(code)
}

/// What is said to be granted to `WD` by a mask.
fn granted(rights: &str, object_type: &str) -> String {
    let answer = asked("O:SYD:(A;;0x111f01ff;;;WD)", &format!("{USER},WD"), rights, &["-t", object_type], 0);
    let line = answer.lines().find_map(|line| line.strip_prefix("Granted  ")).unwrap();
    line.to_owned()
}

#[test]
fn rights_are_numbers_letters_names_and_constants() {
    assert_eq!(granted("3", "file"), "Read data, Write data (0x3)");
    assert_eq!(granted("0x1200a9", "file"), "Read and execute (0x1200a9)");
    assert_eq!(granted("LCRC", "file"), "Append data, Read permissions (0x20004)");
    assert_eq!(granted("fr", "file"), "Read (0x120089)");
    assert_eq!(granted("write attributes, Delete", "file"), "Write attributes, Delete (0x10100)");
    assert_eq!(granted("READ_CONTROL,synchronize", "file"), "Read permissions, Synchronize (0x120000)");
    assert_eq!(granted("Start,Stop", "service"), "Start, Stop (0x30)");
    assert_eq!(
        granted("Approve,ChangeDacl", "cm-request"),
        "Approve, Deny, PrintDocuments, DistributeSecrets, ChangeDacl (0x40001)"
    );
}

#[test]
fn generic_rights_mean_what_they_mean_for_the_type() {
    assert_eq!(granted("GR", "file"), "Read (0x120089)");
    assert_eq!(granted("GR", "key"), "Read (0x20019)");
    assert_eq!(granted("GX", "service"), "Start, Stop, Pause and continue, User-defined control, Read permissions (0x20170)");
    assert_eq!(granted("Generic read", "ds"), "List children, Read property, List object, Read permissions (0x20094)");
    assert_eq!(granted("GX", "cm-request"), "Read, Execute, Abandon (0x20004)");
    let options = ["--mapping", "1,2,0x4,CC"];
    let answer = asked("O:SYD:(A;;GX;;;WD)", &format!("{USER},WD"), "GX", &options, 0);
    assert!(answer.ends_with("Granted  Append data (0x4)\n"), "{answer}");
}

#[test]
fn whatever_can_be_had_is_granted() {
    for maximum in ["MA", "MAXIMUM_ALLOWED", "0x2000000"] {
        let answer = asked("O:SYD:(D;;WD;;;BG)(A;;FA;;;WD)", &format!("{USER},WD"), maximum, &[], 0);
        let expected = "\
allowed
Rights   of files (file)
Asked    Maximum allowed (0x2000000)
Granted  Full control (0x1f01ff)
";
        assert_eq!(answer, expected);
    }
}

#[test]
fn nothing_is_added_to_a_token() {
    let answer = asked("O:SYD:(A;;FR;;;WD)", USER, "1", &[], 1);
    let expected = "\
refused
Rights   of files (file)
Asked    Read data (0x1)
Granted  nothing (0x0)
Missing  Read data (0x1)
";
    assert_eq!(answer, expected);
}

#[test]
fn a_token_is_json_a_file_or_standard_input() {
    let token = format!(r#"{{"user":"{USER}","groups":["WD",{{"sid":"BA","deny_only":true}}],"integrity":"HI"}}"#);
    let text = "O:SYD:(A;;FR;;;BA)(A;;FX;;;WD)";
    let path = input("token.json", format!("\u{feff}{token}\r\n"));
    for argument in [&token, &path] {
        assert!(asked(text, argument, "0x20", &[], 0).starts_with("allowed\n"));
        assert!(asked(text, argument, "0x1", &[], 1).starts_with("refused\n"));
    }
    let answer = aclavis_reading(&["access", text, "--as", "-", "--want", "0x20"], token.as_bytes()).answers(0);
    assert!(answer.starts_with("allowed\n"), "{answer}");
    let sids = aclavis_reading(&["access", text, "--as", "-", "--want", "0x20"], b"S-1-5-21-1-2-3-1000, WD\n").answers(0);
    assert_eq!(sids, answer);
}

#[test]
fn relative_aliases_are_those_of_the_domain() {
    let options = ["--domain", "S-1-5-21-1-2-3", "--machine", "S-1-5-21-4-5-6"];
    assert!(asked("O:LAD:(A;;FR;;;DA)", "DU,DA", "FR", &options, 0).starts_with("allowed\n"));
    let expected = "\
error[alias-needs-domain]: alias needs the SID of its domain `DA`
 --> --as, byte 21
  |
  | S-1-5-21-1-2-3-1000, DA
  |                      ^^
  = expected the SID of the machine for LA and LG, of the forest for RO, SA, EA and EK, of the domain for the others
  = hint: give that SID with --domain, --machine or --forest; `show` can do without
";
    let sids = format!("{USER}, DA");
    assert_eq!(aclavis(&["access", "O:SY", "--as", &sids, "--want", "1"]).fails_with(3), expected);
}

#[test]
fn privileges_and_intents_are_said() {
    let token = format!(r#"{{"user":"{USER}","privileges":["SeSecurityPrivilege","SeBackupPrivilege"]}}"#);
    let text = "O:SYD:(A;;FR;;;BU)";
    let expected = "\
allowed
Rights   of files (file)
Asked    Read and change the SACL (0x1000000)
Granted  Read and change the SACL (0x1000000)
Used     SeSecurityPrivilege
";
    assert_eq!(asked(text, &token, "0x1000000", &[], 0), expected);
    let expected = "\
refused
Rights   of files (file)
Asked    Read and change the SACL (0x1000000)
Granted  nothing (0x0)
Refused  Read and change the SACL (0x1000000)
Note     a privilege that this takes is not held
";
    assert_eq!(asked(text, USER, "0x1000000", &[], 1), expected);
    assert!(asked(text, &token, "FR", &["--backup"], 0).ends_with("\nUsed     SeBackupPrivilege\n"));
    assert!(asked(text, &token, "FR", &["--restore"], 1).starts_with("refused\n"));
}

#[test]
fn parts_of_an_object_are_answered_for_each() {
    let text = "O:SYD:(OA;;RP;bf967a68-0de6-11d0-a285-00aa003049e2;;WD)";
    let objects =
        "0:bf967aba-0de6-11d0-a285-00aa003049e2,1:bf967a68-0de6-11d0-a285-00aa003049e2,1:bf967a0a-0de6-11d0-a285-00aa003049e2";
    let answer = asked(text, &format!("{USER},WD"), "RP", &["--objects", objects], 1);
    let expected = "\
refused
Rights   of directory objects (ds), for there are object ACEs
Asked    Read property (0x10)
Granted  nothing (0x0)
Missing  Read property (0x10)

Objects
user                refused  nothing (0x0)
userAccountControl  allowed  Read property (0x10)
pwdLastSet          refused  nothing (0x0)
";
    assert_eq!(answer, expected);
}

#[test]
fn the_object_itself_and_the_trust_of_the_process_count() {
    let itself = "O:SYD:(A;;FR;;;PS)";
    assert!(asked(itself, USER, "FR", &[], 1).starts_with("refused\n"));
    assert!(asked(itself, USER, "FR", &["--self", USER], 0).starts_with("allowed\n"));
    let trusted = "O:SYD:(A;;FA;;;WD)S:(TL;;FR;;;S-1-19-512-4096)";
    let everyone = format!("{USER},WD");
    assert!(asked(trusted, &everyone, "FW", &[], 1).starts_with("refused\n"));
    assert!(asked(trusted, &everyone, "FW", &["--process-trust", "S-1-19-512-8192"], 0).starts_with("allowed\n"));
}

#[test]
fn central_policies_come_from_a_file() {
    let policies = r#"[{"id":"S-1-17-1","rules":[
        {"name":"sales","applies_to":"(@Resource.dept == \"sales\")","descriptor":"D:(A;;FR;;;WD)"},
        {"name":"none","applies_to":"(Exists @Resource.secret)","descriptor":"D:"}]}]"#;
    let policies = file("policies.json", policies);
    let text = |department: &str| format!("O:SYD:(A;;FA;;;WD)S:(RA;;;;;WD;(\"dept\",TS,0,\"{department}\"))(SP;;;;;S-1-17-1)");
    let everyone = format!("{USER},WD");
    assert!(asked(&text("sales"), &everyone, "FR", &["--policies", &policies], 0).starts_with("allowed\n"));
    assert!(asked(&text("sales"), &everyone, "FW", &["--policies", &policies], 1).starts_with("refused\n"));
    assert!(asked(&text("other"), &everyone, "FW", &["--policies", &policies], 0).starts_with("allowed\n"));
    let bad = file("policies-bad.json", r#"[{"id":"S-1-17-1","rules":[{"name":"x","descriptor":"D:(A;;ZZ;;;WD)"}]}]"#);
    let error = aclavis(&["access", "O:SY", "--as", USER, "--want", "1", "--policies", &bad]).fails_with(3);
    let expected = "  |\n  | D:(A;;ZZ;;;WD)\n  |       ^^\n  = expected two letters such as `FA` or `RC`, or a number\n";
    assert!(error.starts_with("error[unknown-right]: descriptor of rule `x`: unknown right `ZZ`\n --> "), "{error}");
    assert!(error.ends_with(expected), "{error}");
}

#[test]
fn an_answer_has_a_json_form() {
    let arguments =
        ["access", "O:SYD:(D;;FW;;;WD)(A;;FR;;;WD)", "--as", "S-1-5-21-1-2-3-1000,WD", "--want", "FR,FW", "--format", "json"];
    let answer: Value = serde_json::from_str(&aclavis(&arguments).answers(1)).unwrap();
    let expected = json!({
        "type": "file",
        "desired": "0x12019f",
        "rights": [],
        "decision": "deny",
        "reason": "refused",
        "granted": "0x0",
        "refused": "0x120116",
        "missing": "0x0",
        "win32": 5,
        "privileges_used": []
    });
    assert_eq!(answer, expected);
}

#[test]
fn what_cannot_be_checked_is_code_3() {
    let expected = "\
error[missing-owner]: descriptor has no owner
 --> argument
  = expected an owner, `O:`
";
    assert_eq!(aclavis(&["access", "D:", "--as", USER, "--want", "1"]).fails_with(3), expected);
    for (token, start) in [
        (r#"{"user":"SY","privileges":["SeX"]}"#, "error[unknown-privilege]: unknown privilege `SeX`\n --> --as\n"),
        (r#"{"user":"SY","integrity":"SY"}"#, "error[bad-integrity-level]: not an integrity level `SY`\n --> --as\n"),
        (r#"{"user":"SY","gruops":[]}"#, "error[bad-json]: not a token: unknown field `gruops`, expected one of "),
        (r#"{"user":"SY""#, "error[bad-json]: malformed JSON: EOF while parsing an object\n --> --as, byte 11\n"),
        ("SY,XX", "error[unknown-alias]: unknown SID alias `XX`\n --> --as, byte 3\n"),
        ("", "error[missing-sid]: missing SID\n --> --as, byte 0\n"),
    ] {
        let error = aclavis(&["access", "O:SY", "--as", token, "--want", "1"]).fails_with(3);
        assert!(error.starts_with(start), "{error}");
    }
    let error = aclavis(&["access", "O:SY", "--as", USER, "--want", "1", "--require-group"]).fails_with(3);
    assert!(error.starts_with("error[missing-group]: "), "{error}");
    let error = aclavis(&["access", "O:SY", "--as", USER, "--want", "1", "--self", "DA"]).fails_with(3);
    assert!(error.starts_with("error[alias-needs-domain]: "), "{error}");
    let error = aclavis(&["access", "O:SY", "--as", "@no such file", "--want", "1"]).fails_with(4);
    assert!(error.starts_with("error: cannot read `no such file`: "), "{error}");
}

#[test]
fn conditions_beyond_the_limit_of_steps_are_code_5() {
    let aces = "(XA;;FR;;;WD;(@User.a Any_of {1, 2}))".repeat(500);
    let values = (10..10_010).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    let claims = format!(r#"{{"a":{{"type":"int64","values":[{values}]}}}}"#);
    let token = input("many-claims.json", format!(r#"{{"user":"{USER}","groups":["WD"],"user_claims":{claims}}}"#));
    let descriptor = input("many-steps.sddl", format!("O:SYD:{aces}"));
    let error = aclavis(&["access", &descriptor, "--as", &token, "--want", "FR"]).fails_with(5);
    assert!(error.starts_with("error[too-many-steps]: conditions take more steps than the limit\n"), "{error}");
}

#[test]
fn wrong_usage_is_code_2() {
    for arguments in [
        &["access", "O:SY", "--as", USER][..],
        &["access", "O:SY", "--want", "1"],
        &["access", "O:SY", "--as", USER, "--want", "Execut"],
        &["access", "O:SY", "--as", USER, "--want", ""],
        &["access", "O:SY", "--as", USER, "--want", "0x1ffffffff"],
        &["access", "O:SY", "--as", USER, "--want", "Start"],
        &["access", "O:SY", "--as", USER, "--want", "1", "--objects", "bf967aba-0de6-11d0-a285-00aa003049e2"],
        &["access", "O:SY", "--as", USER, "--want", "1", "--objects", "0:user"],
        &["access", "O:SY", "--as", USER, "--want", "1", "--mapping", "1,2,3"],
        &["access", "-", "--as", "-", "--want", "1"],
        &["access", "--jsonl", "--want", "1"],
    ] {
        let error = aclavis(arguments).fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
}

#[test]
fn letters_of_labels_are_no_rights() {
    for want in ["NW", "RCnr", "0x1,NX"] {
        let error = aclavis(&["access", "O:SYD:(A;;FA;;;WD)", "--as", "WD", "--want", want]).fails_with(2);
        assert!(error.contains("unknown right"), "{error}");
    }
}

#[test]
fn a_rule_without_a_dacl_is_an_error() {
    let policies = file("rule-without-dacl.json", r#"[{"id":"S-1-17-1","rules":[{"name":"x","descriptor":"O:SY"}]}]"#);
    let arguments = ["access", "O:SYD:(A;;FA;;;WD)S:(SP;;;;;S-1-17-1)", "--as", "WD", "--want", "FR", "--policies", &policies];
    let error = aclavis(&arguments).fails_with(3);
    assert!(
        error.starts_with("error[bad-rule]: descriptor of rule `x`: descriptor without a DACL, which limits nothing\n"),
        "{error}"
    );
}
