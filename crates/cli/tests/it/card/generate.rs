//! `card generate`.

use std::path::{Path, PathBuf};

use super::{CARD, card};

/// A path where there is no file.
fn vacant(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_file(&path));
    path
}

#[test]
fn a_key_goes_to_a_file_and_its_check_value_is_printed() {
    for (algorithm, digits) in [("tdes3", 48), ("aes128", 32), ("aes192", 48), ("aes256", 64)] {
        let path = vacant(&format!("generated-{algorithm}.hex"));
        let path = path.to_str().unwrap();
        let check_value = card(&["generate", "--alg", algorithm, "--out", path]).ok();
        let written = std::fs::read_to_string(path).unwrap();
        assert_eq!((written.len(), written.ends_with('\n')), (digits + 1, true));
        // Neither weak nor readable by others: nothing is said of it.
        let run = card(&["admin-key", "--master-file", path, "--alg", algorithm, "--scheme", "none"]);
        assert_eq!(run.ok(), check_value);
    }
}

#[test]
fn a_master_secret_goes_to_a_file_and_nothing_is_printed() {
    let path = vacant("generated-master.hex");
    let path = path.to_str().unwrap();
    assert_eq!(card(&["generate", "--master", "--out", path]).ok(), "");
    let run = card(&["admin-key", "--master-file", path, "--alg", "aes128", "--card-id", CARD, "--key-version", "1"]);
    assert_eq!(run.ok().len(), 7);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let path = vacant("generated-mode.hex");
    card(&["generate", "--master", "--out", path.to_str().unwrap()]).ok();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn keys_differ() {
    let paths = ["generated-1.hex", "generated-2.hex"].map(vacant);
    let keys = paths.map(|path| {
        card(&["generate", "--master", "--out", path.to_str().unwrap()]).ok();
        std::fs::read(path).unwrap()
    });
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_file_is_not_overwritten() {
    let path = vacant("kept.hex");
    std::fs::write(&path, "kept").unwrap();
    let error = card(&["generate", "--alg", "aes128", "--out", path.to_str().unwrap()]).fails_with(4);
    assert!(error.starts_with(&format!("error: cannot make `{}`: ", path.display())), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "kept");
}

#[test]
fn a_key_is_not_printed() {
    let error = card(&["generate", "--alg", "aes128", "--out", "-"]).fails_with(2);
    assert_eq!(error, "error: `--out` names a file: keys are not printed\n");
}

#[test]
fn it_is_a_key_or_a_master_secret() {
    for arguments in [&["generate", "--out", "x"][..], &["generate", "--alg", "aes128", "--master", "--out", "x"]] {
        assert!(card(arguments).fails_with(2).starts_with("error: "));
    }
}
