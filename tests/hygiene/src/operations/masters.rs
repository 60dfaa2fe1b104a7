//! Master secrets: made, read, refused.

use aclavis::card::MasterSecret;

use super::{Operation, note_key};
use crate::material::Material;
use crate::needles;
use crate::random::Seeded;

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("master: bytes", || {
            let bytes = bytes(1);
            drop(MasterSecret::from_bytes(&bytes).expect("32 bytes"));
        }),
        Operation::new("master: file", || {
            let bytes = bytes(2);
            drop(MasterSecret::from_encoded(&bytes).expect("32 bytes"));
        }),
        Operation::new("master: hex", || {
            let bytes = bytes(3);
            for upper in [false, true] {
                let text = Material::hex(&bytes, upper);
                needles::note_as_is("hex of a master secret", &text);
                drop(MasterSecret::from_encoded(&text).expect("64 digits"));
            }
        }),
        Operation::new("master: base64", || {
            let bytes = bytes(4);
            let text = Material::base64(&bytes);
            needles::note_as_is("base64 of a master secret", &text);
            drop(MasterSecret::from_encoded(&text).expect("44 characters"));
        }),
        Operation::new("master: generate", || {
            let master = MasterSecret::generate(&mut Seeded::new(5)).expect("a source without end");
            note_key("generated master secret", master.expose());
            assert_eq!(format!("{master:?}"), "MasterSecret");
        }),
        Operation::new("master: is it a pattern", || {
            let master = MasterSecret::generate(&mut Seeded::new(8)).expect("a source without end");
            note_key("examined master secret", master.expose());
            assert!(!master.is_pattern());
        }),
        Operation::new("master: a source that fails", || {
            let _ = bytes(6);
            assert!(MasterSecret::generate(&mut Seeded::new(6).failing_after(0)).is_err());
        }),
        Operation::new("master: bad input", || {
            let bytes = bytes(7);
            assert!(MasterSecret::from_bytes(&bytes[..31]).is_err());
            for mut text in [Material::hex(&bytes, false), Material::base64(&bytes)] {
                let last = text.len() - 3;
                text[last] = b'!';
                let error = MasterSecret::from_encoded(&text).expect_err("a bad character");
                assert!(!format!("{error:?} {error:#}").is_empty());
            }
            assert!(MasterSecret::from_encoded(&bytes[..30]).is_err());
        }),
    ]
}

fn bytes(seed: u64) -> Material {
    let bytes = Material::of_seed(seed, 32);
    note_key("master secret", &bytes);
    bytes
}
