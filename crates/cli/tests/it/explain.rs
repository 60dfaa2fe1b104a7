//! `explain` for people, as JSON and as in Windows events.

use serde_json::{Value, json};

use super::process::{aclavis, batch, command, file, run};

const USER: &str = "S-1-5-21-1-2-3-1000";
const EVERYONE: &str = "S-1-5-21-1-2-3-1000,WD";

fn explained(descriptor: &str, token: &str, rights: &str, options: &[&str], code: i32) -> String {
    let mut arguments = vec!["explain", descriptor, "--as", token, "--want", rights];
    arguments.extend(options);
    aclavis(&arguments).answers(code)
}

#[test]
fn every_ace_is_matched_or_skipped_with_a_reason() {
    let text = "O:SYD:(A;IO;FA;;;WD)(D;;DC;;;BA)(A;;FX;;;BA)(A;;FR;;;BG)(XA;;FA;;;WD;(@User.a == 1))(XD;;FX;;;WD;(@User.b == 1))\
                (OA;;FR;bf967a68-0de6-11d0-a285-00aa003049e2;;WD)(A;;FW;;;WD)(A;;FR;;;BU)(A;;FR;;;BU)";
    let token = format!(
        r#"{{"user":"{USER}","groups":["WD","BU",{{"sid":"BA","deny_only":true}}],
        "user_claims":{{"b":{{"type":"int64","values":[2]}}}}}}"#
    );
    let expected = "\
allowed
Rights   of files (file)
Asked    Read data, Read attributes (0x81)
Granted  Read data, Read attributes (0x81)

Before the DACL
  the integrity of the token, ME, reaches that of the object, ME (no label)

DACL
  0  allow  WD  Everyone                   Full control                skipped: concerns children only
  1  deny   BA  Administrators (built-in)  Write data                  skipped: about no right that is asked for and still open
  2  allow  BA  Administrators (built-in)  Execute                     skipped: the token has its SID for ACEs that refuse only
  3  allow  BG  Guests (built-in)          Read                        skipped: the token has no such SID
  4  allow  WD  Everyone                   Full control                skipped: its condition is unknown  if (@USER.a == 1)
  5  deny   WD  Everyone                   Execute                     skipped: its condition is false  if (@USER.b == 1)
  6  allow  WD  Everyone                   Read on userAccountControl  skipped: about bf967a68-0de6-11d0-a285-00aa003049e2, which is not asked about
  7  allow  WD  Everyone                   Write                       skipped: about no right that is asked for and still open
> 8  allow  BU  Users (built-in)           Read                        grants Read data, Read attributes
  9  allow  BU  Users (built-in)           Read                        not reached: everything is decided

Why
  Read data: granted by ACE 8 (A;;FR;;;BU)
  Read attributes: granted by ACE 8 (A;;FR;;;BU)
";
    assert_eq!(explained(text, &token, "0x81", &["-t", "file"], 0), expected);
}

