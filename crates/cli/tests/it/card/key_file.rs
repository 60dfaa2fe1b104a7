//! What a key file may be.

use super::{CARD, MASTER, ZERO, card, key, of_published_master};
use crate::process::{Outcome, file};

/// The answer of a strong key to a fixed challenge, and the key.
const KEY: &str = "26073456bbda59e534a48f624e1f1b48";
const ANSWER: &str = "VzGE2Rdu61MJ1oVTsuuGxA==\n";

fn respond(name: &str, content: impl AsRef<[u8]>) -> Outcome {
    respond_with(&key(name, content))
}

fn respond_with(path: &str) -> Outcome {
    card(&["respond", "--key-file", path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="])
}

/// The key as it is.
fn raw() -> Vec<u8> {
    KEY.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn a_key_is_raw_bytes_or_digits_or_base64_with_one_line_end() {
    assert_eq!(respond("raw.key", raw()).ok(), ANSWER);
    for (name, end) in [("none", ""), ("lf", "\n"), ("crlf", "\r\n")] {
        assert_eq!(respond(&format!("{name}.hex"), format!("{KEY}{end}")).ok(), ANSWER, "{name}");
        assert_eq!(respond(&format!("{name}-upper.hex"), format!("{}{end}", KEY.to_uppercase())).ok(), ANSWER, "{name}");
        assert_eq!(respond(&format!("{name}.b64"), format!("Jgc0VrvaWeU0pI9iTh8bSA=={end}")).ok(), ANSWER, "{name}");
    }
}

#[test]
fn anything_else_is_code_3_and_shows_nothing_of_it() {
    let raw_and_line_end = [raw(), b"\n".to_vec()].concat();
    for (name, content, size) in [
        ("two-line-ends.hex", format!("{KEY}\n\n").into_bytes(), "there are 34 bytes"),
        ("blank.hex", format!("{KEY} ").into_bytes(), "there are 33 bytes"),
        ("leading.hex", format!(" {KEY}").into_bytes(), "there are 33 bytes"),
        ("0x.hex", format!("0x{KEY}").into_bytes(), "there are 34 bytes"),
        ("groups.hex", b"2607 3456 bbda 59e5 34a4 8f62 4e1f 1b48".to_vec(), "there are 39 bytes"),
        ("no-padding.b64", b"Jgc0VrvaWeU0pI9iTh8bSA".to_vec(), "there are 22 bytes"),
        ("excess.b64", b"Jgc0VrvaWeU0pI9iTh8bSB==".to_vec(), "there are 24 bytes"),
        ("digit.hex", format!("{}g", KEY.get(..31).unwrap()).into_bytes(), "there are 32 bytes"),
        ("short.hex", KEY.get(..30).unwrap().as_bytes().to_vec(), "there are 30 bytes"),
        ("raw-line-end.key", raw_and_line_end, "there are 17 bytes"),
        ("byte.key", b"x".to_vec(), "there is 1 byte"),
        ("empty.key", Vec::new(), "there are 0 bytes"),
        ("long.key", vec![b'0'; 129], "there are more than 128 bytes"),
    ] {
        let path = key(name, &content);
        let expected = format!(
            "error[key-encoding]: not a key of this algorithm
 --> {path}
  = expected its bytes as they are, its hexadecimal digits or its base64, with one line end at the most behind digits and base64: \
24 bytes for tdes3 (16 are read as K1, K2, K1), 16 for aes128, 24 for aes192, 32 for aes256 and for a master secret
  = {size}
"
        );
        assert_eq!(respond_with(&path).fails_with(3), expected);
    }
}

#[test]
fn a_key_that_is_given_as_the_name_of_a_file_is_not_repeated() {
    let key = "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb";
    let error = card(&["respond", "--key-file", key, "--alg", "tdes3", "--challenge", "1hFD+cz/0so="]).fails_with(4);
    assert!(error.starts_with("error: cannot read `key file, whose name is not shown as it looks like a key`: "), "{error}");
    for path in ["/no/such/folder/has/keys", "there/is/none/in/here-", "0123456789abcdef.hex"] {
        let error = card(&["respond", "--key-file", path, "--alg", "tdes3", "--challenge", "1hFD+cz/0so="]).fails_with(4);
        assert!(error.starts_with(&format!("error: cannot read `{path}`: ")), "{error}");
    }
}

#[test]
fn a_master_secret_that_somebody_has_typed_is_warned_about() {
    let derive =
        |path: &str| card(&["admin-key", "--master-file", path, "--alg", "aes128", "--card-id", CARD, "--key-version", "2"]);
    for (name, content) in
        [("typed-zeros.hex", "0".repeat(64)), ("typed.hex", MASTER.to_owned()), ("twice.key", "correct horse ba".repeat(2))]
    {
        let path = key(name, content);
        let run = derive(&path);
        let warning = format!("warning: the master secret in {path} is a pattern that anybody could find\n");
        assert!(run.stderr.ends_with(&warning), "{}", run.stderr);
        assert_eq!((run.code, run.stdout.len()), (Some(0), 7));
    }
}

#[test]
fn a_master_secret_has_32_bytes() {
    let derive = |path: &str| {
        of_published_master(card(&[
            "admin-key",
            "--master-file",
            path,
            "--alg",
            "aes128",
            "--card-id",
            CARD,
            "--key-version",
            "2",
        ]))
    };
    let expected = derive(&key("master-32.hex", MASTER)).ok();
    assert_eq!(derive(&key("master-32.key", (0..32).collect::<Vec<u8>>())).ok(), expected);
    assert_eq!(derive(&key("master-32.b64", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")).ok(), expected);
    let error = derive(&key("master-24.hex", ZERO)).fails_with(3);
    assert!(error.starts_with("error[key-encoding]: not a key of this algorithm\n"), "{error}");
    assert!(error.ends_with("  = there are 49 bytes\n"), "{error}");
}

#[test]
fn text_that_is_taken_as_raw_bytes_is_noted() {
    let path = key("text.key", "0123456789abcdef");
    let run = card(&["respond", "--key-file", &path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="]);
    let note = format!("note: {path}: taken as raw bytes, though all of them are characters of hex or base64\n");
    assert_eq!((run.code, run.stderr), (Some(0), note));
}

#[test]
fn sixteen_bytes_are_two_parts_of_a_3des_key() {
    let two = key("two-key.hex", "0123456789abcdeffedcba9876543210\n");
    let three = key("three-key.hex", "0123456789abcdeffedcba98765432100123456789abcdef\n");
    let respond = |path: &str| card(&["respond", "--key-file", path, "--alg", "tdes3", "--challenge", "1hFD+cz/0so="]);
    let (two_run, three_run) = (respond(&two), respond(&three));
    assert_eq!(two_run.stdout, three_run.stdout);
    assert_eq!(two_run.stderr, format!("warning: weak key in {two}: degenerate, its first and third parts are equal\n"));
}

#[test]
fn default_keys_of_aes_cards_are_warned_about() {
    let path = key("default-aes.hex", "01020304050607080102030405060708");
    let run = card(&["respond", "--key-file", &path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="]);
    assert_eq!((run.code, run.stderr), (Some(0), format!("warning: weak key in {path}: the default key of cards\n")));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_noted() {
    use std::os::unix::fs::PermissionsExt;
    let path = file("readable.hex", KEY);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let run = card(&["respond", "--key-file", &path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="]);
    assert_eq!(run.stdout, ANSWER);
    assert_eq!((run.code, run.stderr), (Some(0), format!("note: {path} can be read by others than its owner (mode 640)\n")));
}

#[test]
fn what_cannot_be_read_is_code_4() {
    for path in ["no such file", env!("CARGO_TARGET_TMPDIR")] {
        let error =
            card(&["respond", "--key-file", path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="]).fails_with(4);
        assert!(error.starts_with(&format!("error: cannot read `{path}`: ")), "{error}");
    }
}
