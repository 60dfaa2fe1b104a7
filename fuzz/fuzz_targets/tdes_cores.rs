#![cfg_attr(feature = "libfuzzer", no_main)]

use des::TdesEde3;
use des::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

aclavis_fuzz::target!(|case: ([u8; 24], [u8; 8])| {
    let (key, block) = case;
    let theirs = TdesEde3::new(&key.into());
    let [mut encrypted, mut decrypted] = [block.into(); 2];
    theirs.encrypt_block(&mut encrypted);
    theirs.decrypt_block(&mut decrypted);
    aclavis::oracle::card::tdes(key, block, encrypted.into(), decrypted.into()).unwrap();
});
