//! The forms of an input, found by their shape.

use super::process::{aclavis, aclavis_reading, input};

/// `O:SYD:(A;;RC;;;WD)`.
const HEX: &str = "0100048030000000000000000000000014000000\
                   02001c00010000000000140000000200010100000000000100000000\
                   010100000000000512000000";
const BASE64: &str = "AQAEgDAAAAAAAAAAAAAAABQAAAACABwAAQAAAAAAFAAAAAIAAQEAAAAAAAEAAAAAAQEAAAAAAAUSAAAA";

fn bytes() -> Vec<u8> {
    let (pairs, _) = HEX.as_bytes().as_chunks::<2>();
    pairs.iter().map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The digits in pairs, each between two texts.
fn pairs(before: &str, after: &str) -> String {
    bytes().iter().map(|byte| format!("{before}{byte:02x}{after}")).collect::<Vec<_>>().concat()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[track_caller]
fn is_read(input: &str) {
    assert_eq!(aclavis(&["convert", input, "--to", "sddl"]).ok(), "O:SYD:(A;;RC;;;WD)\n");
}

#[test]
fn hex_may_be_grouped_in_any_way() {
    is_read(HEX);
    is_read(&HEX.to_uppercase());
    is_read(&format!("0x{HEX}"));
    is_read(&pairs("", " "));
    is_read(&pairs("", ","));
    is_read(pairs(":", "").trim_start_matches(':'));
    is_read(pairs("-", "").trim_start_matches('-'));
    is_read(&pairs("0x", ", "));
    is_read(&pairs("", " \r\n"));
}

#[test]
fn base64_may_be_folded_unpadded_or_url_safe() {
    is_read(BASE64);
    is_read(&input("folded.b64", format!("{}\r\n{}\r\n", BASE64.get(..40).unwrap(), BASE64.get(40..).unwrap())));
    let mask =
        |sddl: &str| aclavis(&["convert", "AQAEgAAAAAAAAAAAAAAAABQAAAACABwAAQAAAAAAFAD_AR8AAQEAAAAAAAEAAAAA", "--to", sddl]).ok();
    assert_eq!(mask("sddl"), "D:(A;;FA;;;WD)\n");
    assert_eq!(aclavis(&["convert", "AQAAgAAAAAAAAAAAAAAAAAAAAAA", "--to", "sddl"]).ok(), "\n");
}

#[test]
fn raw_bytes_are_read_from_files_and_standard_input() {
    is_read(&input("raw.bin", bytes()));
    assert_eq!(aclavis_reading(&["convert", "-", "--to", "sddl"], &bytes()).ok(), "O:SYD:(A;;RC;;;WD)\n");
}

#[test]
fn registry_exports_are_read_whatever_else_is_in_them() {
    let list = pairs("", ",").trim_end_matches(',').replacen("30,", "30,\\\r\n  ", 1);
    is_read(&format!("\"Security\"=hex:{list}"));
    is_read(&format!("\"Security\"=hex(3):{list}"));
    is_read(&input("default.reg", format!("@=hex:{list}")));
    is_read(&format!("hex:{list}"));
    let export = format!(
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\x]\r\n\"A=hex:\\\"\"=hex:01,02\r\n\"Security\"=hex:{list}\r\n\r\n"
    );
    is_read(&input("export.reg", &export));
    is_read(&input("export16.reg", utf16(&export)));
}

#[test]
fn ldif_values_are_unfolded() {
    let (first, second) = BASE64.split_at(30);
    let entry = format!("dn: CN=x\ncn:: w7Z4\nnTSecurityDescriptor:: {first}\n {second}\n\n");
    is_read(&input("entry.ldif", entry));
    is_read(&format!("nTSecurityDescriptor:: {BASE64}"));
}

#[test]
fn json_documents_hold_a_descriptor_somewhere_near_the_top() {
    is_read(r#"{"SecurityDescriptor": "O:SYD:(A;;RC;;;WD)"}"#);
    is_read(r#"{"request": {"securitydescriptor": "O:SYD:(A;;RC;;;WD)"}, "x": [{"y": {"SecurityDescriptor": "D:"}}]}"#);
    is_read(r#"[{"SECURITYDESCRIPTOR": "O:SYD:(A;;RC;;;WD)", "x": {"SecurityDescriptor": "D:"}}]"#);
    is_read(&format!(r#"{{"SecurityDescriptor": "{BASE64}"}}"#));
}

#[test]
fn text_files_may_have_a_byte_order_mark_and_line_ends() {
    is_read(&input("mark.sddl", "\u{feff}O:SYD:(A;;RC;;;WD)\r\n"));
    is_read(&input("wide.sddl", utf16("\r\nO:SYD:(A;;RC;;;WD)\r\n")));
    assert_eq!(aclavis_reading(&["convert", "-", "--to", "sddl", "--strict"], b"\r\nO:SY\r\n").ok(), "O:SY\n");
}

#[test]
fn a_form_can_be_named() {
    assert_eq!(aclavis(&["convert", HEX, "--from", "hex", "--to", "base64"]).ok(), format!("{BASE64}\n"));
    assert_eq!(aclavis(&["convert", BASE64, "--from", "base64", "--to", "hex"]).ok(), format!("{HEX}\n"));
    let error = aclavis(&["convert", HEX, "--from", "sddl", "--to", "hex"]).fails_with(3);
    assert!(error.starts_with("error[unexpected-text]: unexpected `0`\n"), "{error}");
}

#[test]
fn what_fits_no_form_is_refused_with_what_was_tried() {
    let expected = "\
error[unknown-form]: this is no form of a descriptor
 --> argument, byte 0
  |
  | deadbeef
  | ^
  = expected SDDL, hex, base64, a .reg hex list, an LDIF value, JSON, or raw bytes
  = SDDL: no section such as `D:`
  = hex: 4 bytes, which are too few, and the first is not 0x01
  = base64: 6 bytes, which are too few, and the first is not 0x01
  = JSON: no `{` or `[` at the start; .reg: no line with `hex:`; LDIF: no line with `::`; raw: the first byte is not 0x01
  = hint: `@PATH` names a file, `-` is standard input
";
    assert_eq!(aclavis(&["show", "deadbeef"]).fails_with(3), expected);
}

#[test]
fn several_descriptors_are_never_guessed_among() {
    let twice = r#"[{"SecurityDescriptor":"D:"},{"SecurityDescriptor":"S:"}]"#;
    let error = aclavis(&["show", twice]).fails_with(3);
    assert!(error.starts_with("error[ambiguous-input]: more than one descriptor: 2 members `SecurityDescriptor`\n"), "{error}");
    let error = aclavis(&["show", &format!("a1:: {BASE64}\nb2:: {BASE64}")]).fails_with(3);
    assert!(error.starts_with("error[ambiguous-input]: more than one descriptor: `a1`, `b2`\n"), "{error}");
}

#[test]
fn bytes_that_are_neither_text_nor_a_descriptor_are_refused() {
    let expected = "\
error[not-text]: neither text nor a descriptor: byte 1 is no UTF-8
 --> standard input
  = expected text in UTF-8 or UTF-16, or a self-relative descriptor, whose first byte is 0x01
  = the first bytes are 50ff03
";
    assert_eq!(aclavis_reading(&["show", "-"], b"P\xff\x03").fails_with(3), expected);
}

#[test]
fn json_without_a_descriptor_is_refused() {
    let error = aclavis(&["show", r#"{"Uuid": "x"}"#]).fails_with(3);
    assert!(error.starts_with("error[unknown-form]: JSON document without a string member `SecurityDescriptor`\n"), "{error}");
    let error = aclavis(&["show", r#"{"a": [1,"#]).fails_with(3);
    assert!(error.starts_with("error[bad-json]: malformed JSON: EOF while parsing a value\n"), "{error}");
}

#[test]
fn a_member_that_is_there_twice_is_not_guessed_among() {
    for twice in [
        r#"{"SecurityDescriptor":"D:","SecurityDescriptor":"S:"}"#,
        r#"{"SecurityDescriptor":"D:","SecurityDescriptor":"D:"}"#,
        r#"{"SecurityDescriptor":"D:","securityDescriptor":null}"#,
        r#"{"a":[{"SecurityDescriptor":{"SecurityDescriptor":"O:SY"},"SecurityDescriptor":"D:"}]}"#,
    ] {
        let error = aclavis(&["show", twice]).fails_with(3);
        assert!(
            error.starts_with("error[ambiguous-input]: more than one descriptor: 2 members `SecurityDescriptor`\n"),
            "{error}"
        );
    }
}

#[test]
fn a_member_counts_down_to_the_fourth_level() {
    is_read(r#"{"a":{"b":[{"\u0053ecurityDescriptor":"O:SYD:(A;;RC;;;W\u0044)"}]},"c":[1,-1,1.5,true,null,"x"]}"#);
    let error = aclavis(&["show", r#"{"a":{"b":[[{"SecurityDescriptor":"D:"}]]}}"#]).fails_with(3);
    assert!(error.starts_with("error[unknown-form]: JSON document without a string member `SecurityDescriptor`\n"), "{error}");
    let error = aclavis(&["show", r#"{"SecurityDescriptor":"D:"} x"#]).fails_with(3);
    assert!(error.starts_with("error[bad-json]: malformed JSON: trailing characters\n"), "{error}");
}

#[test]
fn json_documents_have_a_limit_of_their_own() {
    let most = format!("{{\"x\":[{}0],\"SecurityDescriptor\":\"O:SY\"}}", "0,".repeat((8 << 20) - 32));
    assert_eq!(aclavis_reading(&["convert", "-", "--to", "sddl"], most.as_bytes()).ok(), "O:SY\n");
    let long = format!("{{\"SecurityDescriptor\":\"O:SY\"{}}}", " ".repeat(16 << 20));
    let expected = "\
error[input-too-long]: input longer than 16 MiB
 --> standard input
  = expected less input, or a higher limit
";
    assert_eq!(aclavis_reading(&["convert", "-", "--to", "sddl"], long.as_bytes()).fails_with(5), expected);
}
