//! Keys of a service. The expected bytes are those of OpenSSL 3: `openssl kdf -kdfopt mode:COUNTER -kdfopt hexinfo:01 ... KBKDF`.

use aclavis::card::{MasterSecret, ServicePurpose};

fn master() -> MasterSecret {
    MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f").unwrap()
}

fn bytes(digits: &str) -> Vec<u8> {
    digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn every_purpose_has_a_key_of_its_own() {
    for (purpose, expected) in [
        (ServicePurpose::Audit, "48e69c0bbaf019ee21736cbd2ca257871e0d0419823b9b8bf8a5476f2b5ab0c4"),
        (ServicePurpose::PinStore, "f6df97b9f2602099b025628b0553903b289e8d01d36abc0b3a74f49cda96f909"),
        (ServicePurpose::TemplateStore, "42aa5952618f633dc3c4e78c2b8c7f0365180a75d9e7b3a41b1e4848557e07b0"),
        (ServicePurpose::Check, "4b2d592278afd3f8fa84092eb0b4b5198b99319c22c0bc76fa4401cce932873c"),
    ] {
        assert_eq!(master().service_key(purpose).expose().as_slice(), bytes(expected), "{purpose:?}");
    }
}

#[test]
fn the_check_value_is_the_first_four_bytes_of_the_key_for_it() {
    assert_eq!(master().check_value(), [0x4b, 0x2d, 0x59, 0x22]);
}
