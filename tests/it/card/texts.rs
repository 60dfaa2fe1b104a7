//! Challenges and responses as text.

use aclavis::ErrorKind;
use aclavis::card::{AdminKey, Algorithm, Blocks, Challenge, Charset, Prf, Response, Uuid};

use super::{key, refused};

const TDES: Algorithm = Algorithm::Tdes3;
const AES: Algorithm = Algorithm::Aes128;

const BASE64: &str = "base64 such as `1hFD+cz/0so=`";
const BLOCK: &str = "one block: 8 bytes for 3DES, 16 for AES";

#[test]
fn the_documented_exchange() {
    let default = AdminKey::from_bytes(TDES, &[0; 24]).unwrap();
    let challenge = Challenge::from_base64("1hFD+cz/0so=", TDES).unwrap();
    let response = default.respond(&challenge).unwrap();
    assert_eq!(response.to_string(), "F0Zudm4wPLY=");
    assert_eq!(format!("{response:X}"), "1746 6E76 6E30 3CB6");
    assert!(default.verify(&challenge, &Response::from_base64("F0Zudm4wPLY=", TDES).unwrap()).unwrap());
    assert!(default.verify(&challenge, &Response::from_hex("1746-6e76-6e30-3cb6", TDES).unwrap()).unwrap());
    for wrong in ["F0Zudm4wPLc=", "l0Zudm4wPLY=", "F0Zudm8wPLY="] {
        assert!(!default.verify(&challenge, &Response::from_base64(wrong, TDES).unwrap()).unwrap(), "{wrong}");
    }
}

#[test]
fn help_desk_text_is_read_in_any_grouping() {
    let challenge = Challenge::from_base64("1hFD+cz/0so=", TDES).unwrap();
    for text in [
        "d61143f9ccffd2ca",
        "D611 43F9 CCFF D2CA",
        "d6:11:43:f9:cc:ff:d2:ca",
        "D6-1143-F9cC FF-d2 cA",
        " d 6 1143f9 ccffd2ca\n",
        "d611\t43f9ccffd2ca",
    ] {
        assert_eq!(Challenge::from_hex(text, TDES).unwrap(), challenge, "{text}");
    }
}

#[test]
fn each_unusable_base64_has_its_own_error() {
    let of = |text: &str| Challenge::from_base64(text, TDES);
    refused(
        of(""),
        ErrorKind::EmptyValue,
        &format!("empty value, expected {BASE64}, or pairs of hexadecimal digits where these are read"),
    );
    let hex =
        format!("value looks like hex at byte 0, expected {BASE64}; hexadecimal digits belong where help-desk text is read");
    for text in ["CFAA62118BBD25", "CFAA62118BBD2501", "cfaa62118bbd250102", "00000000000000000000000000000000"] {
        refused(of(text), ErrorKind::LooksLikeHex, &hex);
    }
    refused(
        of("AB"),
        ErrorKind::NonCanonicalBase64,
        "base64 is not canonical at byte 0, expected groups of 4 characters, the last one padded with `=` and without excess bits",
    );
    let blank = "expected `+` there: in a URL it has to be written as `%2B`";
    refused(of("1hFD cz/0so="), ErrorKind::BlankInBase64, &format!("blank inside base64 at byte 4, {blank}"));
    refused(of("1hFD+cz/0so=\n"), ErrorKind::BlankInBase64, &format!("blank inside base64 at byte 12, {blank}"));
    let alphabet = "expected `A` to `Z`, `a` to `z`, `0` to `9`, `+`, `/`, and `=` at the end";
    for (text, at) in [("1hFD-cz/0so=", 4), ("1hFD+cz_0so=", 7), ("1hFD+cz/0sö=", 10), ("1hFD%2Bcz/0so=", 4), (" ", 0)] {
        refused(of(text), ErrorKind::BadBase64, &format!("character outside of the base64 alphabet at byte {at}, {alphabet}"));
    }
    let canonical = "base64 is not canonical at byte 0, expected groups of 4 characters, the last one padded with `=` and without excess bits";
    for text in ["1hFD+cz/0so", "1hFD+cz/0sp=", "1hFD+cz/0so==", "1hFD+cz/0s=o", "1hFD=cz/0so=", "=", "===="] {
        refused(of(text), ErrorKind::NonCanonicalBase64, canonical);
    }
    for (text, size) in
        [("1hFD", "3 bytes"), ("AA==", "1 byte"), ("1hFD+cz/0soA", "9 bytes"), ("1hFD+cz/0sr2EUP5zP/Syg==", "16 bytes")]
    {
        refused(of(text), ErrorKind::ChallengeLength, &format!("challenge of the wrong length: {size}, expected {BLOCK}"));
    }
    for size in [63, 64, 65, 66, 67] {
        let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, vec![0xFB; size]);
        refused(of(&text), ErrorKind::ChallengeLength, &format!("challenge of the wrong length: {size} bytes, expected {BLOCK}"));
    }
    let long = "+A".repeat(50);
    refused(of(&long), ErrorKind::ChallengeLength, &format!("challenge of the wrong length: 75 bytes, expected {BLOCK}"));
    refused(
        Response::from_base64("1hFD", TDES),
        ErrorKind::ResponseLength,
        &format!("response of the wrong length: 3 bytes, expected {BLOCK}"),
    );
}

