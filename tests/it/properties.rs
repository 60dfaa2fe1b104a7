//! What holds for every descriptor, token and condition.

use std::cell::Cell;

use aclavis::mutation::{NearlyValidBytes, NearlyValidText, ValidText, mutated_bytes, mutated_text};
use aclavis::oracle::{self, Violation};
use aclavis::{DescriptorRef, ParseOptions, SecurityDescriptor};
use arbitrary::{Arbitrary, Unstructured};

/// Makes so many cases of random bytes, always the same ones, and fails with the first that does not hold.
fn cases<T: for<'a> Arbitrary<'a> + std::fmt::Debug>(count: u32, property: impl Fn(&T) -> Result<(), Violation>) {
    let mut state = 1_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..count {
        let bytes: Vec<u8> = (0..160).flat_map(|_| random().to_le_bytes()).collect();
        let case = T::arbitrary(&mut Unstructured::new(&bytes)).unwrap();
        if let Err(violation) = property(&case) {
            panic!("{violation}\n{case:?}");
        }
    }
}

#[test]
fn checks() {
    cases(3000, |(descriptor, token, mapping, desired)| oracle::access(descriptor, token, mapping, *desired));
}

#[test]
fn conditions() {
    cases(5000, |(condition, token): &(aclavis::Condition, _)| oracle::evaluation(condition.as_bytes(), token));
}

/// With one byte changed most conditions are none.
#[test]
fn damaged_conditions() {
    cases(5000, |(condition, token, at, byte): &(aclavis::Condition, _, u16, u8)| {
        let mut bytes = condition.as_bytes().to_vec();
        let length = bytes.len();
        bytes[usize::from(*at) % length] = *byte;
        oracle::evaluation(&bytes, token)
    });
}

#[test]
fn new_objects() {
    cases(5000, |(parent, explicit, creator, mapping, flags): &(Option<_>, Option<_>, _, _, _)| {
        oracle::inheritance(parent.as_ref(), explicit.as_ref(), creator, mapping, *flags)
    });
}

#[test]
fn valid_texts() {
    cases(1000, |text: &ValidText| {
        assert!(SecurityDescriptor::parse(text.as_str(), &ParseOptions::strict()).is_ok(), "{text:?}");
        oracle::text_parse(text.as_str())?;
        oracle::text_round_trip(text.as_str())
    });
}

#[test]
fn nearly_valid_texts() {
    let accepted = Cell::new(0);
    cases(3000, |near: &NearlyValidText| {
        accepted.set(accepted.get() + u32::from(near.as_str().parse::<SecurityDescriptor>().is_ok()));
        oracle::text_parse(near.as_str())?;
        oracle::text_round_trip(near.as_str())
    });
    assert!((100..1500).contains(&accepted.get()), "{} accepted", accepted.get());
}

#[test]
fn nearly_valid_bytes() {
    let accepted = Cell::new(0);
    cases(3000, |near: &NearlyValidBytes| {
        accepted.set(accepted.get() + u32::from(DescriptorRef::parse(near.as_bytes()).is_ok()));
        oracle::binary_parse(near.as_bytes())?;
        oracle::binary_round_trip(near.as_bytes())
    });
    assert!((100..2000).contains(&accepted.get()), "{} accepted", accepted.get());
}

/// Again and again from what came out, so that mutations pile up.
#[test]
fn mutations_of_mutations() {
    cases(300, |noise: &[u8; 1200]| {
        let mut text = "O:SYD:(A;;FA;;;WD)(XA;;;;;AU;(@User.a == 1))".to_owned();
        let mut bytes = aclavis::sddl_to_bytes(&text, &ParseOptions::windows()).unwrap();
        for decisions in noise.chunks(200) {
            text = mutated_text(&text, &mut Unstructured::new(decisions)).unwrap();
            oracle::text_parse(&text)?;
            match mutated_bytes(&bytes, &mut Unstructured::new(decisions)).unwrap() {
                Some(mutated) => bytes = mutated,
                None => assert!(bytes.len() < 20),
            }
            oracle::binary_parse(&bytes)?;
        }
        Ok(())
    });
}

#[cfg(feature = "serde")]
#[test]
fn structured_forms() {
    cases(2000, |descriptor: &aclavis::SecurityDescriptor| {
        let json = serde_json::to_string(descriptor).unwrap();
        assert_eq!(serde_json::from_str::<aclavis::SecurityDescriptor>(&json).unwrap(), *descriptor, "{json}");
        Ok(())
    });
}

#[cfg(feature = "card")]
#[test]
fn pin_policies() {
    cases(1500, |(rules, seed): &(oracle::card::PinRules, [u8; 8])| oracle::card::pin_policy(rules, *seed));
}

#[cfg(feature = "card")]
#[test]
fn card_texts() {
    cases(3000, |(bytes, cut): &([u8; 24], u8)| {
        let whole = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &bytes[..usize::from(*cut) % 25]);
        oracle::card::text(&whole)?;
        oracle::card::text(whole.get(..usize::from(*cut) / 8).unwrap_or_default())?;
        oracle::card::text(&bytes.map(|byte| char::from_digit(u32::from(byte) % 17, 17).unwrap()).iter().collect::<String>())
    });
}

#[cfg(feature = "card")]
#[test]
fn answers_to_reset() {
    cases(3000, |bytes: &[u8; 32]| {
        // The rest of what the first two bytes announce, with a right check byte.
        let mut atr = [&[0x3B], &bytes[..]].concat();
        (0..=atr.len()).try_for_each(|length| oracle::card::atr(&atr[..length]))?;
        let sum = atr[1..].iter().fold(0, |sum, byte| sum ^ byte);
        atr.push(sum);
        oracle::card::atr(&atr)
    });
}
