//! What a run prints.

use super::normal::normal;
use super::{demo, left, temporary};
use crate::process::{aclavis, run};

/// The output of a run.
fn output(name: &str, environment: &[(&str, &str)]) -> String {
    let temporary = temporary(name);
    let mut command = demo(&[], &temporary);
    command.envs(environment.iter().copied());
    let output = run(command, b"").ok();
    assert_eq!(left(&temporary), Vec::<std::path::PathBuf>::new());
    output
}

#[test]
fn every_step_comes_out_as_documented() {
    let output = normal(&output("steps", &[]));
    let expected = include_str!("expected.txt");
    for (number, (line, expected)) in output.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "line {}:\n{output}", number + 1);
    }
    assert_eq!(output, expected);
}

#[test]
fn no_key_pin_or_token_is_printed() {
    let output = output("secrets", &[]);
    assert!(!output.contains("Bearer") && !output.contains("eyJ"), "{output}");
    assert!(!output.contains(&"0".repeat(48)) && !output.contains("AAAAAAAA"), "{output}");
    // Identifiers, check values and the head of the audit chain have digits, too.
    let output = normal(&output);
    let words = |is_part: fn(char) -> bool| output.split(move |c: char| !is_part(c)).collect::<Vec<_>>();
    let digits = words(|c| c.is_ascii_digit());
    assert!(digits.iter().all(|word| word.len() != 6), "a PIN has 6 digits: {output}");
    let mut long = words(|c| c.is_ascii_alphanumeric() || c == '+');
    long.retain(|word| word.len() >= 32);
    assert_eq!(long, ["IsVirtualSmartcardProfileTemplate"], "a 3DES key has 32 characters: {output}");
}

#[test]
fn colours_are_there_for_those_who_want_them() {
    let coloured = output("colours", &[("CLICOLOR_FORCE", "1")]);
    assert!(coloured.contains("\u{1b}[32m200"), "{coloured}");
    assert!(coloured.contains("\u{1b}[1m\u{1b}[31m403"), "{coloured}");
}

#[test]
fn nothing_goes_without_a_directory() {
    let temporary = temporary("missing");
    let missing = temporary.join("missing");
    let error = run(demo(&[], &missing), b"").fails_with(1);
    assert!(error.starts_with("error: no temporary directory can be made: "), "{error}");
}

#[test]
fn help_says_what_happens_and_has_examples() {
    let help = aclavis(&["demo", "--help"]).ok();
    assert!(help.contains("\nExamples:\n  aclavis demo\n  aclavis demo --stay\n"), "{help}");
    assert!(help.contains("The exit code is 0 if everything came out as it should, otherwise 1"), "{help}");
    assert!(aclavis(&["--help"]).ok().contains("\n  demo "));
}
