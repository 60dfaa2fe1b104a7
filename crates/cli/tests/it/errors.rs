//! Exit codes, and errors with their place.

use std::process::Stdio;

use super::process::{aclavis, aclavis_reading, command, file, input};

#[test]
fn an_error_is_underlined() {
    let expected = "\
error[unknown-right]: unknown right `ZZ`
 --> argument, byte 6
  |
  | D:(A;;ZZ;;;WD)
  |       ^^
  = expected two letters such as `FA` or `RC`, or a number
";
    assert_eq!(aclavis(&["show", "D:(A;;ZZ;;;WD)"]).fails_with(3), expected);
}

#[test]
fn something_missing_at_the_end_is_pointed_at() {
    let expected = "\
error[missing-parenthesis]: missing `)`
 --> argument, byte 13
  |
  | D:(A;;RC;;;WD
  |              ^
  = expected `)`
";
    assert_eq!(aclavis(&["show", "D:(A;;RC;;;WD"]).fails_with(3), expected);
}

#[test]
fn a_long_text_is_cut_around_the_error() {
    let text = format!("D:{}(A;;ZZ;;;WD){}", "(A;;RC;;;WD)".repeat(800), "(A;;RC;;;SY)".repeat(50));
    let expected = "\
error[unknown-right]: unknown right `ZZ`
 --> argument, byte 9606
  |
  | …;;;WD)(A;;RC;;;WD)(A;;RC;;;WD)(A;;RC;;;WD)(A;;ZZ;;;WD)(A;;RC;;;SY)(A;;RC;;;SY)(A;;RC;;;SY)(A;;…
  |                                                ^^
  = expected two letters such as `FA` or `RC`, or a number
";
    assert_eq!(aclavis(&["show", &text]).fails_with(3), expected);
}

#[test]
fn the_line_of_the_error_is_shown_and_characters_keep_their_columns() {
    let text =
        input("lines.sddl", "D:(XA;;FA;;;WD;(a == \"漢字\u{7}\"))\n(XA;;FA;;;WD;(a == \"漢字\u{7}\"))(A;;ZZ;;;WD)\n(A;;RC;;;WD)");
    let error = aclavis(&["show", &text]).fails_with(3);
    let expected = "
  |
  | (XA;;FA;;;WD;(a == \"漢字␇\"))(A;;ZZ;;;WD)
  |                                 ^^
";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn an_error_in_bytes_is_marked_in_a_dump() {
    let bytes = "0100048000000000000000000000000014000000 02001c0001000000 00004000 00000200010100000000000100000000";
    let expected = "\
error[bad-ace]: malformed ACE
 --> argument, byte 0x1c of the descriptor
  |
  | 0x0000  01 00 04 80 00 00 00 00 00 00 00 00 00 00 00 00
  | 0x0010  14 00 00 00 02 00 1c 00 01 00 00 00 00 00 40 00
  |                                             ^^ ^^ ^^ ^^
  | 0x0020  00 00 02 00 01 01 00 00 00 00 00 01 00 00 00 00
  = expected an ACE that ends within its ACL
  = read as hex
";
    assert_eq!(aclavis(&["show", bytes]).fails_with(3), expected);
    let expected = "\
error[truncated]: bytes end too early
 --> standard input, byte 0x4 of the descriptor
  |
  | 0x0000  01 00 04 80
  |                     ^^
  = expected 20 bytes of header
  = read as raw bytes
";
    assert_eq!(aclavis_reading(&["show", "-"], b"\x01\0\x04\x80").fails_with(3), expected);
}

#[test]
fn a_hint_says_what_to_do() {
    let error = aclavis(&["convert", "O:DA", "--to", "hex"]).fails_with(3);
    assert!(error.ends_with("  = hint: give that SID with --domain, --machine or --forest; `show` can do without\n"), "{error}");
    let unknown_type = "0100048000000000000000000000000014000000 02001c0001000000 17001400 00000200010100000000000100000000";
    let expected = "\
error[not-expressible]: SDDL cannot express this: ACE 0 of the DACL
 --> argument
  = expected the binary form or JSON
  = hint: `--to json`, `hex` and `base64` lose nothing, and `show` prints the bytes
";
    assert_eq!(aclavis(&["convert", unknown_type, "--to", "sddl"]).fails_with(3), expected);
}

#[test]
fn an_error_in_a_member_counts_from_its_start() {
    let expected = "\
error[unknown-right]: unknown right `ZZ`
 --> argument, byte 6
  |
  | D:(A;;ZZ;;;WD)
  |       ^^
  = expected two letters such as `FA` or `RC`, or a number
  = in the member `SecurityDescriptor`
";
    assert_eq!(aclavis(&["show", r#"{"SecurityDescriptor": "D:(A;;ZZ;;;WD)"}"#]).fails_with(3), expected);
}

#[test]
fn nuls_are_refused_inside_a_text() {
    let error = aclavis_reading(&["show", "-"], b"D:(A;;RC\0;;;WD)").fails_with(3);
    let expected = "\
error[unexpected-nul]: NUL character inside the text `\\0`
 --> standard input, byte 8
  |
  | D:(A;;RC␀;;;WD)
  |         ^
  = expected NULs at the end only
";
    assert_eq!(error, expected);
}

#[test]
fn wrong_usage_is_code_2() {
    for arguments in [
        &["show"][..],
        &["frobnicate"],
        &["convert", "D:"],
        &["convert", "D:", "--to", "xml"],
        &["convert", "--jsonl", "D:", "--to", "hex"],
        &["show", "D:", "--domain", "nobody"],
        &["man", "frobnicate"],
    ] {
        let error = aclavis(arguments).fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
}

#[test]
fn what_cannot_be_read_is_code_4() {
    let error = aclavis(&["show", "@no such file"]).fails_with(4);
    assert!(error.starts_with("error: cannot read `no such file`: "), "{error}");
    let error = aclavis(&["show", "D:", "--sids", "no such file"]).fails_with(4);
    assert!(error.starts_with("error: cannot read `no such file`: "), "{error}");
}

#[test]
fn a_limit_is_code_5() {
    let error =
        aclavis(&["convert", &input("many.sddl", format!("D:{}", "(A;;RC;;;WD)".repeat(66_000))), "--to", "hex"]).fails_with(5);
    assert!(error.starts_with("error[acl-too-large]: "), "{error}");
    let error = aclavis_reading(&["convert", "-", "--to", "hex"], " ".repeat(17 << 20).as_bytes()).fails_with(5);
    assert!(error.starts_with("error[input-too-long]: "), "{error}");
}

#[test]
fn a_bad_file_of_names_is_code_3() {
    let names = file("names-bad.csv", "S-1-5-18\n");
    let error = aclavis(&["show", "D:", "--sids", &names]).fails_with(3);
    assert!(error.starts_with("error[bad-names]: row 1 of the file of names has no name\n"), "{error}");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let records = "{\"input\":\"D:\",\"to\":\"hex\"}\n".repeat(20_000);
    let mut child =
        command(&["convert", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut pipe = child.stdin.take().unwrap();
    drop(std::io::Write::write_all(&mut pipe, records.as_bytes()));
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn a_reader_that_goes_away_does_not_change_the_answer() {
    let refused = ["explain", "O:SYD:(D;;FA;;;WD)", "--as", "WD", "--want", "FA"];
    for (arguments, stdin, code) in [
        (&refused[..], "", 1),
        (&["access", "O:SYD:", "--as", "WD", "--want", "FA", "--format", "json"], "", 1),
        (&["condition", "(a == 1)", "--as", "WD"], "", 1),
        (&["access", "--jsonl"], "{}\n", 3),
    ] {
        let mut child = command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        drop(std::io::Write::write_all(&mut child.stdin.take().unwrap(), stdin.as_bytes()));
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr), (Some(code), Vec::new()), "{arguments:?}");
    }
}
