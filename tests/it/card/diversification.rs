//! From a master to a card's key.

use aclavis::ErrorKind;
use aclavis::card::{Algorithm, An10922, CardContext, DiversificationV1, Diversify, MasterSecret, StaticKey};

use super::{hex, key, refused};

fn card<'a>() -> CardContext<'a> {
    CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse().unwrap(), 2)
}

fn master() -> MasterSecret {
    MasterSecret::from_bytes(&(0..32).collect::<Vec<u8>>()).unwrap()
}

#[test]
fn everything_in_the_context_changes_the_key() {
    let of = |algorithm, card: &CardContext<'_>| hex(master().admin_key(algorithm, card).unwrap().expose());
    let other_card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6f".parse().unwrap(), 2);
    let other_version = CardContext::new(card().card_id(), 3);
    let keys = [
        of(Algorithm::Tdes3, &card()),
        of(Algorithm::Aes192, &card()),
        of(Algorithm::Tdes3, &other_card),
        of(Algorithm::Tdes3, &other_version),
        of(Algorithm::Tdes3, &card().of_system("contoso").unwrap()),
        of(Algorithm::Tdes3, &card().of_system("contoso ").unwrap()),
    ];
    for (at, key) in keys.iter().enumerate() {
        assert!(!keys[..at].contains(key), "{at}");
    }
    assert_eq!(of(Algorithm::Tdes3, &card().of_system("contoso").unwrap()), "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb");
    assert_eq!(of(Algorithm::Tdes3, &card()), of(Algorithm::Tdes3, &card().of_system("").unwrap()));
}

#[test]
fn the_trait_gives_the_same() {
    let schemes: [(&dyn Diversify, &str); 3] = [
        (&DiversificationV1::new(master(), Algorithm::Tdes3), "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb"),
        (&StaticKey::new(key(Algorithm::Aes128, "00112233445566778899aabbccddeeff")), "00112233445566778899aabbccddeeff"),
        (
            &An10922::new(key(Algorithm::Aes128, "00112233445566778899aabbccddeeff")),
            &hex(An10922::new(key(Algorithm::Aes128, "00112233445566778899aabbccddeeff"))
                .derive(&card().card_id().to_bytes(), None)
                .unwrap()
                .expose()),
        ),
    ];
    let card = card().of_system("contoso").unwrap();
    for (scheme, expected) in schemes {
        assert_eq!(hex(scheme.admin_key(&card).unwrap().expose()), expected);
    }
}

#[test]
fn the_name_of_a_system_has_an_end() {
    assert!(card().of_system(&"x".repeat(1024)).is_ok());
    refused(
        card().of_system(&"x".repeat(1025)),
        ErrorKind::SystemTooLong,
        "name of the system is too long: 1025 bytes, expected at most 1,024 bytes",
    );
}

#[test]
fn an10922_takes_as_much_as_two_blocks_hold() {
    let aes = An10922::new(key(Algorithm::Aes256, &"0123456789abcdef".repeat(4)));
    let tdes = An10922::new(key(Algorithm::Tdes3, "00112233445566778899aabbccddeeff0102030405060708"));
    for (scheme, most) in [(&aes, 31), (&tdes, 15)] {
        let keys: Vec<String> = (1..=most).map(|size| hex(scheme.derive(&vec![7; size], None).unwrap().expose())).collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key));
        }
        for size in [0, most + 1] {
            refused(
                scheme.derive(&vec![7; size], None),
                ErrorKind::DiversificationInput,
                &format!(
                    "diversification input of the wrong length: {size} bytes, expected 1 to 15 bytes for 3DES, 1 to 31 for AES"
                ),
            );
        }
    }
    // A card's identifier is too long for 3DES.
    assert_eq!(tdes.admin_key(&card()).unwrap_err().kind(), ErrorKind::DiversificationInput);
}

#[test]
fn an10922_writes_a_version_into_parity_bits() {
    let input = [1, 2, 3];
    let parity = |key: &[u8]| key.iter().take(8).fold(0, |bits, byte| bits << 1 | byte & 1);
    for digits in ["00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff0102030405060708"] {
        for version in [0, 1, 0x55, 0x80, 0xFF] {
            let master = || An10922::new(key(Algorithm::Tdes3, digits));
            let (plain, versioned) = (master().derive(&input, None).unwrap(), master().derive(&input, Some(version)).unwrap());
            assert_eq!(parity(versioned.expose()), version);
            let same = plain.expose().iter().zip(versioned.expose()).all(|(a, b)| a & 0xFE == b & 0xFE);
            assert!(same);
            assert_eq!(versioned.is_two_key(), digits.len() == 32);
            if versioned.is_two_key() {
                assert_eq!(versioned.expose()[..8], versioned.expose()[16..]);
            }
        }
    }
    let aes = || An10922::new(key(Algorithm::Aes128, "00112233445566778899aabbccddeeff"));
    assert_eq!(aes().derive(&input, Some(9)).unwrap().expose(), aes().derive(&input, None).unwrap().expose());
}

/// The worked examples of revision 2.2.
#[test]
fn an10922_gives_the_keys_of_the_note() {
    let uid = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80, 0x30, 0x42, 0xF5, 0x4E, 0x58, 0x50, 0x20, 0x41, 0x62, 0x75];
    let (two, three) = ("00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff0102030405060708");
    for (algorithm, master, input, version, diversified) in [
        (Algorithm::Aes128, two, &uid[..], None, "a8dd63a3b89d54b37ca802473fda9175"),
        (Algorithm::Aes192, three, &uid[..], None, "ce39c8e1cd82d9a7bedbe9d74af59b23176755ee7586e12c"),
        (
            Algorithm::Aes256,
            "00112233445566778899aabbccddeeff0102030405060708090a0b0c0d0e0f00",
            &uid[..],
            None,
            "4fc6eec820b4c54314990b8611662db695e7880982c0001e6067488346100aed",
        ),
        (Algorithm::Tdes3, two, &uid[..15], Some(0x55), "16f9587d9e8910c96b9648d006107dd716f9587d9e8910c9"),
        (Algorithm::Tdes3, three, &uid[..13], Some(0x55), "2e0dd03774d3fa9b5705ab0bda91ca0b55b8e07fcdbf10ec"),
    ] {
        let derived = An10922::new(key(algorithm, master)).derive(input, version).unwrap();
        assert_eq!(hex(derived.expose()), diversified, "{algorithm}");
    }
}
