//! `card pin`.

use super::{CARD, MASTER, ZERO, card, key, of_published_master, warning};
use crate::process::{Outcome, aclavis_reading};

const ATR: &str = "3B8D0180FBA000000397425446590301C8";
const REQUEST: &str = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099";

fn pin(name: &str, options: &[&str]) -> Outcome {
    let master = key(name, MASTER);
    let card_options = ["--card-id", CARD, "--key-version", "2", "--system", "contoso"];
    of_published_master(card(&[&["pin", "--master-file", &master][..], &card_options, options].concat()))
}

#[test]
fn the_cards_own_cmac_and_six_digits_are_the_default() {
    let question = ["--alg", "tdes3", "--challenge", "yhglMLsdbRM="];
    let default = pin("pin-default.hex", &question).ok();
    assert_eq!(default.len(), 7);
    assert!(default.trim_end().bytes().all(|c| c.is_ascii_digit()), "{default}");
    let said = ["--prf", "cmac-tdes3", "--length", "6", "--charset", "0123456789"];
    assert_eq!(pin("pin-said.hex", &[&question[..], &said].concat()).ok(), default);
    let other = ["--prf", "hmac-sha256"];
    assert_ne!(pin("pin-other-prf.hex", &[&question[..], &other].concat()).ok(), default);
}

#[test]
fn a_pin_is_bound_to_atr_and_request() {
    let question = ["--alg", "tdes3", "--challenge", "yhglMLsdbRM=", "--length", "4"];
    let bound = [&question[..], &["--atr", ATR, "--request-id", REQUEST]].concat();
    assert_eq!(pin("pin-bound.hex", &bound).ok(), "3491\n");
    assert_ne!(pin("pin-unbound.hex", &question).ok(), "3491\n");
    let hex = ["--alg", "tdes3", "--challenge-hex", "ca18 2530 bb1d 6d13", "--length", "4"];
    assert_eq!(pin("pin-hex.hex", &[&hex[..], &["--atr", ATR, "--request-id", REQUEST]].concat()).ok(), "3491\n");
}

#[test]
fn an_admin_key_can_be_the_source() {
    let arguments = ["card", "pin", "--admin-key-file", "-", "--alg", "tdes3", "--card-id", CARD, "--key-version", "2"];
    let question = ["--system", "contoso", "--challenge", "yhglMLsdbRM=", "--length", "4"];
    let key = b"52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb";
    assert_eq!(aclavis_reading(&[&arguments[..], &question].concat(), key).ok(), "2058\n");
}

#[test]
fn a_weak_admin_key_cannot() {
    let path = key("pin-weak.hex", ZERO);
    let run = card(&[
        "pin",
        "--admin-key-file",
        &path,
        "--alg",
        "tdes3",
        "--card-id",
        CARD,
        "--key-version",
        "2",
        "--challenge",
        "yhglMLsdbRM=",
    ]);
    let expected = format!(
        "\
{}error[weak-key]: weak, degenerate or default key
 --> {path}
  = expected a key that was generated or derived
",
        warning(&path)
    );
    assert_eq!(run.fails_with(3), expected);
}

#[test]
fn a_random_pin_needs_nothing() {
    let pin = card(&["pin", "--random"]).ok();
    assert!(pin.len() == 7 && pin.trim_end().bytes().all(|c| c.is_ascii_digit()), "{pin}");
    let pins = [(); 2].map(|()| card(&["pin", "--random", "--length", "16", "--charset", "alphanumeric"]).ok());
    assert_ne!(pins[0], pins[1]);
    assert_eq!(pins[0].len(), 17);
}

#[test]
fn a_random_pin_takes_nothing_that_is_derived_from() {
    for option in [
        &["--master-file", "x"][..],
        &["--admin-key-file", "x"],
        &["--alg", "aes128"],
        &["--card-id", CARD],
        &["--key-version", "1"],
        &["--challenge", "1hFD+cz/0so="],
        &["--challenge-hex", "D61143F9CCFFD2CA"],
        &["--system", "x"],
        &["--atr", ATR],
        &["--request-id", REQUEST],
        &["--prf", "hmac-sha256"],
    ] {
        let error = card(&[&["pin", "--random"], option].concat()).fails_with(2);
        assert!(error.starts_with("error: the argument '"), "{error}");
    }
}

#[test]
fn what_is_public_is_checked_before_a_key_is_read() {
    let start = ["pin", "--master-file", "no such file", "--alg", "tdes3", "--key-version", "2"];
    for (options, expected) in [
        (&["--card-id", "x", "--challenge", "yhglMLsdbRM="][..], "error[bad-guid]: not a GUID `x`\n --> --card-id, byte 0\n"),
        (
            &["--card-id", CARD, "--challenge", "yhglMLsdbRM"],
            "error[non-canonical-base64]: base64 is not canonical\n --> --challenge, byte 0\n",
        ),
        (
            &["--card-id", CARD, "--challenge", "yhglMLsdbRM=", "--request-id", "y"],
            "error[bad-guid]: not a GUID `y`\n --> --request-id, byte 0\n",
        ),
        (
            &["--card-id", CARD, "--challenge", "yhglMLsdbRM=", "--atr", "3B8D01"],
            "error[atr-truncated]: ATR ends early\n --> --atr, byte 6\n",
        ),
    ] {
        let error = card(&[&start[..], options].concat()).fails_with(3);
        assert!(error.starts_with(expected), "{error}");
    }
    let error = card(&[&start[..], &["--card-id", CARD, "--challenge", "yhglMLsdbRM="]].concat()).fails_with(4);
    assert!(error.starts_with("error: cannot read `no such file`: "), "{error}");
}

#[test]
fn standard_input_is_read_once() {
    let options = ["--alg", "tdes3", "--card-id", CARD, "--key-version", "2", "--challenge", "yhglMLsdbRM=", "--blocklist", "-"];
    let error = card(&[&["pin", "--master-file", "-"][..], &options].concat()).fails_with(2);
    assert_eq!(error, "error: standard input can be read only once\n");
}

#[test]
fn wrong_usage_is_code_2() {
    let question = ["--alg", "tdes3", "--card-id", CARD, "--key-version", "2", "--challenge", "yhglMLsdbRM="];
    for options in [&[][..], &["--master-file", "x", "--admin-key-file", "y"], &["--master-file", "x", "--prf", "sha1"]] {
        let error = card(&[&["pin"], options, &question].concat()).fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
    let error = card(&["pin", "--master-file", "x", "--prf", "sha1"]).fails_with(2);
    assert!(error.contains("[possible values: cmac-tdes3, cmac-aes128, cmac-aes192, cmac-aes256, hmac-sha256]"), "{error}");
    let error = card(&["pin", "--master-file", "x"]).fails_with(2);
    for missing in ["--alg <ALG>", "--card-id <GUID>", "--key-version <N>"] {
        assert!(error.contains(missing), "{error}");
    }
}
