//! PINs that are proposed.

use aclavis::ErrorKind;
use aclavis::card::{
    AdminKey, Algorithm, Atr, CardContext, Challenge, CharClass, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf,
    SecretPin,
};

use super::{Broken, Recorded, key, refused};

fn card<'a>() -> CardContext<'a> {
    CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse().unwrap(), 2).of_system("contoso").unwrap()
}

fn master() -> MasterSecret {
    MasterSecret::from_bytes(&(0..32).collect::<Vec<u8>>()).unwrap()
}

fn challenge() -> Challenge {
    Challenge::from_base64("yhglMLsdbRM=", Algorithm::Tdes3).unwrap()
}

fn digits(length: usize) -> PinPolicy {
    PinPolicy::new(length, Charset::DIGITS).unwrap()
}

fn hmac() -> PinKey {
    PinKey::from_master(&master(), Prf::HmacSha256, &card()).unwrap()
}

#[test]
fn the_same_inputs_give_the_same_pin_and_everything_else_another() {
    let propose = |prf, occasion: PinOccasion<'_>, policy: &PinPolicy| {
        let key = PinKey::from_master(&master(), prf, &card()).unwrap();
        key.propose(&occasion, policy).unwrap().expose().to_owned()
    };
    let atr = Atr::from_hex("3b8d0180fba000000397425446590301c8").unwrap();
    let request = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099".parse().unwrap();
    let (challenge, other) = (challenge(), Challenge::from_base64("yhglMLsdbRQ=", Algorithm::Tdes3).unwrap());
    let occasion = PinOccasion::new(&challenge);
    let pins = [
        propose(Prf::HmacSha256, occasion, &digits(12)),
        propose(Prf::Cmac(Algorithm::Tdes3), occasion, &digits(12)),
        propose(Prf::Cmac(Algorithm::Aes256), occasion, &digits(12)),
        propose(Prf::HmacSha256, PinOccasion::new(&other), &digits(12)),
        propose(Prf::HmacSha256, occasion.with_atr(&atr), &digits(12)),
        propose(Prf::HmacSha256, occasion.for_request(request), &digits(12)),
        propose(Prf::HmacSha256, occasion, &digits(12).allowing_weak()),
        propose(Prf::HmacSha256, occasion, &digits(13))[..12].to_owned(),
    ];
    for (at, pin) in pins.iter().enumerate() {
        assert!(!pins[..at].contains(pin), "{at}: {pins:?}");
    }
    assert_eq!(pins[0], propose(Prf::HmacSha256, occasion, &digits(12)));
}

#[test]
fn further_rules_leave_a_pin_that_meets_them_as_it_is() {
    let policy = || PinPolicy::new(8, Charset::ALPHANUMERIC).unwrap();
    let key = hmac();
    let challenge = challenge();
    let occasion = PinOccasion::new(&challenge);
    let free = key.propose(&occasion, &policy()).unwrap();
    let ruled = policy().at_least(1, CharClass::Lower).unwrap().blocking(["ABCDEFGH"]).unwrap();
    assert_eq!(key.propose(&occasion, &ruled).unwrap().expose(), free.expose());
    // A blocked PIN gives way to the next attempt.
    let blocked = key.propose(&occasion, &policy().blocking([free.expose()]).unwrap()).unwrap();
    assert_ne!(blocked.expose(), free.expose());
    assert_eq!((free.attempt(), blocked.attempt()), (0, 1));
}

#[test]
fn requirements_are_met() {
    let policy = PinPolicy::new(8, Charset::ALPHANUMERIC).unwrap();
    let policy = policy.at_least(3, CharClass::Digit).unwrap().at_least(2, CharClass::Upper).unwrap();
    let key = hmac();
    for byte in 0..100 {
        let challenge = Challenge::from_bytes(&[byte; 8], Algorithm::Tdes3).unwrap();
        let pin = key.propose(&PinOccasion::new(&challenge), &policy).unwrap();
        let count = |is: fn(&u8) -> bool| pin.expose().bytes().filter(is).count();
        assert!(count(u8::is_ascii_digit) >= 3 && count(u8::is_ascii_uppercase) >= 2, "{}", pin.expose());
    }
}

