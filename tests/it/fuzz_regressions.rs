//! Replays the seeds of the fuzz targets and the inputs that once broke a property.
#![cfg(feature = "oracle")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use aclavis::oracle::{self, Violation};

type Oracle = fn(&[u8]) -> Result<(), Violation>;

/// The targets and what they call.
const TARGETS: &[(&str, Oracle)] = &[
    ("text_parse", |bytes| oracle::text_parse(text(bytes))),
    ("text_round_trip", |bytes| oracle::text_round_trip(text(bytes))),
    ("binary_parse", oracle::binary_parse),
    ("binary_round_trip", oracle::binary_round_trip),
    ("condition_parse", oracle::condition_parse),
    #[cfg(feature = "card")]
    ("card_text", |bytes| oracle::card::text(text(bytes))),
    #[cfg(feature = "card")]
    ("atr", oracle::card::atr),
];

/// The text at the front, as the fuzzer takes it.
fn text(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default()
}

/// Calls the oracle with every file of a folder, of which there must be some.
fn replay(folder: &Path, oracle: Oracle) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for file in files {
        let input = fs::read(&file).unwrap();
        if let Err(violation) = oracle(&input) {
            panic!("{}: {violation}", file.display());
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A target has a folder here once something was found.
#[test]
fn regressions() {
    let folders = fs::read_dir(root().join("tests/fuzz_regressions")).unwrap();
    let folders: Vec<PathBuf> = folders.map(|folder| folder.unwrap().path()).collect();
    assert!(!folders.is_empty());
    for folder in folders {
        let target = TARGETS.iter().find(|(target, _)| folder.ends_with(target));
        let (_, oracle) = target.unwrap_or_else(|| panic!("{}: no such target", folder.display()));
        replay(&folder, *oracle);
    }
}

#[test]
fn seeds() {
    for (target, oracle) in TARGETS {
        replay(&root().join("fuzz/seeds").join(target), *oracle);
    }
}

#[cfg(feature = "arbitrary")]
#[test]
fn generated_seeds() {
    let targets: &[(&str, Oracle)] = &[
        ("descriptor_round_trip", |bytes| made(bytes, oracle::descriptor_round_trip)),
        ("access_check", |bytes| {
            made(bytes, |(desired, mapping, token, descriptor)| oracle::access(descriptor, token, mapping, *desired))
        }),
        ("condition_evaluate", |bytes| {
            made(bytes, |(token, condition, rest): &(_, aclavis::Condition, &[u8])| {
                oracle::evaluation(condition.as_bytes(), token)?;
                oracle::evaluation(rest, token)
            })
        }),
        ("inheritance", |bytes| {
            made(bytes, |(flags, mapping, creator, explicit, parent): &(_, _, _, Option<_>, Option<_>)| {
                oracle::inheritance(parent.as_ref(), explicit.as_ref(), creator, mapping, *flags)
            })
        }),
        #[cfg(feature = "card")]
        ("pin_policy", |bytes| made(bytes, |(rules, seed): &(_, [u8; 8])| oracle::card::pin_policy(rules, *seed))),
    ];
    for (target, oracle) in targets {
        replay(&root().join("fuzz/seeds").join(target), *oracle);
    }
}

/// Makes a value of bytes, as the fuzzer does, and calls the oracle with it.
#[cfg(feature = "arbitrary")]
fn made<'a, T: arbitrary::Arbitrary<'a>>(bytes: &'a [u8], oracle: impl Fn(&T) -> Result<(), Violation>) -> Result<(), Violation> {
    oracle(&T::arbitrary_take_rest(arbitrary::Unstructured::new(bytes)).unwrap())
}
