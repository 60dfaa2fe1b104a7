#![cfg_attr(feature = "libfuzzer", no_main)]

use aclavis::card::{AdminKey, Algorithm, Challenge, piv};
use des::TdesEde3;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

aclavis_fuzz::target!(|case: ([u8; 24], [u8; 8])| {
    let (key, block) = case;
    let theirs = TdesEde3::new(&key.into());
    let ours = AdminKey::from_bytes(Algorithm::Tdes3, &key).unwrap();
    let challenge = Challenge::from_bytes(&block, Algorithm::Tdes3).unwrap();

    let mut encrypted = block.into();
    theirs.encrypt_block(&mut encrypted);
    assert_eq!(ours.respond(&challenge).unwrap().as_bytes(), encrypted.as_slice());

    let mut decrypted = block.into();
    theirs.decrypt_block(&mut decrypted);
    assert_eq!(piv::decrypt_witness(&ours, &challenge).unwrap().as_bytes(), decrypted.as_slice());
});
