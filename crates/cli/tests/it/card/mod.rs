//! The `card` commands.

mod admin_key;
mod atr;
mod atr_json;
mod construction;
mod generate;
mod key_file;
mod pin;
mod policy;
mod respond;
mod shell;
mod verify;

use super::process::{Outcome, aclavis, file};

/// 24 zeros, the key of the documented exchange.
const ZERO: &str = "000000000000000000000000000000000000000000000000\n";
/// 00 to 1f.
const MASTER: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
/// A card.
const CARD: &str = "bc88f13f-83ba-4037-8262-46eba1291c6e";

/// What is said of the key of zeros in a file.
fn warning(path: &str) -> String {
    format!(
        "warning: weak key in {path}: the default key of cards; degenerate, equal parts make it single DES; \
         degenerate, its first and third parts are equal; one of its parts is a weak DES key\n"
    )
}

/// A file of this content that only its owner can read; its path.
fn key(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = file(name, content);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    path
}

/// Runs a card command.
fn card(arguments: &[&str]) -> Outcome {
    aclavis(&[&["card"], arguments].concat())
}

/// A run without what is said of the published master, that it is no secret.
fn of_published_master(mut run: Outcome) -> Outcome {
    let said = |line: &&str| {
        !(line.starts_with("warning: the master secret in ") && line.ends_with(" is a pattern that anybody could find\n"))
    };
    run.stderr = run.stderr.split_inclusive('\n').filter(said).collect();
    run
}