#[test]
fn owners_privileges_and_labels_have_steps() {
    let text = "O:S-1-5-21-1-2-3-1000D:(A;;FA;;;WD)S:(ML;;NW;;;HI)";
    let expected = "\
refused
Rights   of files (file)
Asked    Write data, Read permissions, Read and change the SACL (0x1020002)
Granted  nothing (0x0)
Refused  Write data, Read and change the SACL (0x1000002)

Before the DACL
> the integrity of the token, ME, is below that of the object, HI (SACL ACE 0 (ML;;NW;;;HI)): refuses Write data, Read and \
change the SACL

DACL
> the token has the owner's SID: grants Read permissions
  0  allow  WD  Everyone  Full control  not reached: everything is decided

Why
  Write data: refused by the mandatory label, SACL ACE 0 (ML;;NW;;;HI)
  Read permissions: would be granted to the owner
  Read and change the SACL: refused by the mandatory label, SACL ACE 0 (ML;;NW;;;HI)
";
    assert_eq!(explained(text, EVERYONE, "0x1020002", &[], 1), expected);
    let why = |text: &str, token: &str, rights: &str, code| {
        let explained = explained(text, token, rights, &["-t", "key"], code);
        explained.rsplit_once("\nWhy\n").unwrap().1.to_owned()
    };
    assert_eq!(why("O:SY", USER, "1", 0), "  Query value: granted, for there is no DACL\n");
    assert_eq!(why("O:SYD:NO_ACCESS_CONTROL", USER, "1", 0), "  Query value: granted, for the DACL is NULL\n");
    assert_eq!(why("O:SYD:", USER, "1", 1), "  Query value: not granted, for nothing in the DACL grants it\n");
    assert_eq!(why("O:SYD:", USER, "0x1000000", 1), "  Read and change the SACL: refused, for SeSecurityPrivilege is not held\n");
    let privileged = format!(r#"{{"user":"{USER}","privileges":["SeTakeOwnershipPrivilege"]}}"#);
    assert_eq!(why("O:SYD:", &privileged, "WO", 0), "  Take ownership: granted by SeTakeOwnershipPrivilege\n");
    let low = format!(r#"{{"user":"{USER}","integrity":"LW"}}"#);
    let expected = "  Set value: refused by the integrity level, as the object has no label\n";
    assert_eq!(why("O:SY", &low, "2", 1), expected);
    assert_eq!(why("O:SYD:(A;;KR;;;OW)", USER, "MA", 1), "  nothing can be granted\n");
}

#[test]
fn an_ace_about_owners_takes_the_place_of_what_they_have() {
    let shown = explained("O:S-1-5-21-1-2-3-1000D:(A;;FR;;;OW)", USER, "WD", &[], 1);
    assert!(shown.contains("\n  the token has the owner's SID, but ACE 0 says what the owner may do\n"), "{shown}");
}

#[test]
fn restricted_tokens_and_containers_go_through_the_list_again() {
    let restricted = format!(r#"{{"user":"{USER}","groups":["BU"],"restricted":["RC"]}}"#);
    let shown = explained("O:SYD:(A;;FR;;;BU)(D;;FX;;;RC)", &restricted, "0xa1", &[], 1);
    let expected = "
DACL
  0  allow  BU  Users (built-in)  Read     grants Read data, Read attributes
  1  deny   RC  Restricted code   Execute  skipped: the token has no such SID

DACL, for the restricting SIDs
  0  allow  BU  Users (built-in)  Read     skipped: the token has no such SID
> 1  deny   RC  Restricted code   Execute  refuses Execute file, Read attributes

Why
  Read data: not granted, for nothing in the DACL grants it, for the restricting SIDs
  Execute file: refused by ACE 1 (D;;FX;;;RC), for the restricting SIDs
  Read attributes: refused by ACE 1 (D;;FX;;;RC), for the restricting SIDs
";
    assert!(shown.ends_with(expected), "{shown}");
    let package = format!(r#"{{"user":"{USER}","package":"S-1-15-2-1-2-3-4-5-6-7"}}"#);
    let shown = explained("O:SYD:(A;;FR;;;S-1-5-21-1-2-3-1000)", &package, "1", &[], 1);
    let expected = "\n  Read data: not granted, for nothing in the DACL grants it, for the package and its capabilities\n";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn rules_of_central_policies_have_sections() {
    let policies = r#"[{"id":"S-1-17-1","rules":[
        {"name":"sales","descriptor":"D:(A;;FR;;;WD)"},
        {"name":"none","applies_to":"(@Resource.a == 1)","descriptor":"D:"}]}]"#;
    let policies = file("policies-explained.json", policies);
    let text = "O:SYD:(A;;FA;;;WD)S:(RA;;;;;WD;(\"a\",TI,0,2))(SP;;;;;S-1-17-1)(SP;;;;;S-1-17-2)";
    let shown = explained(text, EVERYONE, "DC", &["--policies", &policies], 1);
    let expected = "
DACL
  0  allow  WD  Everyone  Full control  grants Write data

Central policy
  SACL ACE 1 (SP;;;;;S-1-17-1)

DACL of the rule `sales`
  applies
  0  allow  WD  Everyone  Read  skipped: about no right that is asked for and still open

DACL of the rule `none`
  does not apply: its condition is false

Central policy
  SACL ACE 2 (SP;;;;;S-1-17-2): not known, the recovery policy stands in

DACL of the recovery policy
  0  allow  BA  Administrators (built-in)  Generic all  skipped: the token has no such SID
  1  allow  SY  Local System               Generic all  skipped: the token has no such SID
  2  allow  OW  Owner Rights               Generic all  skipped: the token has no such SID

Why
  Write data: not granted, for nothing in the DACL of the rule `sales` grants it
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn trust_labels_and_access_filters_have_steps() {
    let text = "O:SYD:(A;;FA;;;WD)S:(TL;;FR;;;S-1-19-512-4096)(FL;;FX;;;WD;(@User.a == 1))";
    let shown = explained(text, EVERYONE, "DCCC", &[], 1);
    let expected = "
Before the DACL
> SACL ACE 0 (TL;;FR;;;S-1-19-512-4096): the caller's process is not trusted enough: refuses Write data
> SACL ACE 1 (FL;;FX;;;WD;(@USER.a == 1)): its condition is not true: refuses Read data
  the integrity of the token, ME, reaches that of the object, ME (no label)

DACL
  0  allow  WD  Everyone  Full control  not reached: everything is decided

Why
  Read data: refused by the access filter, SACL ACE 1 (FL;;FX;;;WD;(@USER.a == 1))
  Write data: refused by the process trust label, SACL ACE 0 (TL;;FR;;;S-1-19-512-4096)
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn reasons_have_the_shape_of_windows_events() {
    let options = ["--format", "access-reason"];
    let shown = explained("O:SYD:(D;;DC;;;BG)(A;;FR;;;WD)", "S-1-5-21-1-2-3-501,WD,BG", "FR,DC,LC,DT", &options, 1);
    let expected = "\
ReadData (or ListDirectory):\tGranted by\tD:(A;;FR;;;WD)
WriteData (or AddFile):\tDenied by\tD:(D;;DC;;;BG)
AppendData (or AddSubdirectory or CreatePipeInstance):\tNot granted
ReadEA:\tGranted by\tD:(A;;FR;;;WD)
DeleteChild:\tNot granted
ReadAttributes:\tGranted by\tD:(A;;FR;;;WD)
READ_CONTROL:\tGranted by\tD:(A;;FR;;;WD)
SYNCHRONIZE:\tGranted by\tD:(A;;FR;;;WD)
";
    assert_eq!(shown, expected);
    let names = |rights: &str, object_type: &str| {
        let options = ["-t", object_type, "--format", "access-reason"];
        let shown = explained("O:SYD:(A;;0xf01ff;;;WD)", EVERYONE, rights, &options, 0);
        shown.lines().map(|line| line.split_once(":\t").unwrap().0.to_owned()).collect::<Vec<_>>().join("; ")
    };
    let keys = "Query key value; Set key value; Create sub-key; Enumerate sub-keys; Notify about changes to keys; Create Link";
    assert_eq!(names("0x3f", "key"), keys);
    assert_eq!(names("0x1b0", "file"), "WriteEA; Execute/Traverse; ReadAttributes; WriteAttributes");
    assert_eq!(names("Start,Stop,SD", "service"), "Start the service; Stop the service; DELETE");
    assert_eq!(names("0x108", "ds"), "Write Self; Control Access");
    assert_eq!(names("Execute,Read,WO", "cm-request"), "Execute, Abandon; Read; ChangeOwner");
}

#[test]
fn an_explanation_has_a_json_form() {
    let options = ["-t", "key", "--format", "json"];
    let shown: Value = serde_json::from_str(&explained("O:SYD:(D;;DC;;;BG)(A;;CC;;;WD)", EVERYONE, "CC", &options, 0)).unwrap();
    let expected = json!({
        "type": "key",
        "desired": "0x1",
        "rights": ["Query value"],
        "decision": "allow",
        "reason": "allowed",
        "granted": "0x1",
        "refused": "0x0",
        "missing": "0x0",
        "win32": 0,
        "privileges_used": [],
        "reasons": [
            {"right": "0x1", "granted": true, "by": {"step": "ace", "list": "dacl", "pass": "token", "index": 1, "ace": "(A;;CC;;;WD)"}}
        ],
        "trace": [
            {
                "step": "integrity", "level": "S-1-16-8192", "object_level": "S-1-16-8192", "dominates": true,
                "granted": "0x0", "refused": "0x0",
                "text": "integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label"
            },
            {
                "step": "ace", "list": "dacl", "pass": "token", "index": 0, "ace": "(D;;DC;;;BG)",
                "verdict": "skipped", "why": "other-trustee", "granted": "0x0", "refused": "0x0",
                "text": "ACE 0 (D;;DC;;;BG) skipped: the token has no such SID"
            },
            {
                "step": "ace", "list": "dacl", "pass": "token", "index": 1, "ace": "(A;;CC;;;WD)",
                "verdict": "grants", "granted": "0x1", "refused": "0x0",
                "text": "ACE 1 (A;;CC;;;WD) grants, granted CC"
            }
        ]
    });
    assert_eq!(shown, expected);
}

#[test]
fn a_batch_gives_the_answer_with_its_trace() {
    let records = r#"{"id":1,"descriptor":"O:SYD:(D;;LC;;;BG)","desired":"LC","token":{"user":"BG"},"type":"cm-request"}
{"id":2,"descriptor":"D:","desired":"LC","token":{"user":"BG"}}
"#;
    let expected = r#"{"id":1,"ok":true,"decision":"deny","reason":"refused","granted":"0x0","refused":"0x4","missing":"0x0","win32":5,"privileges_used":[],"reasons":[{"right":"0x4","granted":false,"by":{"step":"ace","list":"dacl","pass":"token","index":0,"ace":"(D;;LC;;;BG)"}}],"trace":[{"step":"integrity","level":"S-1-16-8192","object_level":"S-1-16-8192","dominates":true,"granted":"0x0","refused":"0x0","text":"integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label"},{"step":"ace","list":"dacl","pass":"token","index":0,"ace":"(D;;LC;;;BG)","verdict":"refuses","granted":"0x0","refused":"0x4","text":"ACE 0 (D;;LC;;;BG) refuses, refused LC"}]}
{"id":2,"ok":false,"error":{"code":"missing-owner","message":"descriptor has no owner","expected":"an owner, `O:`","win32":1338}}
"#;
    let outcome = batch("explain", records);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (expected, Some(3)));
}

#[test]
fn colours_are_for_terminals_or_those_who_force_them() {
    let arguments = ["explain", "O:SYD:(D;;FR;;;BG)(A;;FR;;;WD)", "--as", EVERYONE, "--want", "1"];
    assert!(!aclavis(&arguments).ok().contains('\u{1b}'));
    let mut forced = command(&arguments);
    forced.env("CLICOLOR_FORCE", "1");
    let shown = run(forced, b"").ok();
    assert!(shown.starts_with("\u{1b}[32mallowed\u{1b}[0m\n"), "{shown}");
    assert!(shown.contains("\n> 1  \u{1b}[32mallow\u{1b}[0m  WD  Everyone"), "{shown}");
    assert!(shown.contains("  \u{1b}[1mgrants Read data\u{1b}[0m\n"), "{shown}");
}

#[test]
fn control_characters_of_the_input_do_not_reach_the_screen() {
    let text = "O:SYD:(XA;;FX;;;WD;(@User.a == \"\u{1b}[31m\u{202e}\"))";
    let shown = explained(text, EVERYONE, "FX", &[], 1);
    assert!(shown.contains("  if (@USER.a == \"␛[31m\u{fffd}\")\n"), "{shown}");
}
