//! Admin keys: made, read, refused, judged, replaced.

use aclavis::card::{AdminKey, Algorithm, KeyRollover};

use super::{Operation, key_bytes, note_key};
use crate::material::Material;
use crate::needles;
use crate::random::Seeded;

pub(super) fn operations() -> Vec<Operation> {
    let of = |what: &str, work: fn(Algorithm)| {
        let what = what.to_owned();
        Algorithm::ALL.map(move |algorithm| Operation::new(format!("{algorithm}: {what}"), move || work(algorithm)))
    };
    [
        of("bytes", |algorithm| {
            let bytes = key_bytes("admin key", algorithm, 11);
            drop(AdminKey::from_bytes(algorithm, &bytes).expect("the right length"));
        }),
        of("file", |algorithm| {
            let bytes = key_bytes("admin key", algorithm, 12);
            drop(AdminKey::from_encoded(algorithm, &bytes).expect("the right length"));
        }),
        of("hex", hex),
        of("base64", |algorithm| {
            let bytes = key_bytes("admin key", algorithm, 14);
            let text = Material::base64(&bytes);
            needles::note_as_is("base64 of an admin key", &text);
            drop(AdminKey::from_encoded(algorithm, &text).expect("base64"));
        }),
        of("generate", |algorithm| {
            let key = AdminKey::generate(algorithm, &mut Seeded::new(16)).expect("a source without end");
            note_key("generated admin key", key.expose());
        }),
        of("a source that fails", |algorithm| {
            needles::note("half a key", &Material::of_seed(17, algorithm.key_len())[..algorithm.key_len() / 2]);
            assert!(AdminKey::generate(algorithm, &mut Seeded::new(17).failing_after(0)).is_err());
        }),
        of("bad input", bad_input),
        of("weaknesses", |algorithm| {
            let key = AdminKey::from_bytes(algorithm, &key_bytes("admin key", algorithm, 19)).expect("the right length");
            assert!(key.weaknesses().is_empty() && key.require_strong().is_ok());
        }),
        of("check value", |algorithm| {
            let key = AdminKey::from_bytes(algorithm, &key_bytes("admin key", algorithm, 20)).expect("the right length");
            assert_ne!(key.check_value(), [0; 3]);
        }),
        of("roll-over", roll_over),
    ]
    .into_iter()
    .flatten()
    .chain([Operation::new("tdes3: two keys", two_keys)])
    .collect()
}

fn hex(algorithm: Algorithm) {
    let bytes = key_bytes("admin key", algorithm, 13);
    for upper in [false, true] {
        let text = Material::hex(&bytes, upper);
        needles::note_as_is("hex of an admin key", &text);
        drop(AdminKey::from_encoded(algorithm, &text).expect("digits"));
    }
}

fn two_keys() {
    let algorithm = Algorithm::Tdes3;
    let bytes = key_bytes("admin key of two parts", Algorithm::Aes128, 15);
    for form in [Material::mapped(&bytes, |byte| byte), Material::hex(&bytes, true)] {
        assert!(AdminKey::from_encoded(algorithm, &form).expect("two keys").is_two_key());
    }
    assert!(AdminKey::from_bytes(algorithm, &bytes).expect("two keys").is_two_key());
}

fn bad_input(algorithm: Algorithm) {
    let bytes = key_bytes("admin key", algorithm, 18);
    let short = &bytes[..bytes.len() - 1];
    assert!(AdminKey::from_bytes(algorithm, short).is_err());
    assert!(AdminKey::from_encoded(algorithm, short).is_err());
    for mut text in [Material::hex(&bytes, false), Material::base64(&bytes)] {
        let last = text.len() - 3;
        text[last] = b'!';
        let error = AdminKey::from_encoded(algorithm, &text).expect_err("a bad character");
        assert!(!format!("{error:?} {error:#}").is_empty());
    }
}

fn roll_over(algorithm: Algorithm) {
    let key = |seed| AdminKey::from_bytes(algorithm, &key_bytes("admin key", algorithm, seed)).expect("the right length");
    let mut keys = KeyRollover::new(1, key(21));
    assert!(keys.propose(1, key(22)).is_err());
    keys.propose(2, key(23)).expect("a new version");
    assert!(keys.propose(3, key(24)).is_err());
    assert!(keys.confirm(7).is_err());
    assert!(keys.key(1).is_some() && keys.key(2).is_some());
    keys.confirm(2).expect("a proposed version");
    keys.propose(3, key(25)).expect("a new version");
    keys.withdraw(3).expect("a proposed version");
    assert_eq!(keys.current_version(), 2);
}
