//! What cannot be done with secrets. A violation does not compile, or prints more than a name.
#![cfg(feature = "card")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aclavis::card::{
    AdminKey, Algorithm, An10922, CardContext, Challenge, Charset, DiversificationV1, KeyRollover, MasterSecret, PinKey,
    PinOccasion, PinPolicy, Prf, Response, ScheduledKey, SecretPin, ServiceKey, ServicePurpose, StaticKey, gids, piv,
};

/// Fails to compile where a type has a trait: then two implementations give a value to `probe`, and it is not known which is meant.
macro_rules! assert_not {
    ($trait:path: $($type:ty),+ $(,)?) => {$(
        const _: fn() = || {
            trait Ambiguous<Which> {
                fn probe() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            struct HasIt;
            impl<T: ?Sized + $trait> Ambiguous<HasIt> for T {}
            let _ = <$type as Ambiguous<_>>::probe;
        };
    )+};
}

/// For every secret type.
macro_rules! assert_no_secret_is {
    ($($trait:path),+ $(,)?) => {$(
        assert_not!($trait: MasterSecret, AdminKey, ScheduledKey, KeyRollover, PinKey, SecretPin, gids::KeyShare, piv::Witness);
        assert_not!($trait: ServiceKey, Response, DiversificationV1, An10922, StaticKey);
    )+};
}

assert_no_secret_is!(Clone, Copy, PartialEq, PartialOrd, Eq, Ord, std::hash::Hash, Default);
assert_no_secret_is!(AsRef<[u8]>, AsMut<[u8]>, std::borrow::Borrow<[u8]>, std::ops::Deref, Into<Vec<u8>>, IntoIterator);
#[cfg(feature = "serde")]
assert_no_secret_is!(serde::Serialize, serde::de::DeserializeOwned);

// A response is there to be printed.
assert_not!(std::fmt::Display: MasterSecret, AdminKey, ScheduledKey, KeyRollover, PinKey, SecretPin, gids::KeyShare, piv::Witness);
assert_not!(std::fmt::Display: DiversificationV1, An10922, StaticKey, ServiceKey);
assert_not!(std::fmt::LowerHex: MasterSecret, AdminKey, ServiceKey, PinKey, SecretPin, gids::KeyShare, piv::Witness, Response);
assert_not!(std::fmt::UpperHex: MasterSecret, AdminKey, ServiceKey, PinKey, SecretPin, gids::KeyShare, piv::Witness);

/// Keys with which nothing in a text can be mistaken.
fn key() -> AdminKey {
    AdminKey::from_bytes(Algorithm::Aes128, &[0xA7; 16]).unwrap()
}

fn master() -> MasterSecret {
    MasterSecret::from_bytes(&[0xA7; 32]).unwrap()
}

#[test]
fn debug_output_is_the_name_of_the_type() {
    let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse().unwrap(), 1);
    let challenge = Challenge::from_bytes(&[1; 16], Algorithm::Aes128).unwrap();
    let pin_key = PinKey::from_master(&master(), Prf::HmacSha256, &card).unwrap();
    let pin = pin_key.propose(&PinOccasion::new(&challenge), &PinPolicy::new(8, Charset::DIGITS).unwrap()).unwrap();
    let share = gids::KeyShare::from_bytes(&[0xA7; 7]);
    let witness = piv::Witness::from_bytes(&[0xA7; 16], Algorithm::Aes128).unwrap();
    let printed = [
        (format!("{:?} {0:#?}", master()), "MasterSecret"),
        (format!("{:?} {0:#?}", master().service_key(ServicePurpose::Audit)), "ServiceKey"),
        (format!("{:?} {0:#?}", key()), "AdminKey"),
        (format!("{:?} {0:#?}", key().schedule()), "ScheduledKey"),
        (format!("{pin_key:?} {pin_key:#?}"), "PinKey"),
        (format!("{pin:?} {pin:#?}"), "SecretPin"),
        (format!("{share:?} {share:#?}"), "KeyShare"),
        (format!("{witness:?} {witness:#?}"), "Witness"),
        (format!("{:?} {0:#?}", key().respond(&challenge).unwrap()), "Response"),
    ];
    for (text, name) in printed {
        assert_eq!(text, format!("{name} {name}"));
    }
}

#[test]
fn debug_output_of_what_holds_secrets_has_their_names_in_their_places() {
    let mut keys = KeyRollover::new(3, key());
    assert_eq!(format!("{keys:?}"), "KeyRollover { current: (3, AdminKey), proposed: None }");
    keys.propose(4, key()).unwrap();
    assert_eq!(format!("{keys:?}"), "KeyRollover { current: (3, AdminKey), proposed: Some((4, AdminKey)) }");
    let scheme = DiversificationV1::new(master(), Algorithm::Aes256);
    assert_eq!(format!("{scheme:?}"), "DiversificationV1 { master: MasterSecret, algorithm: Aes256 }");
    assert_eq!(format!("{:?}", An10922::new(key())), "An10922(AdminKey)");
    assert_eq!(format!("{:?}", StaticKey::new(key())), "StaticKey(AdminKey)");
}

#[test]
fn errors_repeat_nothing_of_a_key() {
    let digits = ["a7".repeat(15), "a".to_owned()].concat();
    let given: [&[u8]; 4] = [digits.as_bytes(), b"p6enp6enp6enp6enp6enp!==", &[0xA7; 15], b"A7A7A7A7A7A7A7A7A7A7A7A7A7A7A7A7AX"];
    for encoded in given {
        let errors = [
            AdminKey::from_encoded(Algorithm::Aes128, encoded).unwrap_err(),
            MasterSecret::from_encoded(encoded).unwrap_err(),
            AdminKey::from_bytes(Algorithm::Aes256, encoded).unwrap_err(),
        ];
        for error in errors {
            let text = format!("{error} {error:#} {error:?}").to_lowercase();
            let leaks = ["a7", "167", "p6en"].iter().find(|part| text.contains(**part));
            assert_eq!(leaks, None, "{text}");
        }
    }
}
