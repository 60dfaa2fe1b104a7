//! What a PIN has to be.

use super::card;
use crate::process::{Outcome, aclavis_reading, file};

fn random(options: &[&str]) -> Outcome {
    card(&[&["pin", "--random"], options].concat())
}

/// The PIN of a run that prints one.
#[track_caller]
fn chosen(options: &[&str]) -> String {
    let line = random(options).ok();
    line.strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn cards_have_bounds() {
    for (card, length, default) in [("piv", "8", 6), ("gids", "16", 6), ("tpm", "16", 8)] {
        assert_eq!(chosen(&["--policy", card]).len(), default, "{card}");
        assert_eq!(chosen(&["--policy", card, "--length", length]).len().to_string(), length, "{card}");
    }
    let expected = "\
error[pin-length]: PIN length outside of its bounds
 --> --length
  = expected 4 to 16 characters; 6 to 8 for PIV, 8 or more for TPM virtual cards
";
    for options in [
        &["--length", "3"][..],
        &["--length", "17"],
        &["--policy", "piv", "--length", "9"],
        &["--policy", "piv", "--length", "5"],
        &["--policy", "gids", "--length", "3"],
        &["--policy", "tpm", "--length", "7"],
    ] {
        assert_eq!(random(options).fails_with(3), expected);
    }
    let error = random(&["--policy", "piv", "--charset", "alphanumeric"]).fails_with(2);
    assert_eq!(error, "error: PINs of PIV cards have digits only: `--policy piv` takes no other `--charset`\n");
    assert_eq!(chosen(&["--policy", "piv", "--charset", "9876543210"]).len(), 6);
}

#[test]
fn characters_have_names_or_stand_for_themselves() {
    let alphanumeric = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    assert!(chosen(&["--charset", "alphanumeric", "--length", "16"]).chars().all(|c| alphanumeric.contains(c)));
    let own = "-+*/ABCDEF";
    assert!(chosen(&["--charset", own, "--length", "16"]).chars().all(|c| own.contains(c)));
}

#[test]
fn characters_that_cannot_be_used_are_pointed_at() {
    let expected = "\
error[pin-charset]: unusable characters for PINs
 --> --charset, byte 10
  |
  | 0123456789ä!
  |           ^
  = expected 10 to 94 different printable ASCII characters without the blank, or `digits` or `alphanumeric`
";
    assert_eq!(random(&["--charset", "0123456789ä!"]).fails_with(3), expected);
    let error = random(&["--charset", "0123456788"]).fails_with(3);
    assert!(error.contains(" --> --charset, byte 0\n  |\n  | 0123456788\n  | ^^^^^^^^^^\n"), "{error}");
    assert!(random(&["--charset", ""]).fails_with(3).starts_with("error[pin-charset]: "));
}

#[test]
fn classes_are_required() {
    let options = ["--charset", "alphanumeric", "--length", "4", "--at-least", "digit=2", "--at-least", "upper=1"];
    for _ in 0..4 {
        let pin = chosen(&options);
        assert!(pin.bytes().filter(u8::is_ascii_digit).count() >= 2, "{pin}");
        assert!(pin.bytes().any(|c| c.is_ascii_uppercase()), "{pin}");
    }
    let pin = chosen(&[
        "--charset",
        "!?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "--at-least",
        "other=1",
        "--at-least",
        "lower=1",
    ]);
    assert!(pin.contains(['!', '?']) && pin.bytes().any(|c| c.is_ascii_lowercase()), "{pin}");
}

#[test]
fn rules_that_no_pin_can_meet_are_code_3() {
    let expected = "\
error[pin-policy]: no PIN can meet the policy
 --> --at-least
  = expected rules that the characters and the length leave room for
";
    for options in [&["--at-least", "upper=1"][..], &["--at-least", "digit=7"]] {
        assert_eq!(random(options).fails_with(3), expected);
    }
}

#[test]
fn a_rule_has_a_class_and_a_number() {
    for (rule, reason) in [
        ("digit", "not of the form CLASS=N"),
        ("letter=1", "the classes are digit, upper, lower and other"),
        ("digit=x", "`x` is no number"),
    ] {
        let error = random(&["--at-least", rule]).fails_with(2);
        assert!(error.starts_with(&format!("error: invalid value '{rule}' for '--at-least <CLASS=N>': {reason}\n")), "{error}");
    }
}

/// A PIN whose derivation is known, without and with the PINs that are not wanted.
fn derived(blocklist: &str) -> Outcome {
    let master = super::key("policy-master.hex", super::MASTER);
    let question = ["--alg", "tdes3", "--card-id", super::CARD, "--key-version", "2", "--system", "contoso"];
    let occasion = ["--challenge", "yhglMLsdbRM=", "--length", "4", "--atr", "3B8D0180FBA000000397425446590301C8"];
    let request = ["--request-id", "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099"];
    let blocklist: &[&str] = if blocklist.is_empty() { &[] } else { &["--blocklist", blocklist] };
    super::of_published_master(card(
        &[&["pin", "--master-file", &master][..], &question, &occasion, &request, blocklist].concat(),
    ))
}

#[test]
fn a_blocked_pin_gives_way_to_the_next_one() {
    assert_eq!(derived("").ok(), "3491\n");
    let others = file("blocklist-others.txt", "0000\r\n\r\n#comment\n  \n12345678");
    assert_eq!(derived(&others).ok(), "3491\n");
    let blocked = derived(&file("blocklist.txt", "1234\n3491\n")).ok();
    assert_eq!(blocked.len(), 5);
    assert_ne!(blocked, "3491\n");
}

#[test]
fn a_blocklist_comes_from_standard_input_too() {
    let run = aclavis_reading(&["card", "pin", "--random", "--blocklist", "-"], b"123456\n");
    assert_eq!(run.ok().len(), 7);
}

#[test]
fn lines_of_a_blocklist_that_are_no_pins_are_left_out_with_a_note() {
    let path = file("blocklist-field.txt", " 3491 \n\n12 34\n123\n1234\n12345678901234567\n");
    let run = derived(&path);
    let note = format!("note: {path}: 3 lines left out that can be no PIN, the first one is line 3\n");
    assert_eq!((run.stderr.as_str(), run.code), (note.as_str(), Some(0)));
    assert_ne!(run.stdout, "3491\n");
}

#[test]
fn of_a_class_the_last_requirement_counts() {
    assert_eq!(random(&["--at-least", "digit=20", "--at-least", "digit=1"]).ok().len(), 7);
    assert!(random(&["--at-least", "digit=1", "--at-least", "digit=20"]).fails_with(3).starts_with("error[pin-policy]"));
}

#[test]
fn a_blocklist_that_cannot_be_read_is_an_error() {
    let path = file("blocklist-binary.txt", [0xC0, 0x80]);
    let expected = format!(
        "\
error[not-text]: not a text
 --> {path}
  = expected a PIN a line, in UTF-8 or UTF-16
"
    );
    assert_eq!(random(&["--blocklist", &path]).fails_with(3), expected);
    assert!(random(&["--blocklist", "no such file"]).fails_with(4).starts_with("error: cannot read `no such file`: "));
}

#[test]
fn a_blocklist_of_everything_is_code_3() {
    let all: Vec<String> = (0..10_000).map(|pin| format!("{pin:04}")).collect();
    let path = file("blocklist-all.txt", all.join("\n"));
    let expected = format!(
        "\
error[pin-policy]: no PIN can meet the policy
 --> {path}
  = expected rules that the characters and the length leave room for
"
    );
    assert_eq!(random(&["--length", "4", "--blocklist", &path]).fails_with(3), expected);
}