#[test]
fn the_hint_at_hex_fits_the_block() {
    // 7 bytes are near one block of 3DES and far from one of AES.
    assert_eq!(Challenge::from_base64("CFAA62118BBD25", AES).unwrap_err().kind(), ErrorKind::NonCanonicalBase64);
    assert_eq!(Challenge::from_base64(&"0".repeat(30), AES).unwrap_err().kind(), ErrorKind::LooksLikeHex);
    assert_eq!(Challenge::from_base64(&"0".repeat(31), AES).unwrap_err().kind(), ErrorKind::NonCanonicalBase64);
    assert_eq!(Challenge::from_base64(&"0".repeat(20), TDES).unwrap_err().kind(), ErrorKind::ChallengeLength);
}

#[test]
fn each_unusable_help_desk_text_has_its_own_error() {
    let of = |text| Challenge::from_hex(text, TDES);
    let pairs = "expected pairs of digits, with blanks, dashes or colons anywhere between them";
    refused(
        of(""),
        ErrorKind::EmptyValue,
        &format!("empty value, expected {BASE64}, or pairs of hexadecimal digits where these are read"),
    );
    refused(
        of(" - : "),
        ErrorKind::EmptyValue,
        &format!("empty value, expected {BASE64}, or pairs of hexadecimal digits where these are read"),
    );
    refused(of("D611 43F9 CCFF D2CG"), ErrorKind::BadHex, &format!("not pairs of hexadecimal digits at byte 18, {pairs}"));
    refused(of("D611 43F9 CCFF D2C"), ErrorKind::BadHex, &format!("not pairs of hexadecimal digits at byte 18, {pairs}"));
    refused(of("0xD61143F9CCFFD2CA"), ErrorKind::BadHex, &format!("not pairs of hexadecimal digits at byte 1, {pairs}"));
    refused(
        of("D61143F9CCFFD2"),
        ErrorKind::ChallengeLength,
        &format!("challenge of the wrong length: 7 bytes, expected {BLOCK}"),
    );
    refused(
        of(&"ab".repeat(65)),
        ErrorKind::ChallengeLength,
        &format!("challenge of the wrong length: 65 bytes, expected {BLOCK}"),
    );
}

#[test]
fn several_blocks_are_read_when_asked_for() {
    let two = "1hFD+cz/0sr2EUP5zP/Syg==";
    assert_eq!(Challenge::from_base64(two, TDES).unwrap_err().kind(), ErrorKind::ChallengeLength);
    let challenge = Challenge::from_base64(two, Blocks::several(TDES)).unwrap();
    let default = AdminKey::from_bytes(TDES, &[0; 24]).unwrap();
    // CBC: the first block as by itself, the second one over it.
    let response = default.respond(&challenge).unwrap();
    let first = Challenge::from_bytes(&challenge.as_bytes()[..8], TDES).unwrap();
    let first = default.respond(&first).unwrap();
    assert_eq!(response.as_bytes()[..8], *first.as_bytes());
    let chained: Vec<u8> = challenge.as_bytes()[8..].iter().zip(first.as_bytes()).map(|(a, b)| a ^ b).collect();
    let second = default.respond(&Challenge::from_bytes(&chained, TDES).unwrap()).unwrap();
    assert_eq!(response.as_bytes()[8..], *second.as_bytes());
    for size in [0, 4, 12, 72] {
        assert_eq!(
            Challenge::from_bytes(&vec![1; size], Blocks::several(TDES)).unwrap_err().kind(),
            ErrorKind::ChallengeLength,
            "{size}"
        );
    }
    assert!(Challenge::from_bytes(&[1; 64], Blocks::several(TDES)).is_ok());
    // AES cards have one block whatever is asked for.
    assert_eq!(Challenge::from_bytes(&[1; 32], Blocks::several(AES)).unwrap_err().kind(), ErrorKind::ChallengeLength);
}

