//! GIDS and PIV beyond the recorded exchanges.

use aclavis::ErrorKind;
use aclavis::card::{Algorithm, Blocks, Challenge, Response, gids, piv};

use super::{Broken, Recorded, key};

const KEY: &str = "000102030405060708090a0b0c0d0e0f1011121314151617";

#[test]
fn a_cryptogram_of_the_other_side_or_under_another_key_does_not_open() {
    let tdes = key(Algorithm::Tdes3, KEY);
    let other = key(Algorithm::Tdes3, "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb");
    let exchange = gids::Mutual::new([1; 16], [2; 16]);
    let share = gids::KeyShare::generate(&mut Recorded::new(&[5, 6, 7])).unwrap();
    assert_eq!(share.expose(), &[5, 6, 7, 5, 6, 7, 5]);
    let host = exchange.host_cryptogram(&tdes, &share).unwrap();
    let card = exchange.card_cryptogram(&tdes, &share).unwrap();
    assert_ne!(host, card);
    assert!(exchange.open_host(&tdes, &host).unwrap().is_some());
    assert!(exchange.open_card(&tdes, &card).unwrap().is_some());
    assert!(exchange.open_host(&tdes, &card).unwrap().is_none());
    assert!(exchange.open_card(&tdes, &host).unwrap().is_none());
    assert!(exchange.open_host(&other, &host).unwrap().is_none());
    assert!(gids::Mutual::new([1; 16], [3; 16]).open_host(&tdes, &host).unwrap().is_none());
    for at in 0..40 {
        let mut changed = host;
        changed[at] ^= 1;
        // The share itself is not authenticated, but a change of its block destroys the byte behind it, mostly.
        assert!(exchange.open_host(&tdes, &changed).unwrap().is_none(), "byte {at}");
    }
}

#[test]
fn a_reflected_cryptogram_does_not_open() {
    // A card that knows no key sends the host's own number, and the host's own cryptogram.
    let tdes = key(Algorithm::Tdes3, KEY);
    let exchange = gids::Mutual::new([1; 16], [1; 16]);
    let host = exchange.host_cryptogram(&tdes, &gids::KeyShare::from_bytes(&[9; 7])).unwrap();
    assert!(exchange.open_card(&tdes, &host).unwrap().is_none());
    assert!(exchange.open_host(&tdes, &host).unwrap().is_none());
}

#[test]
fn gids_is_for_3des() {
    let aes = key(Algorithm::Aes192, KEY);
    let exchange = gids::Mutual::new([1; 16], [2; 16]);
    let share = gids::KeyShare::from_bytes(&[0; 7]);
    assert_eq!(exchange.host_cryptogram(&aes, &share).unwrap_err().kind(), ErrorKind::OtherAlgorithm);
    assert_eq!(exchange.open_card(&aes, &[0; 40]).unwrap_err().kind(), ErrorKind::OtherAlgorithm);
    assert_eq!(gids::KeyShare::generate(&mut Broken).unwrap_err().kind(), ErrorKind::RandomSource);
}

#[test]
fn a_witness_is_found_out_by_whoever_has_the_key() {
    for algorithm in [Algorithm::Tdes3, Algorithm::Aes192] {
        let ours = key(algorithm, KEY);
        let other = key(algorithm, "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb");
        let witness = piv::Witness::generate(&ours, &mut Recorded::new(b"some random bytes")).unwrap();
        let sent = witness.encrypted(&ours).unwrap();
        assert!(witness.is_answered_by(&piv::decrypt_witness(&ours, &sent).unwrap()));
        assert!(!witness.is_answered_by(&piv::decrypt_witness(&other, &sent).unwrap()));
        // Echoing it is no answer.
        assert!(!witness.is_answered_by(&Response::from_bytes(sent.as_bytes(), algorithm).unwrap()));
        assert_eq!(format!("{witness:?}"), "Witness");
    }
}

#[test]
fn a_witness_is_one_block_of_the_keys_algorithm() {
    let tdes = key(Algorithm::Tdes3, KEY);
    let aes = Challenge::from_bytes(&[1; 16], Algorithm::Aes128).unwrap();
    assert_eq!(piv::decrypt_witness(&tdes, &aes).unwrap_err().kind(), ErrorKind::OtherAlgorithm);
    let two = Challenge::from_bytes(&[1; 16], Blocks::several(Algorithm::Tdes3)).unwrap();
    assert_eq!(piv::decrypt_witness(&tdes, &two).unwrap_err().kind(), ErrorKind::ChallengeLength);
    assert!(piv::Witness::from_bytes(&[1; 8], Algorithm::Aes128).is_err());
}
