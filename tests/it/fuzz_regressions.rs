//! Replays the seeds of the fuzz targets and the inputs that once broke a property.
#![cfg(feature = "oracle")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use aclavis::oracle::{self, Violation};

type Oracle = fn(&[u8]) -> Result<(), Violation>;

/// The targets and what they call.
const TARGETS: [(&str, Oracle); 5] = [
    ("text_parse", |bytes| oracle::text_parse(text(bytes))),
    ("text_round_trip", |bytes| oracle::text_round_trip(text(bytes))),
    ("binary_parse", oracle::binary_parse),
    ("binary_round_trip", oracle::binary_round_trip),
    ("condition_parse", oracle::condition_parse),
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

#[test]
fn regressions() {
    for (target, oracle) in TARGETS {
        replay(&root().join("tests/fuzz_regressions").join(target), oracle);
    }
}

#[test]
fn seeds() {
    for (target, oracle) in TARGETS {
        replay(&root().join("fuzz/seeds").join(target), oracle);
    }
}

#[cfg(feature = "arbitrary")]
#[test]
fn generated_seeds() {
    use aclavis::SecurityDescriptor;
    use arbitrary::{Arbitrary, Unstructured};

    replay(&root().join("fuzz/seeds/descriptor_round_trip"), |bytes| {
        let descriptor = SecurityDescriptor::arbitrary_take_rest(Unstructured::new(bytes)).unwrap_or_default();
        oracle::descriptor_round_trip(&descriptor)
    });
}
