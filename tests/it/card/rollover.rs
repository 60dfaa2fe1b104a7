//! Changing an admin key.

use aclavis::ErrorKind;
use aclavis::card::{Algorithm, KeyRollover};

use super::{key, refused};

const NEW: &str = "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb";
const NEWER: &str = "b06e2f0145f7a75d58d3d568689b348f52f1e38c706be598";

fn fresh() -> KeyRollover {
    KeyRollover::new(0, key(Algorithm::Tdes3, &"0".repeat(48)))
}

#[test]
fn both_versions_are_usable_until_one_is_confirmed() {
    let mut keys = fresh();
    assert_eq!((keys.current_version(), keys.proposed_version()), (0, None));
    keys.propose(1, key(Algorithm::Tdes3, NEW)).unwrap();
    assert_eq!((keys.current_version(), keys.proposed_version()), (0, Some(1)));
    assert!(keys.key(0).is_some() && keys.key(1).is_some() && keys.key(2).is_none());
    keys.confirm(1).unwrap();
    assert_eq!((keys.current_version(), keys.proposed_version()), (1, None));
    assert!(keys.key(0).is_none());
    assert_eq!(super::hex(keys.key(1).unwrap().expose()), NEW);
}

#[test]
fn a_proposal_can_be_withdrawn() {
    let mut keys = fresh();
    keys.propose(4, key(Algorithm::Tdes3, NEW)).unwrap();
    keys.withdraw(4).unwrap();
    assert_eq!((keys.current_version(), keys.proposed_version()), (0, None));
    // Another algorithm may follow.
    keys.propose(5, key(Algorithm::Aes192, NEWER)).unwrap();
    keys.confirm(5).unwrap();
    assert_eq!(keys.key(5).unwrap().algorithm(), Algorithm::Aes192);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut keys = fresh();
    let unknown = "no such key was proposed, expected the version that was proposed last";
    refused(keys.confirm(1), ErrorKind::NoProposedKey, unknown);
    refused(
        keys.propose(1, key(Algorithm::Tdes3, "010203040506070801020304050607080102030405060708")),
        ErrorKind::WeakKey,
        "weak, degenerate or default key, expected a key that was generated or derived",
    );
    refused(
        keys.propose(0, key(Algorithm::Tdes3, NEW)),
        ErrorKind::KeyVersion,
        "unusable key version, expected a version above the card's current one; in the parity bits of a 3DES key one below 256",
    );
    keys.propose(7, key(Algorithm::Tdes3, NEW)).unwrap();
    refused(keys.confirm(8), ErrorKind::NoProposedKey, unknown);
    refused(keys.withdraw(0), ErrorKind::NoProposedKey, unknown);
    refused(
        keys.propose(8, key(Algorithm::Tdes3, NEWER)),
        ErrorKind::KeyPending,
        "another key waits to be confirmed, expected to confirm or withdraw it first",
    );
    // Nothing of this has changed anything.
    assert_eq!((keys.current_version(), keys.proposed_version()), (0, Some(7)));
}