#[test]
fn weak_pins_come_only_where_they_are_allowed() {
    let key = hmac();
    let weak = |pin: &str| {
        let steps: Vec<u8> = pin.as_bytes().windows(2).map(|pair| (pair[1] + 10 - pair[0]) % 10).collect();
        steps.iter().all(|step| *step == steps[0])
    };
    let (mut allowed, mut refused) = (0, 0);
    for number in 0_u64..4000 {
        let challenge = Challenge::from_bytes(&number.to_be_bytes(), Algorithm::Tdes3).unwrap();
        let occasion = PinOccasion::new(&challenge);
        allowed += usize::from(weak(key.propose(&occasion, &digits(4).allowing_weak()).unwrap().expose()));
        refused += usize::from(weak(key.propose(&occasion, &digits(4)).unwrap().expose()));
    }
    // One of a hundred is.
    assert!((15..80).contains(&allowed), "{allowed}");
    assert_eq!(refused, 0);
}

#[test]
fn a_policy_that_nearly_nothing_meets_ends_in_an_error() {
    let policy = PinPolicy::new(16, Charset::ALPHANUMERIC).unwrap().at_least(16, CharClass::Digit).unwrap();
    refused(
        hmac().propose(&PinOccasion::new(&challenge()), &policy),
        ErrorKind::PinAttempts,
        "1,024 proposals in a row break the policy, expected rules that more PINs meet",
    );
}

#[test]
fn a_weak_admin_key_is_no_source() {
    let weak = "weak, degenerate or default key, expected a key that was generated or derived";
    for digits in ["000000000000000000000000000000000000000000000000", "0123456789abcdeffedcba98765432100123456789abcdef"] {
        let of = PinKey::from_admin_key(&key(Algorithm::Tdes3, digits), Prf::HmacSha256, &card());
        refused(of, ErrorKind::WeakKey, weak);
    }
    refused(
        PinKey::from_admin_key(&AdminKey::from_bytes(Algorithm::Aes256, &[0; 32]).unwrap(), Prf::HmacSha256, &card()),
        ErrorKind::WeakKey,
        weak,
    );
}

#[test]
fn parity_bits_of_a_source_do_not_count() {
    let of = |key_digits: &str| {
        let key = PinKey::from_admin_key(&key(Algorithm::Tdes3, key_digits), Prf::HmacSha256, &card()).unwrap();
        key.propose(&PinOccasion::new(&challenge()), &digits(16)).unwrap().expose().to_owned()
    };
    assert_eq!(of("52b92a204aa2da89680e3e46e361ae1c2c54b6497aaefefb"), of("53b82b214ba3db88690f3f47e260af1d2d55b7487bafffFa"));
}

#[test]
fn random_pins_go_through_the_same_mapping() {
    // 250 to 255 stand for no digit.
    let bytes = [250, 255, 12, 7, 251, 249, 100, 31, 254, 86, 3];
    let pin = SecretPin::random(&digits(6), &mut Recorded::new(&bytes)).unwrap();
    assert_eq!((pin.expose(), pin.attempt()), ("279016", 0));
    // All characters of a set of 94 come up, each for two or three bytes.
    let all: Vec<u8> = (0..=255).collect();
    let charset = Charset::new(&('!'..='~').collect::<String>()).unwrap();
    let policy = PinPolicy::new(16, charset).unwrap().allowing_weak();
    let mut source = Recorded::new(&all);
    let pins: String = (0..4).map(|_| SecretPin::random(&policy, &mut source).unwrap().expose().to_owned()).collect();
    assert_eq!(pins.len(), 64);
    assert_eq!(pins[..8], *"!\"#$%&'(");
}

/// Weak PINs so often, then another one.
fn at_attempt(attempts: usize) -> Result<SecretPin, aclavis::Error> {
    let bytes = [vec![7; 32 * attempts], (0..32_u8).map(|i| i.wrapping_mul(i)).collect()].concat();
    SecretPin::random(&digits(4), &mut Recorded::new(&bytes))
}

#[test]
fn there_are_1024_attempts() {
    assert_eq!(at_attempt(1023).unwrap().attempt(), 1023);
    assert_eq!(at_attempt(1024).unwrap_err().kind(), ErrorKind::PinAttempts);
}

#[test]
fn a_random_source_that_gives_too_little_ends_in_an_error() {
    // Nothing but bytes that stand for no digit; nothing but weak PINs.
    for byte in [255, 7] {
        assert_eq!(SecretPin::random(&digits(4), &mut Recorded::new(&[byte])).unwrap_err().kind(), ErrorKind::PinAttempts);
    }
    assert_eq!(SecretPin::random(&digits(4), &mut Broken).unwrap_err().kind(), ErrorKind::RandomSource);
}
