//! Admin keys and master secrets.

use aclavis::ErrorKind;
use aclavis::card::{AdminKey, Algorithm, Challenge, MasterSecret, Weaknesses};

use super::{Broken, Recorded, hex, key, refused};

const STRONG: &str = "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb";
const LENGTHS: &str =
    "24 bytes for tdes3 (16 are read as K1, K2, K1), 16 for aes128, 24 for aes192, 32 for aes256 and for a master secret";

#[test]
fn keys_have_the_length_of_their_algorithm() {
    for algorithm in Algorithm::ALL {
        for size in 0..=40 {
            let key = AdminKey::from_bytes(algorithm, &vec![0x5A; size]);
            let two_key = algorithm == Algorithm::Tdes3 && size == 16;
            if size == algorithm.key_len() || two_key {
                assert_eq!(key.unwrap().is_two_key(), two_key, "{algorithm} {size}");
            } else {
                let size = if size == 1 { "1 byte".to_owned() } else { format!("{size} bytes") };
                refused(key, ErrorKind::KeyLength, &format!("key of the wrong length: {size}, expected {LENGTHS}"));
            }
        }
    }
    refused(
        MasterSecret::from_bytes(&[1; 31]),
        ErrorKind::KeyLength,
        &format!("key of the wrong length: 31 bytes, expected {LENGTHS}"),
    );
}

#[test]
fn a_key_of_two_parts_is_used_as_three() {
    let two = AdminKey::from_bytes(Algorithm::Tdes3, &[1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15, 16, 17, 18]).unwrap();
    assert_eq!(hex(two.expose()), "01020304050607090b0c0d0e0f1011120102030405060709");
    assert_eq!(two.weaknesses(), Weaknesses::TWO_KEY);
    assert_eq!(two.weaknesses().to_string(), "degenerate, its first and third parts are equal");
    let three = key(Algorithm::Tdes3, "01020304050607090b0c0d0e0f1011120102030405060709");
    assert!(!three.is_two_key());
    let challenge = Challenge::from_bytes(&[7; 8], Algorithm::Tdes3).unwrap();
    assert!(three.verify(&challenge, &two.respond(&challenge).unwrap()).unwrap());
}

#[test]
fn encodings_of_a_key_file() {
    let digits = STRONG;
    let base64 = "UrkqIEqi2oloDj5G42GuHCxUtkl6rv77";
    let raw: Vec<u8> = key(Algorithm::Tdes3, digits).expose().to_vec();
    let upper = digits.to_uppercase();
    let with = |text: &str, end: &str| [text, end].concat().into_bytes();
    let good = [
        raw.clone(),
        with(digits, ""),
        with(digits, "\n"),
        with(digits, "\r\n"),
        with(&upper, "\n"),
        with(base64, ""),
        with(base64, "\n"),
    ];
    for encoded in good {
        for algorithm in [Algorithm::Tdes3, Algorithm::Aes192] {
            assert_eq!(hex(AdminKey::from_encoded(algorithm, &encoded).unwrap().expose()), digits);
        }
    }
    let bad = [
        Vec::new(),
        with(digits, "\n\n"),
        with(digits, " "),
        with(digits, "\r"),
        [b" ", digits.as_bytes()].concat(),
        with(&digits[1..], ""),
        with(&digits[2..], "\n"),
        with(base64, "=\n"),
        with(&base64[1..], "\n"),
        [raw.as_slice(), b"\n"].concat(),
        raw[1..].to_vec(),
        with(&digits.replace('5', "g"), ""),
    ];
    let text = format!(
        "not a key of this algorithm, expected its bytes as they are, its hexadecimal digits or its base64, with one line end at the most behind digits and base64: {LENGTHS}"
    );
    for encoded in bad {
        for algorithm in [Algorithm::Tdes3, Algorithm::Aes192] {
            refused(AdminKey::from_encoded(algorithm, &encoded), ErrorKind::KeyEncoding, &text);
        }
        // 32 bytes of any kind are a master.
        if encoded.len() != 32 {
            refused(MasterSecret::from_encoded(&encoded), ErrorKind::KeyEncoding, &text);
        }
    }
}

#[test]
fn thirty_two_digits_are_two_parts_and_not_base64() {
    let encoded = b"0123456789abcdeffedcba9876543210\n";
    let two = AdminKey::from_encoded(Algorithm::Tdes3, encoded).unwrap();
    assert!(two.is_two_key());
    assert_eq!(hex(two.expose()), "0123456789abcdeffedcba98765432100123456789abcdef");
    // AES has no such keys: there they are the base64 of 24 bytes, as unlikely as it is.
    assert_eq!(hex(AdminKey::from_encoded(Algorithm::Aes192, encoded).unwrap().expose()).len(), 48);
    // Base64 of 16 bytes is 24 characters, and 24 bytes are a key.
    let base64 = AdminKey::from_encoded(Algorithm::Tdes3, b"ASNFZ4mrze/+3LqYdlQyEA==").unwrap();
    assert!(!base64.is_two_key());
}

