//! `gen`.

use super::process::{aclavis, aclavis_reading};

fn generated(options: &[&str]) -> String {
    aclavis(&[&["gen"], options].concat()).ok()
}

/// How many of these records `convert` takes and refuses.
fn converted(records: &str) -> (usize, usize) {
    let outcome = aclavis_reading(&["convert", "--jsonl", "--to", "hex"], records.as_bytes());
    let count = |ok: &str| outcome.stdout.lines().filter(|line| line.contains(ok)).count();
    (count("\"ok\":true"), count("\"ok\":false"))
}

#[test]
fn a_seed_gives_these_descriptors() {
    let first = "G:S-1-5-21-1004336348-1177238915-682003330-954D:ARNO_ACCESS_CONTROLS:AR(AU;OIIDCR;DC;;;WD)\n";
    assert_eq!(generated(&["--seed", "7"]), first);
    let third = "D:(A;OICINPCRFA;KW;;;WD)(OD;;FA;;03030303-0303-0303-0303-030303030303;S-1-5-21-1004336348-1177238915-682003330-619)\
                 S:AI(AU;ID;FX;;;BA)\n";
    assert!(generated(&["--seed", "7", "-n", "3"]).ends_with(third));
    let binary = "AQAUjQAAAAAAAAAAFAAAAAAAAAAEAFQAAgAAAAIGFADIAAGAAQEAAAAAAAEAAAAACGM4AFAAAEADAAAAAQEBAQEBAQEBAQEBAQEBAQQEBAQEBAQEBAQE\
                  BAQEBAQBAQAAAAAAAQAAAAA=\n";
    assert_eq!(generated(&["--seed", "1", "--to", "base64"]), binary);
}

#[test]
fn a_seed_gives_these_nearly_valid_descriptors() {
    let near = r#"{"id":0,"from":"sddl","input":"G:S-1-5-21-1004336348-1177238915-682003330-954D:ARNO_ACCESS_CONTROLS Not_Any_of AR(AUFA;OIIDCR;DC;;;WD)"}"#;
    assert_eq!(generated(&["--seed", "7", "--mutate", "--jsonl"]).trim_end(), near);
}

#[test]
fn a_descriptor_depends_on_seed_and_number_only() {
    let (few, many) = (generated(&["--seed", "7", "-n", "3"]), generated(&["--seed", "7", "-n", "20"]));
    assert!(many.starts_with(&few));
    assert_ne!(many, generated(&["--seed", "8", "-n", "20"]));
    assert_eq!(many.lines().count(), 20);
}

#[test]
fn what_is_not_mutated_is_accepted_in_every_form() {
    for form in ["sddl", "hex", "base64", "json"] {
        let records = generated(&["--seed", "3", "-n", "300", "--to", form, "--jsonl"]);
        assert_eq!(converted(&records), (300, 0), "{form}");
        for line in generated(&["--seed", "3", "-n", "20", "--to", form]).lines() {
            aclavis(&["convert", line, "--to", "hex"]).ok();
        }
    }
}

#[test]
fn of_what_is_mutated_most_is_refused_and_some_accepted() {
    for form in ["sddl", "hex", "base64"] {
        let (good, bad) = converted(&generated(&["--seed", "3", "-n", "300", "--to", form, "--mutate", "--jsonl"]));
        assert!(good > 20 && bad > 150 && good + bad == 300, "{form}: {good} accepted, {bad} refused");
    }
}

#[test]
fn without_a_seed_there_is_a_new_one_which_a_note_says() {
    let outcome = aclavis(&["gen"]);
    assert_eq!(outcome.code, Some(0));
    let seed = outcome.stderr.trim_end().strip_prefix("note: seed ").unwrap();
    assert_eq!(generated(&["--seed", seed]), outcome.stdout);
}

#[test]
fn none_are_none_and_the_structured_form_is_not_mutated() {
    assert_eq!(generated(&["--seed", "1", "-n", "0"]), "");
    let errors = aclavis(&["gen", "--mutate", "--to", "json"]).fails_with(2);
    assert_eq!(errors, "error: `--mutate` has the forms `sddl`, `hex` and `base64`: the structured form is always valid\n");
}
