//! `convert` of one descriptor.

use super::process::{REQUEST, aclavis, aclavis_reading, input};

/// Owner, group and both ACLs.
const FULL: &str = "O:BAG:SYD:(A;;RC;;;WD)S:(AU;SA;FA;;;WD)";

/// `FULL` with SACL, DACL, owner, group in this order.
const WINDOWS: &str = "010014804c0000005c0000001400000030000000\
                       02001c000100000002401400ff011f00010100000000000100000000\
                       02001c00010000000000140000000200010100000000000100000000\
                       01020000000000052000000020020000\
                       010100000000000512000000";

/// `FULL` with owner, group, SACL, DACL in this order.
const OWNER_FIRST: &str = "010014801400000024000000300000004c000000\
                           01020000000000052000000020020000\
                           010100000000000512000000\
                           02001c000100000002401400ff011f00010100000000000100000000\
                           02001c00010000000000140000000200010100000000000100000000";

fn converted(input: &str, options: &[&str]) -> String {
    let mut arguments = vec!["convert", input];
    arguments.extend(options);
    aclavis(&arguments).ok().trim_end_matches('\n').to_owned()
}

#[test]
fn a_binary_output_has_the_layout_of_windows_unless_told_otherwise() {
    assert_eq!(converted(FULL, &["--to", "hex"]), WINDOWS);
    assert_eq!(converted(OWNER_FIRST, &["--to", "hex"]), WINDOWS);
    assert_eq!(converted(FULL, &["--to", "hex", "--layout", "owner-first"]), OWNER_FIRST);
}

#[test]
fn keep_writes_binary_input_as_it_was_read() {
    assert_eq!(converted(OWNER_FIRST, &["--to", "hex", "--layout", "keep"]), OWNER_FIRST);
    assert_eq!(converted(FULL, &["--to", "hex", "--layout", "keep"]), WINDOWS);
}

#[test]
fn hex_base64_and_sddl_give_each_other() {
    let base64 = converted(FULL, &["--to", "base64"]);
    assert_eq!(base64.get(..16), Some("AQAUgEwAAABcAAAA"));
    assert_eq!(converted(&base64, &["--to", "hex"]), WINDOWS);
    assert_eq!(converted(WINDOWS, &["--to", "sddl"]), FULL);
}

#[test]
fn the_structured_form_keeps_what_text_cannot_say() {
    let slack = "01000480000000000000000000000000140000000400200001000000000014000000020001010000000000010000000000000000";
    let json = converted(slack, &["--to", "json"]);
    let expected = r#"{
  "control": [],
  "dacl": {
    "revision": 4,
    "aces": [
      {
        "type": "ACCESS_ALLOWED",
        "mask": "0x20000",
        "trustee": "S-1-1-0"
      }
    ],
    "slack": "00000000"
  }
}"#;
    assert_eq!(json, expected);
    assert_eq!(converted(&json, &["--to", "hex"]), slack);
    assert_eq!(converted(&input("structured.json", &json), &["--from", "json", "--to", "hex"]), slack);
}

#[test]
fn trailing_nuls_are_dropped_with_a_note_or_kept() {
    let dropped = aclavis(&["convert", REQUEST, "--to", "sddl"]);
    assert_eq!(dropped.code, Some(0));
    assert!(dropped.stdout.starts_with("O:S-1-5-21-2127521184-1604012920-1887927527-14134865D:(D;;LC;;;"), "{}", dropped.stdout);
    assert!(dropped.stdout.ends_with("-14995557)\n"), "{}", dropped.stdout);
    assert_eq!(dropped.stderr, "note: 9 trailing NUL characters left out\n");
    let kept = aclavis(&["convert", REQUEST, "--to", "sddl", "--trailing-nuls", "keep"]).ok();
    assert!(kept.ends_with("-14995557)\0\0\0\0\0\0\0\0\0\n"), "{kept}");
    assert_eq!(kept.replace('\0', ""), dropped.stdout);
}

