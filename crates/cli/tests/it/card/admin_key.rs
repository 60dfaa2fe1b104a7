//! `card admin-key`.

use super::{CARD, MASTER, ZERO, card, key, of_published_master, warning};
use crate::process::{Outcome, aclavis_reading};

/// The input of the examples of AN10922.
const INPUT: &str = "04782E21801D803042F54E585020416275";

fn v1(name: &str, options: &[&str]) -> Outcome {
    let master = key(name, MASTER);
    of_published_master(card(
        &[&["admin-key", "--master-file", &master, "--card-id", CARD, "--key-version", "2"], options].concat(),
    ))
}

fn an10922(master: &str, options: &[&str]) -> Outcome {
    card(&[&["admin-key", "--master-file", master, "--scheme", "an10922", "--reveal"], options].concat())
}

#[test]
fn a_key_is_shown_only_where_it_is_asked_for() {
    assert_eq!(v1("v1-kcv.hex", &["--alg", "tdes3", "--system", "contoso"]).ok(), "dceb0f\n");
    let revealed = v1("v1-reveal.hex", &["--alg", "tdes3", "--system", "contoso", "--reveal"]).ok();
    assert_eq!(revealed, "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb\n");
}

#[test]
fn an_empty_system_is_no_system() {
    let with = v1("v1-system.hex", &["--alg", "aes256", "--system", "", "--reveal"]).ok();
    assert_eq!(with, v1("v1-no-system.hex", &["--alg", "aes256", "--reveal"]).ok());
    assert_eq!(with.len(), 65);
    assert_ne!(with, v1("v1-other-system.hex", &["--alg", "aes256", "--system", "-x", "--reveal"]).ok());
}

#[test]
fn a_revealed_key_is_a_key_file() {
    let arguments = ["card", "admin-key", "--master-file", "-", "--alg", "aes128", "--card-id", CARD, "--key-version", "2"];
    let run = aclavis_reading(&[&arguments[..], &["--system", "contoso", "--reveal"]].concat(), MASTER.as_bytes());
    let path = key("revealed.hex", of_published_master(run).ok());
    let respond = ["respond", "--key-file", &path, "--alg", "aes128", "--challenge", "H8sZcRdElNZJPJ1cNGC+MQ=="];
    assert_eq!(card(&respond).ok(), "VzGE2Rdu61MJ1oVTsuuGxA==\n");
}

#[test]
fn an10922_diversifies_as_its_examples() {
    let aes128 = key("an-128.hex", "00112233445566778899aabbccddeeff");
    let aes192 = key("an-192.hex", "00112233445566778899aabbccddeeff0102030405060708");
    let aes256 = key("an-256.hex", "00112233445566778899aabbccddeeff0102030405060708090a0b0c0d0e0f00");
    for (algorithm, master, expected) in [
        ("aes128", &aes128, "a8dd63a3b89d54b37ca802473fda9175\n"),
        ("aes192", &aes192, "ce39c8e1cd82d9a7bedbe9d74af59b23176755ee7586e12c\n"),
        ("aes256", &aes256, "4fc6eec820b4c54314990b8611662db695e7880982c0001e6067488346100aed\n"),
    ] {
        assert_eq!(an10922(master, &["--alg", algorithm, "--div-input", INPUT]).ok(), expected);
    }
    let options = ["--alg", "tdes3", "--div-input", "04 78 2e 21 80 1d 80 30 42 f5 4e 58 50", "--key-version", "85"];
    assert_eq!(an10922(&aes192, &options).ok(), "2e0dd03774d3fa9b5705ab0bda91ca0b55b8e07fcdbf10ec\n");
}

#[test]
fn two_parts_of_a_3des_key_give_two_parts() {
    let two_key = key("an-two-key.hex", "00112233445566778899aabbccddeeff");
    let warning = format!("warning: weak key in {two_key}: degenerate, its first and third parts are equal\n");
    for (version, expected) in
        [(&["--key-version", "85"][..], "16f9587d9e8910c96b9648d006107dd7\n"), (&[], "16f8597c9e8910c86b9648d006107dd7\n")]
    {
        let input = ["--alg", "tdes3", "--div-input", "04782e21801d803042f54e58502041"];
        let run = an10922(&two_key, &[&input, version].concat());
        assert_eq!((run.code, run.stdout.as_str(), &run.stderr), (Some(0), expected, &warning));
    }
}

