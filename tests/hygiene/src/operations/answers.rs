//! Challenges answered: by a key, by a key schedule, in the protocols of cards.

use aclavis::card::{AdminKey, Algorithm, Blocks, Challenge, Response, gids, piv};

use super::{Operation, key_bytes};
use crate::allocator;
use crate::material::Material;
use crate::needles;
use crate::random::Seeded;

pub(super) fn operations() -> Vec<Operation> {
    let of = |what: &str, work: fn(Algorithm)| {
        let what = what.to_owned();
        Algorithm::ALL.map(move |algorithm| Operation::new(format!("{algorithm}: {what}"), move || work(algorithm)))
    };
    [
        of("respond", respond),
        of("verify", verify),
        of("schedule", schedule),
        of("PIV, external and mutual", piv),
        of("GIDS, mutual", gids),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn key(algorithm: Algorithm, seed: u64) -> AdminKey {
    AdminKey::from_bytes(algorithm, &key_bytes("admin key", algorithm, seed)).expect("the right length")
}

fn challenge(algorithm: Algorithm) -> Challenge {
    Challenge::generate(algorithm, &mut Seeded::new(99)).expect("a source without end")
}

fn respond(algorithm: Algorithm) {
    let key = key(algorithm, 31);
    let response = key.respond(&challenge(algorithm)).expect("its algorithm");
    assert!(!format!("{response} {response:X} {response:?}").is_empty());
    if algorithm == Algorithm::Tdes3 {
        let long = Challenge::from_bytes(&[0x5A; 32], Blocks::several(algorithm)).expect("four blocks");
        assert_eq!(key.respond(&long).expect("its algorithm").as_bytes().len(), 32);
    }
}

fn verify(algorithm: Algorithm) {
    let key = key(algorithm, 32);
    let challenge = challenge(algorithm);
    let right = key.respond(&challenge).expect("its algorithm");
    let wrong = Response::from_bytes(&[1; 16][..algorithm.block_len()], algorithm).expect("a block");
    assert!(key.verify(&challenge, &right).expect("its algorithm"));
    assert!(!key.verify(&challenge, &wrong).expect("its algorithm"));
    let other = if algorithm == Algorithm::Aes128 { Algorithm::Aes192 } else { Algorithm::Aes128 };
    let other = Challenge::generate(other, &mut Seeded::new(98)).expect("a source without end");
    assert!(key.verify(&other, &wrong).is_err());
}

fn schedule(algorithm: Algorithm) {
    let key = key(algorithm, 33);
    let scheduled = key.schedule();
    if needles::is_noting() {
        // SAFETY: the block of the key schedule, which nobody changes.
        needles::note_as_is("key schedule", unsafe { allocator::last_block() });
    }
    drop(key);
    let challenge = challenge(algorithm);
    let response = scheduled.respond(&challenge).expect("its algorithm");
    assert!(scheduled.verify(&challenge, &response).expect("its algorithm"));
}

fn piv(algorithm: Algorithm) {
    let key = key(algorithm, 34);
    let witness = piv::Witness::generate(&key, &mut Seeded::new(35)).expect("a source without end");
    let answer = piv::decrypt_witness(&key, &witness.encrypted(&key).expect("its algorithm")).expect("its algorithm");
    assert!(witness.is_answered_by(&answer));
}

fn gids(algorithm: Algorithm) {
    let key = key(algorithm, 36);
    let exchange = gids::Mutual::new([7; 16], [9; 16]);
    let bytes = Material::of_seed(37, 7);
    needles::note_as_is("share of a session key", &bytes);
    let host = gids::KeyShare::from_bytes(bytes.first_chunk().expect("seven bytes"));
    let card = gids::KeyShare::generate(&mut Seeded::new(38)).expect("a source without end");
    needles::note_as_is("share of a session key", card.expose());
    if algorithm != Algorithm::Tdes3 {
        assert!(exchange.host_cryptogram(&key, &host).is_err());
        return;
    }
    let from_host = exchange.host_cryptogram(&key, &host).expect("3DES");
    let from_card = exchange.card_cryptogram(&key, &card).expect("3DES");
    assert!(exchange.open_host(&key, &from_host).expect("3DES").is_some());
    assert!(exchange.open_card(&key, &from_card).expect("3DES").is_some());
    assert!(exchange.open_host(&key, &from_card).expect("3DES").is_none());
    // The numbers are right, the padding is not.
    let elsewhere = gids::Mutual::new([9; 16], [9; 16]);
    assert!(elsewhere.open_host(&key, &from_host).expect("3DES").is_none());
}