#[test]
fn strict_refuses_what_windows_forgives() {
    assert_eq!(converted("D: (a;;rc;;;wd)", &["--to", "sddl"]), "D:(A;;RC;;;WD)");
    let expected = "\
error[blanks]: white space ` `
 --> argument, byte 2
  |
  | D: (a;;rc;;;wd)
  |   ^
  = expected the canonical spelling
  = hint: Windows accepts it; leave out --strict to do so too
";
    assert_eq!(aclavis(&["convert", "D: (a;;rc;;;wd)", "--to", "sddl", "--strict"]).fails_with(3), expected);
}

#[test]
fn relative_aliases_are_read_and_printed_with_the_domains() {
    let domains = ["--domain", "S-1-5-21-1-2-3", "--machine", "S-1-5-21-4-5-6", "--forest", "S-1-5-21-7-8-9"];
    let text = "O:DAG:LAD:(A;;RC;;;EA)";
    let hex = converted(text, &[&["--to", "hex"], &domains[..]].concat());
    assert_eq!(converted(&hex, &["--to", "sddl"]), "O:S-1-5-21-1-2-3-512G:S-1-5-21-4-5-6-500D:(A;;RC;;;S-1-5-21-7-8-9-519)");
    assert_eq!(converted(&hex, &[&["--to", "sddl"], &domains[..]].concat()), text);
}

#[test]
fn an_empty_text_is_an_empty_descriptor() {
    assert_eq!(converted("", &["--to", "hex"]), "0100008000000000000000000000000000000000");
    assert_eq!(aclavis_reading(&["convert", "-", "--to", "sddl"], b"").ok(), "\n");
}

#[test]
fn what_a_text_leaves_out_is_said() {
    let rich = concat!(
        "0107 0c c0 00000000 00000000 00000000 14000000",
        "0401 4400 0200 0300",
        "0500 1800 00000200 08000000 010100000000000100000000",
        "0000 1800 00000200 010100000000000100000000 deadbeef",
        "aaaaaaaa aaaaaaaa 00000000"
    );
    let outcome = aclavis(&["convert", rich, "--to", "sddl"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), "D:(A;;RC;;;WD)(A;;RC;;;WD)\n"));
    let expected = "note: SDDL cannot say everything: left out control bits, resource manager byte, ACL revision, slack, \
reserved bytes, object types of ACEs without GUID, object flags, data behind the SID of an ACE\n";
    assert_eq!(outcome.stderr, expected);
    assert_eq!(aclavis(&["convert", "D:(OA;;CR;;;WD)", "--to", "sddl"]).ok(), "D:(A;;CR;;;WD)\n");
    assert!(aclavis(&["convert", rich, "--to", "json"]).ok().contains("\"reserved2\": 3,"));
}

#[test]
fn widths_of_integers_are_left_out_with_a_note() {
    let narrow = concat!(
        "01000480 00000000 00000000 00000000 14000000 0200 3400 01000000",
        "0900 2c00 00000200 010100000000000100000000",
        "61727478 f8 02000000 6100 01 0500000000000000 03 02 80 00"
    );
    let outcome = aclavis(&["convert", narrow, "--to", "sddl"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), "D:(XA;;RC;;;WD;(a == 5))\n"));
    assert_eq!(outcome.stderr, "note: SDDL cannot say everything: left out integer widths and padding of conditions\n");
}

#[test]
fn a_pipe_gets_every_character_as_it_is() {
    let text = "D:(XA;;FX;;;WD;(@USER.a == \"\u{1b}[31m\u{202e}\u{ad}\"))";
    assert_eq!(converted(text, &["--to", "sddl"]), text);
}

#[test]
fn the_layout_of_an_attribute_is_left_out_with_a_note() {
    // The name lies behind the value.
    let attribute = concat!(
        "01001080 00000000 00000000 14000000 00000000 0200 4000 01000000",
        "1200 3800 00000000 010100000000000100000000",
        "1c000000 0200 0000 00000000 01000000 14000000 0300000000000000 61000000 00000000"
    );
    let outcome = aclavis(&["convert", attribute, "--to", "sddl"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), "S:(RA;;;;;WD;(\"a\",TU,0x0,3))\n"));
    assert_eq!(outcome.stderr, "note: SDDL cannot say everything: left out layout of attributes\n");
}
