//! `card verify`.

use super::{ZERO, card, key, warning};
use crate::process::Outcome;

fn verify(answer: &[&str]) -> (Outcome, String) {
    let path = key("verify.hex", ZERO);
    let question = ["verify", "--key-file", &path, "--alg", "tdes3", "--challenge", "1hFD+cz/0so="];
    (card(&[&question, answer].concat()), warning(&path))
}

#[test]
fn a_right_response_is_code_0() {
    for answer in [["--response", "F0Zudm4wPLY="], ["--response-hex", "1746 6e76 6e30 3cb6"]] {
        let (run, warning) = verify(&answer);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(0), "right\n", warning));
    }
}

#[test]
fn a_wrong_response_is_code_1() {
    for answer in [["--response", "F0Zudm4wPLc="], ["--response-hex", "0746 6e76 6e30 3cb6"]] {
        let (run, warning) = verify(&answer);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(1), "wrong\n", warning));
    }
}

#[test]
fn a_response_of_another_number_of_blocks_is_wrong() {
    let (run, _) = verify(&["--several-blocks", "--response-hex", "17466e766e303cb617466e766e303cb6"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), "wrong\n"));
}

#[test]
fn what_is_no_response_is_code_3() {
    let expected = "\
error[response-length]: response of the wrong length: 3 bytes
 --> --response, byte 0
  |
  | AQID
  | ^^^^
  = expected one block: 8 bytes for 3DES, 16 for AES
";
    assert_eq!(verify(&["--response", "AQID"]).0.fails_with(3), expected);
    let error = verify(&["--response", "17466e766e303cb6"]).0.fails_with(3);
    assert!(error.starts_with("error[looks-like-hex]: value looks like hex\n --> --response, byte 0\n"), "{error}");
    assert!(error.ends_with("  = hint: use --response-hex\n"), "{error}");
    assert!(
        verify(&["--response-hex", ""]).0.fails_with(3).starts_with("error[empty-value]: empty value\n --> --response-hex\n")
    );
}

#[test]
fn one_response_is_needed() {
    for answer in [&[][..], &["--response", "F0Zudm4wPLY=", "--response-hex", "17466e766e303cb6"]] {
        let error = verify(answer).0.fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
}
