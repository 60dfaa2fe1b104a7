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
    #[cfg(feature = "card")]
    ("tdes_cores", tdes_cores),
];

/// Targets that other packages replay.
const ELSEWHERE: [&str; 1] = ["apdu"];
/// Targets that make inputs of those above, where their finds go to.
#[cfg(all(feature = "arbitrary", feature = "card"))]
const WITHOUT_SEEDS: [&str; 2] = ["near_binary", "near_text"];

/// A key and a block, and zeros where the input ends before.
#[cfg(feature = "card")]
fn tdes_cores(bytes: &[u8]) -> Result<(), Violation> {
    use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

    let byte = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let key: [u8; 24] = std::array::from_fn(byte);
    let block: [u8; 8] = std::array::from_fn(|place| byte(24 + place));
    let theirs = des::TdesEde3::new(&key.into());
    let [mut encrypted, mut decrypted] = [block.into(); 2];
    theirs.encrypt_block(&mut encrypted);
    theirs.decrypt_block(&mut decrypted);
    oracle::card::tdes(key, block, encrypted.into(), decrypted.into())
}

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
    for folder in folders.iter().filter(|folder| !ELSEWHERE.iter().any(|target| folder.ends_with(target))) {
        let target = TARGETS.iter().find(|(target, _)| folder.ends_with(target));
        let (_, oracle) = target.unwrap_or_else(|| panic!("{}: no such target", folder.display()));
        replay(folder, *oracle);
    }
}

#[test]
fn seeds() {
    for (target, oracle) in TARGETS {
        replay(&root().join("fuzz/seeds").join(target), *oracle);
    }
}

/// The targets whose inputs values are made of.
#[cfg(feature = "arbitrary")]
const GENERATED: &[(&str, Oracle)] = &[
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

#[cfg(feature = "arbitrary")]
#[test]
fn generated_seeds() {
    for (target, oracle) in GENERATED {
        replay(&root().join("fuzz/seeds").join(target), *oracle);
    }
}

#[cfg(all(feature = "arbitrary", feature = "card"))]
#[test]
fn every_target_is_replayed_somewhere() {
    let files = fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap();
    let mut targets: Vec<String> =
        files.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let replayed = TARGETS.iter().chain(GENERATED).map(|(target, _)| *target);
    let mut accounted: Vec<&str> = replayed.chain(ELSEWHERE).chain(WITHOUT_SEEDS).collect();
    targets.sort();
    accounted.sort_unstable();
    assert_eq!(targets, accounted);
}

/// Makes a value of bytes, as the fuzzer does, and calls the oracle with it.
#[cfg(feature = "arbitrary")]
fn made<'a, T: arbitrary::Arbitrary<'a>>(bytes: &'a [u8], oracle: impl Fn(&T) -> Result<(), Violation>) -> Result<(), Violation> {
    oracle(&T::arbitrary_take_rest(arbitrary::Unstructured::new(bytes)).unwrap())
}