#[test]
fn a_challenge_for_another_algorithm_is_refused() {
    let aes = key(AES, "00112233445566778899aabbccddeeff");
    let tdes = key(TDES, "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb");
    let text = "key and challenge are of different algorithms, expected a challenge that was read for the key's algorithm; a tdes3 key where GIDS cards authenticate mutually";
    refused(aes.respond(&Challenge::from_bytes(&[1; 8], TDES).unwrap()), ErrorKind::OtherAlgorithm, text);
    refused(tdes.respond(&Challenge::from_bytes(&[1; 16], AES).unwrap()), ErrorKind::OtherAlgorithm, text);
    refused(tdes.schedule().respond(&Challenge::from_bytes(&[1; 16], AES).unwrap()), ErrorKind::OtherAlgorithm, text);
}

#[test]
fn names_are_exact() {
    for algorithm in Algorithm::ALL {
        assert_eq!(algorithm.name().parse::<Algorithm>().unwrap(), algorithm);
        assert_eq!(Algorithm::from_piv_id(algorithm.piv_id()), Some(algorithm));
    }
    for prf in Prf::ALL {
        assert_eq!(prf.name().parse::<Prf>().unwrap(), prf);
    }
    let expected = "unknown algorithm, expected tdes3, aes128, aes192 or aes256";
    for name in ["", "3des", "TDES3", "aes", "aes512", "tdes3 "] {
        refused(name.parse::<Algorithm>(), ErrorKind::UnknownAlgorithm, expected);
    }
    refused(
        "hmac".parse::<Prf>(),
        ErrorKind::UnknownPrf,
        "unknown pseudo-random function, expected cmac-tdes3, cmac-aes128, cmac-aes192, cmac-aes256 or hmac-sha256",
    );
    assert_eq!(Algorithm::from_piv_id(0), None);
}

#[test]
fn identifiers_are_read_in_the_order_of_their_text() {
    let id: Uuid = "BC88F13F-83ba-4037-8262-46eba1291c6e".parse().unwrap();
    assert_eq!(id.to_bytes(), [0xbc, 0x88, 0xf1, 0x3f, 0x83, 0xba, 0x40, 0x37, 0x82, 0x62, 0x46, 0xeb, 0xa1, 0x29, 0x1c, 0x6e]);
    assert_eq!(id.to_string(), "bc88f13f-83ba-4037-8262-46eba1291c6e");
    for text in [
        "",
        "{bc88f13f-83ba-4037-8262-46eba1291c6e}",
        "bc88f13f83ba4037826246eba1291c6e",
        "bc88f13f-83ba-4037-8262-46eba1291c6g",
        "bc88f13f-83ba-4037-826-246eba1291c6e",
    ] {
        assert_eq!(text.parse::<Uuid>().unwrap_err().kind(), ErrorKind::BadGuid, "{text}");
    }
}

#[test]
fn no_error_repeats_what_it_was_given() {
    let secret = "52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb0";
    let errors = [
        AdminKey::from_encoded(TDES, secret.as_bytes()).unwrap_err(),
        AdminKey::from_bytes(TDES, secret.as_bytes()).unwrap_err(),
        Challenge::from_base64(secret, TDES).unwrap_err(),
        Challenge::from_hex(secret, TDES).unwrap_err(),
        secret.parse::<Algorithm>().unwrap_err(),
        secret.parse::<Prf>().unwrap_err(),
    ];
    for error in errors {
        for text in [format!("{error}"), format!("{error:#}"), format!("{error:?}")] {
            assert!(!text.contains("52b9"), "{text}");
        }
    }
}

#[test]
fn values_print_as_they_are_called() {
    assert_eq!(Algorithm::ALL.map(|algorithm| algorithm.to_string()), ["tdes3", "aes128", "aes192", "aes256"]);
    assert_eq!(format!("[{TDES:>6}]"), "[ tdes3]");
    assert_eq!(Prf::ALL.map(|prf| prf.to_string()), ["cmac-tdes3", "cmac-aes128", "cmac-aes192", "cmac-aes256", "hmac-sha256"]);
    assert_eq!(format!("[{:<12}]", Prf::HmacSha256), "[hmac-sha256 ]");
    assert_eq!([TDES, AES].map(Prf::from), [Prf::Cmac(TDES), Prf::Cmac(AES)]);
    let challenge = Challenge::from_base64("1hFD+cz/0so=", TDES).unwrap();
    assert_eq!(format!("{challenge:?}"), "Challenge(D611 43F9 CCFF D2CA)");
    let uuid: Uuid = "BC88F13F-83ba-4037-8262-46eba1291c6e".parse().unwrap();
    assert_eq!(format!("{uuid:?}"), "bc88f13f-83ba-4037-8262-46eba1291c6e");
    assert_eq!(format!("{:?}", Charset::new("9876543210").unwrap()), "Charset(\"0123456789\")");
}