#[test]
fn a_card_is_the_input_of_an10922_where_it_fits() {
    let aes = key("an-card.hex", "00112233445566778899aabbccddeeff");
    let by_card = an10922(&aes, &["--alg", "aes128", "--card-id", CARD]).ok();
    assert_eq!(by_card, an10922(&aes, &["--alg", "aes128", "--div-input", "bc88f13f83ba4037826246eba1291c6e"]).ok());
    let tdes = key("an-card-3des.hex", ZERO);
    let error = an10922(&tdes, &["--alg", "tdes3", "--card-id", CARD]).fails_with(2);
    assert_eq!(error, "error: `--div-input` is needed, for a card's identifier is longer than what tdes3 takes\n");
    let error = an10922(&aes, &["--alg", "aes128"]).fails_with(2);
    assert_eq!(error, "error: `--div-input` is needed, for there is no `--card-id`\n");
}

#[test]
fn inputs_of_an10922_have_a_length() {
    let tdes = key("an-long.hex", "00112233445566778899aabbccddeeff0102030405060708");
    let expected = "\
error[diversification-input]: diversification input of the wrong length: 16 bytes
 --> --div-input, byte 0
  |
  | 000102030405060708090A0B0C0D0E0F
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = expected 1 to 15 bytes for 3DES, 1 to 31 for AES
";
    let input = ["--alg", "tdes3", "--div-input", "000102030405060708090A0B0C0D0E0F"];
    assert_eq!(an10922(&tdes, &input).fails_with(3), expected);
    let error = an10922(&tdes, &["--alg", "tdes3", "--div-input", ""]).fails_with(3);
    assert!(error.starts_with("error[diversification-input]: diversification input of the wrong length: 0 bytes\n"), "{error}");
    let expected = "\
error[bad-hex]: not a hexadecimal digit `x`
 --> --div-input, byte 2
  |
  | 04xx
  |   ^
  = expected pairs of hexadecimal digits
";
    assert_eq!(an10922(&tdes, &["--alg", "tdes3", "--div-input", "04xx"]).fails_with(3), expected);
}

#[test]
fn parity_bits_have_room_for_a_byte() {
    let tdes = key("an-version.hex", "00112233445566778899aabbccddeeff0102030405060708");
    let expected = "\
error[key-version]: unusable key version
 --> --key-version, byte 0
  |
  | 256
  | ^^^
  = expected a version above the card's current one; in the parity bits of a 3DES key one below 256
";
    let options = ["--alg", "tdes3", "--div-input", "04", "--key-version", "256"];
    assert_eq!(an10922(&tdes, &options).fails_with(3), expected);
}

#[test]
fn no_diversification_is_the_key_itself() {
    let path = key("static.hex", ZERO);
    let run = card(&["admin-key", "--master-file", &path, "--alg", "tdes3", "--scheme", "none"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(0), "8ca64d\n", warning(&path)));
    let run = card(&["admin-key", "--master-file", &path, "--alg", "tdes3", "--scheme", "none", "--reveal"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(0), ZERO, warning(&path)));
}

#[test]
fn a_card_has_a_guid() {
    let master = key("v1-guid.hex", MASTER);
    for id in ["{bc88f13f-83ba-4037-8262-46eba1291c6e}", "bc88f13f83ba4037826246eba1291c6e", "x"] {
        let expected = format!(
            "\
error[bad-guid]: not a GUID `{id}`
 --> --card-id, byte 0
  |
  | {id}
  | {}
  = expected a GUID such as `bf967aba-0de6-11d0-a285-00aa003049e2`, without braces
",
            "^".repeat(id.len())
        );
        let run = card(&["admin-key", "--master-file", &master, "--alg", "aes128", "--card-id", id, "--key-version", "2"]);
        assert_eq!(run.fails_with(3), expected);
    }
}

#[test]
fn the_name_of_a_system_has_a_limit() {
    let expected = "\
error[system-too-long]: name of the system is too long: 1025 bytes
 --> --system
  = expected at most 1,024 bytes
";
    assert_eq!(v1("v1-long.hex", &["--alg", "aes128", "--system", &"x".repeat(1025)]).fails_with(3), expected);
}

#[test]
fn wrong_usage_is_code_2() {
    let master = key("v1-usage.hex", MASTER);
    let start = ["admin-key", "--master-file", &master, "--alg", "aes128"];
    for (rest, expected) in [
        (&["--key-version", "2"][..], "error: `--card-id` is needed\n"),
        (&["--card-id", CARD], "error: `--key-version` is needed\n"),
        (&["--card-id", CARD, "--key-version", "2", "--div-input", "00"], "error: `--div-input` belongs to `--scheme an10922`\n"),
    ] {
        assert_eq!(card(&[&start[..], rest].concat()).fails_with(2), expected);
    }
    for rest in [["--key-version", "-1"], ["--key-version", "4294967296"], ["--scheme", "v2"]] {
        assert!(card(&[&start[..], &rest].concat()).fails_with(2).starts_with("error: "));
    }
}