#[test]
fn a_master_is_read_in_the_same_encodings() {
    let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    for encoded in [digits, base64] {
        assert_eq!(hex(MasterSecret::from_encoded(format!("{encoded}\n").as_bytes()).unwrap().expose()), digits);
    }
    assert_eq!(MasterSecret::from_bytes(&[9; 32]).unwrap().expose(), &[9; 32]);
}

#[test]
fn a_master_that_somebody_has_typed_is_known() {
    let of = |bytes: &[u8]| MasterSecret::from_bytes(bytes).unwrap().is_pattern();
    assert!(of(&[0; 32]) && of(&[0xFF; 32]));
    assert!(of(&(0..32).collect::<Vec<u8>>()) && of(&(0..32).rev().collect::<Vec<u8>>()));
    assert!(of(&[[1, 2, 3, 5]; 8].concat()) && of(b"0123456789abcdef0123456789abcdef"));
    let mut nearly = [0; 32];
    nearly[20] = 1;
    assert!(!of(&nearly));
    assert!(!of(b"0123456789abcdef0123456789abcdeg"));
    // Two differences of the same kind do not make up for each other.
    assert!(!of(&[&[0; 5][..], &[1; 4], &[2; 23]].concat()));
    assert!(!of(b"0123456789abcdef1023456789abcdef"));
}

#[test]
fn default_keys_are_known() {
    let defaults = [
        (Algorithm::Tdes3, "000000000000000000000000000000000000000000000000"),
        (Algorithm::Tdes3, "010101010101010101010101010101010101010101010101"),
        (Algorithm::Tdes3, "010203040506070801020304050607080102030405060708"),
        (Algorithm::Tdes3, "000302050407060900030205040706090003020504070609"),
        (Algorithm::Aes128, "00000000000000000000000000000000"),
        (Algorithm::Aes128, "01020304050607080102030405060708"),
        (Algorithm::Aes192, "000000000000000000000000000000000000000000000000"),
        (Algorithm::Aes192, "010203040506070801020304050607080102030405060708"),
        (Algorithm::Aes256, "0000000000000000000000000000000000000000000000000000000000000000"),
        (Algorithm::Aes256, "0102030405060708010203040506070801020304050607080102030405060708"),
        (Algorithm::Aes256, "0102030405060708010203040506070801020304050607080000000000000000"),
    ];
    for (algorithm, digits) in defaults {
        let default = key(algorithm, digits);
        assert!(default.weaknesses().contains(Weaknesses::DEFAULT), "{algorithm} {digits}");
        refused(
            default.require_strong(),
            ErrorKind::WeakKey,
            "weak, degenerate or default key, expected a key that was generated or derived",
        );
    }
    // Parity bits count for AES.
    assert_eq!(key(Algorithm::Aes128, "01010101010101010101010101010101").weaknesses(), Weaknesses::empty());
    assert_eq!(
        key(Algorithm::Aes256, &format!("{}0000000000000001", "0102030405060708".repeat(3))).weaknesses(),
        Weaknesses::empty()
    );
}

#[test]
fn weak_parts_are_known_whatever_their_parity() {
    let strong = ["52b92a204aa2da89", "680e3e46e361ae1c", "2c54b6497aaefefb"];
    let weak =
        ["0101010101010101", "fefefefefefefefe", "e0e0e0e0f1f1f1f1", "1f1f1f1f0e0e0e0e", "ffffffffffffffff", "e1e1e1e1f0f0f0f0"];
    let semi_weak = [
        "011f011f010e010e",
        "1f011f010e010e01",
        "01e001e001f101f1",
        "e001e001f101f101",
        "01fe01fe01fe01fe",
        "fe01fe01fe01fe01",
        "1fe01fe00ef10ef1",
        "e01fe01ff10ef10e",
        "1ffe1ffe0efe0efe",
        "fe1ffe1ffe0efe0e",
        "e0fee0fef1fef1fe",
        "fee0fee0fef1fef1",
        "001e001e000f000f",
    ];
    let all = weak.map(|part| (part, Weaknesses::WEAK_PART)).into_iter();
    for (part, weakness) in all.chain(semi_weak.map(|part| (part, Weaknesses::SEMI_WEAK_PART))) {
        for place in 0..3 {
            let mut parts = strong;
            parts[place] = part;
            assert_eq!(key(Algorithm::Tdes3, &parts.concat()).weaknesses(), weakness, "{parts:?}");
        }
    }
    assert_eq!(key(Algorithm::Tdes3, &strong.concat()).weaknesses(), Weaknesses::empty());
    let [a, b, _] = strong;
    assert_eq!(key(Algorithm::Tdes3, &[a, b, a].concat()).weaknesses(), Weaknesses::TWO_KEY);
    assert_eq!(key(Algorithm::Tdes3, &[a, a, b].concat()).weaknesses(), Weaknesses::SINGLE_DES);
    assert_eq!(key(Algorithm::Tdes3, &[a, b, b].concat()).weaknesses(), Weaknesses::SINGLE_DES);
    assert_eq!(key(Algorithm::Tdes3, &[a, a, a].concat()).weaknesses(), Weaknesses::SINGLE_DES | Weaknesses::TWO_KEY);
    // Equal but for parity bits.
    assert_eq!(key(Algorithm::Tdes3, &[a, b, "53b82b214ba3db88"].concat()).weaknesses(), Weaknesses::TWO_KEY);
    assert_eq!(
        key(Algorithm::Tdes3, &["0101010101010101", "011f011f010e010e", "0101010101010101"].concat()).weaknesses().to_string(),
        "degenerate, its first and third parts are equal; one of its parts is a weak DES key; one of its parts is a semi-weak DES key"
    );
}

