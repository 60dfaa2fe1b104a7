//! What PINs may be.

use aclavis::ErrorKind;
use aclavis::card::{CharClass, Charset, PinPolicy};

use super::refused;

const LENGTH: &str =
    "PIN length outside of its bounds, expected 4 to 16 characters; 6 to 8 for PIV, 8 or more for TPM virtual cards";
const UNMET: &str = "no PIN can meet the policy, expected rules that the characters and the length leave room for";

fn digits(length: usize) -> PinPolicy {
    PinPolicy::new(length, Charset::DIGITS).unwrap()
}

/// The policy of a kind of card, for a length.
type Preset = fn(usize) -> Result<PinPolicy, aclavis::Error>;

#[test]
fn lengths() {
    let bounds: [(Preset, _); 4] = [
        (|length| PinPolicy::new(length, Charset::DIGITS), 4..=16),
        (PinPolicy::piv, 6..=8),
        (|length| PinPolicy::gids(length, Charset::ALPHANUMERIC), 4..=16),
        (|length| PinPolicy::tpm_virtual_card(length, Charset::ALPHANUMERIC), 8..=16),
    ];
    for (policy, bounds) in bounds {
        for length in 0..40 {
            match policy(length) {
                Ok(policy) => assert!(bounds.contains(&length) && policy.length() == length, "{length}"),
                Err(error) => {
                    assert!(!bounds.contains(&length), "{length}");
                    refused::<()>(Err(error), ErrorKind::PinLength, LENGTH);
                }
            }
        }
    }
}

#[test]
fn characters() {
    assert_eq!(Charset::new("9988776655443322110").unwrap(), Charset::DIGITS);
    assert_eq!(Charset::ALPHANUMERIC.as_str().len(), 56);
    let all: String = ('!'..='~').collect();
    assert_eq!(Charset::new(&all).unwrap().as_str(), all);
    let expected = "expected 10 to 94 different printable ASCII characters without the blank, or `digits` or `alphanumeric`";
    for (text, at) in [
        ("0123456789 ", 10),
        ("012345678\t", 9),
        ("0123456789é", 10),
        ("\x7f0123456789", 0),
        ("012345678", 0),
        ("", 0),
        ("0011223344", 0),
    ] {
        refused(
            text.parse::<Charset>(),
            ErrorKind::PinCharset,
            &format!("unusable characters for PINs at byte {at}, {expected}"),
        );
    }
    // Names win over characters.
    assert_eq!("digits".parse::<Charset>().unwrap(), Charset::DIGITS);
}

#[test]
fn a_class_without_characters_cannot_be_required() {
    refused(digits(6).at_least(1, CharClass::Upper), ErrorKind::PinPolicy, UNMET);
    refused(digits(6).at_least(7, CharClass::Digit), ErrorKind::PinPolicy, UNMET);
    assert!(digits(6).at_least(6, CharClass::Digit).is_ok());
    assert!(digits(6).at_least(0, CharClass::Other).is_ok());
    let mixed = PinPolicy::new(4, Charset::ALPHANUMERIC).unwrap().at_least(2, CharClass::Upper).unwrap();
    assert!(mixed.clone().at_least(2, CharClass::Digit).is_ok());
    refused(mixed.at_least(3, CharClass::Digit), ErrorKind::PinPolicy, UNMET);
}

#[test]
fn requirements_that_only_weak_pins_meet_are_refused() {
    // The only PINs of four digits are 5555, which is weak.
    let one_digit = Charset::new("ABCDEFGHI5").unwrap();
    let policy = || PinPolicy::new(4, one_digit).unwrap();
    refused(policy().at_least(4, CharClass::Digit), ErrorKind::PinPolicy, UNMET);
    assert!(policy().allowing_weak().at_least(4, CharClass::Digit).is_ok());
    assert!(policy().at_least(3, CharClass::Digit).is_ok());
}

#[test]
fn a_blocklist_may_not_take_everything() {
    let all: Vec<String> = (0..10_000).map(|pin| format!("{pin:04}")).collect();
    let texts = || all.iter().map(String::as_str);
    refused(digits(4).blocking(texts()), ErrorKind::PinPolicy, UNMET);
    refused(digits(4).allowing_weak().blocking(texts()), ErrorKind::PinPolicy, UNMET);
    // One that is not blocked is enough, but not a weak one.
    assert!(digits(4).blocking(texts().filter(|pin| *pin != "2058")).is_ok());
    refused(digits(4).blocking(texts().filter(|pin| *pin != "2468")), ErrorKind::PinPolicy, UNMET);
    assert!(digits(4).allowing_weak().blocking(texts().filter(|pin| *pin != "2468")).is_ok());
    // Other lengths do not count.
    assert!(digits(5).blocking(texts()).is_ok());
    assert!(digits(4).blocking(texts().chain(texts()).take(15_000).filter(|pin| *pin != "2058")).is_ok());
}

#[test]
fn entries_of_a_blocklist_are_pins() {
    for entry in ["", "123", "12345678901234567", "12 34", "1234\n", "12é4"] {
        refused(
            digits(4).blocking([entry]),
            ErrorKind::BlockedPin,
            "entry of a blocklist is no PIN, expected 4 to 16 printable ASCII characters without the blank",
        );
    }
}
