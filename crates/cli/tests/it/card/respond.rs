//! `card respond`.

use super::{ZERO, card, key, warning};
use crate::process::{Outcome, aclavis_reading};

fn respond(challenge: &[&str]) -> Outcome {
    let zero = key("respond.hex", ZERO);
    card(&[&["respond", "--key-file", &zero, "--alg", "tdes3"], challenge].concat())
}

/// The errors of a run that prints nothing else.
#[track_caller]
fn refused(challenge: &[&str]) -> String {
    respond(challenge).fails_with(3)
}

#[test]
fn the_documented_exchange() {
    let path = key("exchange.hex", ZERO);
    let run = card(&["respond", "--key-file", &path, "--alg", "tdes3", "--challenge", "1hFD+cz/0so="]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(0), "F0Zudm4wPLY=\n", warning(&path)));
}

#[test]
fn help_desk_text_comes_in_any_grouping_and_goes_in_groups_of_four() {
    for text in ["D61143F9CCFFD2CA", "d611 43f9 ccff d2ca", "D6:11:43:F9-CC-FF-D2-CA", "-D61143F9CCFFD2CA "] {
        let run = respond(&["--challenge-hex", text, "--as", "hex"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), "1746 6E76 6E30 3CB6\n"), "{text}");
    }
    assert_eq!(respond(&["--challenge", "1hFD+cz/0so=", "--as", "base64"]).stdout, "F0Zudm4wPLY=\n");
}