#[test]
fn generated_keys_are_strong_and_have_odd_parity() {
    let bytes: Vec<u8> = (0..=255).map(|i: u8| i.wrapping_mul(167).rotate_left(3) ^ 0x5C).collect();
    for algorithm in Algorithm::ALL {
        let made = AdminKey::generate(algorithm, &mut Recorded::new(&bytes)).unwrap();
        assert_eq!((made.algorithm(), made.weaknesses()), (algorithm, Weaknesses::empty()));
        let odd = made.expose().iter().all(|byte| byte.count_ones() % 2 == 1);
        assert_eq!(odd, algorithm == Algorithm::Tdes3, "{algorithm}");
        assert_eq!(made.expose().len(), algorithm.key_len());
    }
    assert_eq!(MasterSecret::generate(&mut Recorded::new(&bytes)).unwrap().expose(), &bytes[..32]);
}

#[test]
fn a_random_source_that_fails_or_repeats_itself_gives_an_error() {
    for algorithm in Algorithm::ALL {
        refused(
            AdminKey::generate(algorithm, &mut Broken),
            ErrorKind::RandomSource,
            "random source failed, expected a working random source",
        );
        refused(
            AdminKey::generate(algorithm, &mut Recorded::new(&[0])),
            ErrorKind::NoStrongKey,
            "256 keys in a row are weak, expected another key version, or a working random source",
        );
    }
    for source in [&mut Recorded::new(&[0]), &mut Recorded::new(&[1, 2, 3, 4])] {
        assert_eq!(MasterSecret::generate(source).unwrap_err().kind(), ErrorKind::RandomSource);
    }
    assert_eq!(MasterSecret::generate(&mut Broken).unwrap_err().kind(), ErrorKind::RandomSource);
    assert_eq!(Challenge::generate(Algorithm::Tdes3, &mut Broken).unwrap_err().kind(), ErrorKind::RandomSource);
}

#[test]
fn a_weak_key_is_passed_over() {
    // 24 bytes of zeros, then a strong key.
    let strong = key(Algorithm::Tdes3, STRONG);
    let random = [&[0; 24], strong.expose()].concat();
    assert_eq!(hex(AdminKey::generate(Algorithm::Tdes3, &mut Recorded::new(&random)).unwrap().expose()), STRONG);
}

#[test]
fn check_values() {
    assert_eq!(hex(&key(Algorithm::Tdes3, "010203040506070801020304050607080102030405060708").check_value()), "b073dc");
    // FIPS 197 under a key of zeros.
    assert_eq!(hex(&key(Algorithm::Aes128, &"0".repeat(32)).check_value()), "66e94b");
    assert_eq!(hex(&key(Algorithm::Aes192, &"0".repeat(48)).check_value()), "aae069");
    assert_eq!(hex(&key(Algorithm::Aes256, &"0".repeat(64)).check_value()), "dc95c0");
}

#[test]
fn a_key_with_its_schedule_answers_alike() {
    let digits = format!("{STRONG}0011223344556677");
    for algorithm in Algorithm::ALL {
        let key = key(algorithm, &digits[..algorithm.key_len() * 2]);
        let scheduled = key.schedule();
        for byte in 0..20 {
            let challenge = Challenge::from_bytes(&vec![byte; algorithm.block_len()], algorithm).unwrap();
            let response = key.respond(&challenge).unwrap();
            assert!(scheduled.verify(&challenge, &response).unwrap());
            assert_eq!(scheduled.respond(&challenge).unwrap().as_bytes(), response.as_bytes());
        }
    }
}
