//! Help, completions and manual pages.

use super::process::aclavis;

#[test]
fn help_has_examples_and_the_forms_of_an_input() {
    for command in ["show", "convert"] {
        let help = aclavis(&[command, "--help"]).ok();
        assert!(help.contains("\n  SDDL     nothing, or a text that opens with O: G: D: or S:\n"), "{help}");
        assert!(help.contains(&format!("\nExamples:\n  aclavis {command} '")), "{help}");
    }
}

#[test]
fn every_command_has_examples() {
    for command in ["access", "explain", "inherit", "condition"] {
        for help in ["-h", "--help"] {
            let help = aclavis(&[command, help]).ok();
            assert!(help.contains(&format!("\nExamples:\n  aclavis {command} ")), "{help}");
            assert!(help.contains(&format!("\n  aclavis {command} --jsonl < records.jsonl > results.jsonl")), "{help}");
        }
    }
    assert!(aclavis(&["access", "--help"]).ok().contains("Nothing is added to it"));
}

#[test]
fn the_generator_has_examples_and_says_what_a_seed_gives() {
    let help = aclavis(&["gen", "--help"]).ok();
    assert!(help.contains("The same seed gives the same descriptors"), "{help}");
    assert!(help.contains("\nExamples:\n  aclavis gen\n"), "{help}");
    assert!(aclavis(&["completions", "bash"]).ok().contains("aclavis__subcmd__gen"));
    assert!(aclavis(&["man", "gen"]).ok().contains("\n.TH aclavis-gen 1  \"aclavis "));
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(aclavis(&["--version"]).ok(), format!("aclavis {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(aclavis(&["completions", shell]).ok().contains("trailing-nuls"), "{shell}");
    }
}

#[test]
fn manual_pages_are_printed_for_the_program_and_its_commands() {
    assert!(aclavis(&["man"]).ok().contains("\n.TH aclavis 1  \"aclavis "));
    assert!(aclavis(&["man", "explain"]).ok().contains("\n.TH aclavis-explain 1  \"aclavis "));
    assert!(aclavis(&["man", "convert"]).ok().contains("\n.TH aclavis-convert 1  \"aclavis "));
}
