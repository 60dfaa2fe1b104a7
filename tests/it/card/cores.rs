//! The table-free 3DES core against RustCrypto's.

use aclavis::card::{AdminKey, Algorithm, Challenge, piv};
use des::TdesEde3;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// A chain: each result is the next block and changes the next key.
#[test]
fn both_give_the_same_for_ten_thousand_keys() {
    let mut key = [0_u8; 24];
    let mut block = [0_u8; 8];
    for round in 0..10_000_usize {
        let theirs = TdesEde3::new(&key.into());
        let ours = AdminKey::from_bytes(Algorithm::Tdes3, &key).unwrap();
        let challenge = Challenge::from_bytes(&block, Algorithm::Tdes3).unwrap();

        let mut expected = block.into();
        theirs.encrypt_block(&mut expected);
        let encrypted = ours.respond(&challenge).unwrap();
        assert_eq!(encrypted.as_bytes(), expected.as_slice(), "round {round}");

        let mut expected = block.into();
        theirs.decrypt_block(&mut expected);
        let decrypted = piv::decrypt_witness(&ours, &challenge).unwrap();
        assert_eq!(decrypted.as_bytes(), expected.as_slice(), "round {round}");

        block.copy_from_slice(encrypted.as_bytes());
        let part = round % 3 * 8;
        key[part..part + 8].iter_mut().zip(decrypted.as_bytes()).for_each(|(key, byte)| *key ^= byte);
    }
}