#[test]
fn a_strong_key_gives_no_warning() {
    let path = key("strong.hex", "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb");
    let run = card(&["respond", "--key-file", &path, "--alg", "tdes3", "--challenge", "yhglMLsdbRM="]);
    assert_eq!(run.ok(), "eZvin/YExLA=\n");
    let path = key("strong-aes.hex", "26073456bbda59e534a48f624e1f1b48");
    let run = card(&["respond", "--key-file", &path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="]);
    assert_eq!(run.ok(), "VzGE2Rdu61MJ1oVTsuuGxA==\n");
}

#[test]
fn several_blocks_are_chained_where_they_are_asked_for() {
    let two = "D61143F9CCFFD2CA D61143F9CCFFD2CA";
    let expected = "\
error[challenge-length]: challenge of the wrong length: 16 bytes
 --> --challenge-hex, byte 0
  |
  | D61143F9CCFFD2CA D61143F9CCFFD2CA
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = expected one block: 8 bytes for 3DES, 16 for AES
  = hint: use --several-blocks if the card does ask for more than one block
";
    assert_eq!(refused(&["--challenge-hex", two]), expected);
    let run = respond(&["--challenge-hex", two, "--several-blocks", "--as", "hex"]);
    assert_eq!((run.code, run.stdout.get(..20)), (Some(0), Some("1746 6E76 6E30 3CB6 ")));
    assert_ne!(run.stdout.get(20..), Some("1746 6E76 6E30 3CB6\n"));
}

#[test]
fn aes_takes_one_block_whatever_is_asked_for() {
    let path = key("aes-blocks.hex", "26073456bbda59e534a48f624e1f1b48");
    for options in [&[][..], &["--several-blocks"]] {
        let challenge = "00".repeat(32);
        let run = card(&[&["respond", "--key-file", &path, "--alg", "aes128", "--challenge-hex", &challenge], options].concat());
        let error = run.fails_with(3);
        assert!(error.starts_with("error[challenge-length]: challenge of the wrong length: 32 bytes\n"), "{error}");
        assert!(!error.contains("hint"), "{error}");
    }
}

#[test]
fn hex_for_base64_gets_a_hint() {
    let expected = "\
error[looks-like-hex]: value looks like hex
 --> --challenge, byte 0
  |
  | CFAA62118BBD25
  | ^^^^^^^^^^^^^^
  = expected base64 such as `1hFD+cz/0so=`; hexadecimal digits belong where help-desk text is read
  = hint: use --challenge-hex
";
    assert_eq!(refused(&["--challenge", "CFAA62118BBD25"]), expected);
}

#[test]
fn nothing_is_no_challenge() {
    let expected = "\
error[empty-value]: empty value
 --> --challenge
  = expected base64 such as `1hFD+cz/0so=`, or pairs of hexadecimal digits where these are read
";
    assert_eq!(refused(&["--challenge", ""]), expected);
    assert!(refused(&["--challenge-hex", " "]).starts_with("error[empty-value]: empty value\n --> --challenge-hex\n"));
}

#[test]
fn a_blank_in_base64_has_its_own_error() {
    let expected = "\
error[blank-in-base64]: blank inside base64
 --> --challenge, byte 4
  |
  | 1hFD cz/0so=
  |     ^
  = expected `+` there: in a URL it has to be written as `%2B`
";
    assert_eq!(refused(&["--challenge", "1hFD cz/0so="]), expected);
}

#[test]
fn another_alphabet_is_pointed_at() {
    let expected = "\
error[bad-base64]: character outside of the base64 alphabet
 --> --challenge, byte 4
  |
  | 1hFD-cz_0so=
  |     ^
  = expected `A` to `Z`, `a` to `z`, `0` to `9`, `+`, `/`, and `=` at the end
";
    assert_eq!(refused(&["--challenge", "1hFD-cz_0so="]), expected);
}

#[test]
fn base64_has_to_be_canonical() {
    for text in ["1hFD+cz/0so", "1hFD+cz/0sp=", "1hFD+cz/0so==", "1hFD+cz/=0so"] {
        let error = refused(&["--challenge", text]);
        let expected = format!(
            "error[non-canonical-base64]: base64 is not canonical\n --> --challenge, byte 0\n  |\n  | {text}\n  | {}\n",
            "^".repeat(text.len())
        );
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn what_is_no_hex_is_pointed_at() {
    let expected = "\
error[bad-hex]: not pairs of hexadecimal digits
 --> --challenge-hex, byte 3
  |
  | D61x
  |    ^
  = expected pairs of digits, with blanks, dashes or colons anywhere between them
";
    assert_eq!(refused(&["--challenge-hex", "D61x"]), expected);
}

#[test]
fn a_wrong_length_is_said() {
    let expected = "\
error[challenge-length]: challenge of the wrong length: 3 bytes
 --> --challenge, byte 0
  |
  | AQID
  | ^^^^
  = expected one block: 8 bytes for 3DES, 16 for AES
";
    assert_eq!(refused(&["--challenge", "AQID"]), expected);
}

#[test]
fn wrong_usage_is_code_2() {
    let path = key("usage.hex", ZERO);
    let expected = "\
error: invalid value 'des' for '--alg <ALG>'
  [possible values: tdes3, aes128, aes192, aes256]
";
    let run = card(&["respond", "--key-file", &path, "--alg", "des", "--challenge", "1hFD+cz/0so="]);
    let error = run.fails_with(2);
    assert!(error.starts_with(expected), "{error}");
    let start = ["respond", "--key-file", &path, "--alg", "tdes3"];
    for rest in [
        &[][..],
        &["--challenge", "1hFD+cz/0so=", "--challenge-hex", "D61143F9CCFFD2CA"],
        &["--challenge", "1hFD+cz/0so=", "--as", "text"],
        &["--challenge", "1hFD+cz/0so=", "--key", "00"],
    ] {
        let error = card(&[&start[..], rest].concat()).fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
    assert_eq!(card(&[]).code, Some(2));
}

#[test]
fn a_key_is_read_from_standard_input() {
    let arguments = ["card", "respond", "--key-file", "-", "--alg", "tdes3", "--challenge", "1hFD+cz/0so="];
    let run = aclavis_reading(&arguments, ZERO.as_bytes());
    assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(0), "F0Zudm4wPLY=\n", warning("standard input")));
}
