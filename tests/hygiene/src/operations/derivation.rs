//! Admin keys derived from masters.

use aclavis::card::{AdminKey, Algorithm, An10922, DiversificationV1, Diversify, MasterSecret, StaticKey};
use aclavis::oracle::card::{counter_mode_kdf, mac};

use super::{Operation, card, key_bytes, note_key};
use crate::material::Material;
use crate::needles;

pub(super) fn operations() -> Vec<Operation> {
    let of = |what: &str, work: fn(Algorithm)| {
        let what = what.to_owned();
        Algorithm::ALL.map(move |algorithm| Operation::new(format!("{algorithm}: {what}"), move || work(algorithm)))
    };
    [of("admin key of a master", from_master), of("AN10922", an10922), of("one key for all cards", fixed)]
        .into_iter()
        .flatten()
        .chain([Operation::new("oracle: CMAC, KDF", primitives)])
        .collect()
}

fn from_master(algorithm: Algorithm) {
    let bytes = Material::of_seed(41, 32);
    note_key("master secret", &bytes);
    let master = MasterSecret::from_bytes(&bytes).expect("32 bytes");
    let key = master.admin_key(algorithm, &card()).expect("a strong key");
    note_key("derived admin key", key.expose());
    if needles::is_noting() && algorithm == Algorithm::Tdes3 {
        note_before_parity(&bytes, key.expose());
    }
    let same = DiversificationV1::new(master, algorithm).admin_key(&card()).expect("a strong key");
    assert_eq!(same.check_value(), key.check_value());
}

/// Notes a 3DES key as it comes out of the derivation, before its parity is set.
fn note_before_parity(master: &[u8], key: &[u8]) {
    let mut fixed = b"aclavis/admin-key\0\x01\x03\0\0\0\x03\0\x10".to_vec();
    fixed.extend_from_slice(&card().card_id().to_bytes());
    fixed.extend_from_slice(b"\0\x07contoso\0\0\0\0\xC0");
    let mut raw = Material::zeroed(24);
    counter_mode_kdf(aclavis::card::Prf::HmacSha256, master, &[], 4, &fixed, &mut raw).expect("32 bytes of key");
    assert!(raw.iter().zip(key).all(|(raw, key)| raw & 0xFE == key & 0xFE), "another context than the library's");
    needles::note("derived admin key before parity", &raw);
}

fn an10922(algorithm: Algorithm) {
    let mut masters = vec![AdminKey::from_bytes(algorithm, &key_bytes("AN10922 master", algorithm, 42)).expect("its length")];
    if algorithm == Algorithm::Tdes3 {
        let two = key_bytes("AN10922 master of two parts", Algorithm::Aes128, 43);
        masters.push(AdminKey::from_bytes(algorithm, &two).expect("two keys"));
    }
    let longest = algorithm.block_len() * 2 - 1;
    for master in masters {
        let scheme = An10922::new(master);
        for input in [&[0xC5; 31][..longest], &[0xC6; 31][..longest - 2], &[0xC7]] {
            for version in [None, Some(0x55)] {
                let key = scheme.derive(input, version).expect("an input of the right length");
                note_key("AN10922 key", key.expose());
            }
        }
        assert!(scheme.derive(&[], None).is_err());
        assert_eq!(scheme.admin_key(&card()).is_ok(), algorithm != Algorithm::Tdes3);
    }
}

fn fixed(algorithm: Algorithm) {
    let key = AdminKey::from_bytes(algorithm, &key_bytes("admin key of all cards", algorithm, 44)).expect("its length");
    let scheme = StaticKey::new(key);
    assert!(scheme.admin_key(&card()).is_ok());
}

fn primitives() {
    for prf in aclavis::card::Prf::ALL {
        let len = match prf {
            aclavis::card::Prf::Cmac(algorithm) => algorithm.key_len(),
            aclavis::card::Prf::HmacSha256 => 32,
        };
        let key = Material::of_seed(45 + u64::from(prf.name().as_bytes()[5]) * 7 + len as u64, len);
        note_key("key of a pseudo-random function", &key);
        let mut out = [0; 80];
        mac(prf, &key, b"a message of more than one block of any function, and then some more", &mut out[..8])
            .expect("its length");
        let mut derived = Material::zeroed(80);
        counter_mode_kdf(prf, &key, b"before", 4, b"after", &mut derived).expect("its length");
        needles::note("output of a KDF", &derived);
    }
}
