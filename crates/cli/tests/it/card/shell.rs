//! Help, completions and manual pages of the `card` commands.

use super::card;
use crate::process::aclavis;

const COMMANDS: [&str; 6] = ["respond", "verify", "admin-key", "pin", "generate", "atr"];

#[test]
fn every_command_has_examples() {
    for help in ["-h", "--help"] {
        for command in COMMANDS {
            let text = card(&[command, help]).ok();
            assert!(text.contains(&format!("\nExamples:\n  aclavis card {command} ")), "{text}");
        }
        let text = card(&[help]).ok();
        assert!(text.contains("\n  aclavis card respond --key-file zero.hex --alg tdes3 --challenge 1hFD+cz/0so=\n"), "{text}");
    }
}

#[test]
fn help_says_what_a_key_file_is() {
    for command in ["respond", "verify", "admin-key", "pin"] {
        assert!(card(&[command, "--help"]).ok().contains("never from an argument"), "{command}");
    }
}

#[test]
fn manual_pages_are_named_by_both_words() {
    assert!(aclavis(&["man", "card"]).ok().contains("\n.TH aclavis-card 1  \"aclavis "));
    for command in COMMANDS {
        let page = aclavis(&["man", "card", command]).ok();
        assert!(page.contains(&format!("\n.TH aclavis-card-{command} 1  \"aclavis ")), "{page}");
        assert!(page.contains("aclavis card "), "{page}");
    }
    assert_eq!(aclavis(&["man", "card", "frobnicate"]).fails_with(2), "error: unknown command `frobnicate`\n");
}

#[test]
fn completions_know_the_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(aclavis(&["completions", shell]).ok().contains("several-blocks"), "{shell}");
    }
}
