//! What SDDL cannot say is an error, never dropped.

use aclavis::{
    AccessMask, Ace, AceBody, AceFlags, AceForm, AceType, AttributeValues, Condition, ErrorKind, ObjectTypes, PrintOptions,
    ResourceAttribute, Section, SecurityDescriptor, Sid,
};

fn has_no_text(ace: &Ace) {
    let name = format!("{ace:?}");
    let alone = ace.to_sddl_with(&PrintOptions::new()).expect_err(&name);
    assert_eq!((alone.kind(), alone.kind().win32()), (ErrorKind::NotExpressible, 1336), "{name}");
    let (builder, section) =
        (SecurityDescriptor::builder(), if ace.ace_type().is_system() { Section::Sacl } else { Section::Dacl });
    let (descriptor, list) = match section {
        Section::Sacl => (builder.sacl([Ace::scoped_policy(Sid::EVERYONE), ace.clone()]).build(), "SACL"),
        _ => (builder.dacl([Ace::allow(AccessMask::DELETE, Sid::EVERYONE), ace.clone()]).build(), "DACL"),
    };
    let error = descriptor.to_sddl().unwrap_err();
    assert_eq!((error.kind(), error.ace()), (ErrorKind::NotExpressible, Some((section, 1))), "{name}");
    assert_eq!(error.to_string(), format!("SDDL cannot express this: ACE 1 of the {list}"));
    assert_eq!(SecurityDescriptor::from_bytes(&descriptor.to_bytes().unwrap()), Ok(descriptor), "bytes have it all");
}

fn ace(ace_type: u8, data: &[u8]) -> Ace {
    let ace_type = AceType(ace_type);
    let object = (ace_type.form() == AceForm::Object).then(ObjectTypes::default);
    let body = match ace_type.form() {
        AceForm::Opaque => AceBody::Opaque(data.to_vec()),
        _ => AceBody::Standard { mask: AccessMask::DELETE, trustee: Sid::EVERYONE, object, data: data.to_vec() },
    };
    Ace::new(ace_type, AceFlags::empty(), body).unwrap()
}

/// A conditional ACE whose tokens are these.
fn conditional(tokens: &[&[u8]]) -> Ace {
    let condition = Condition::from_bytes(&[b"artx", &*tokens.concat()].concat()).unwrap();
    Ace::allow_if(AccessMask::DELETE, Sid::EVERYONE, &condition).unwrap()
}

const LOCAL: &[u8] = b"\xf8\x02\0\0\0a\0";
const USER: &[u8] = b"\xf9\x02\0\0\0a\0";
const ONE: &[u8] = b"\x04\x01\0\0\0\0\0\0\0\x03\x02";

#[test]
fn types_without_letters_have_no_text() {
    for ace_type in [0x04, 0x0c, 0x0e, 0x0f, 0x10, 0x16, 0x80, 0xff] {
        has_no_text(&ace(ace_type, b"artx\xf8\x02\0\0\0a\0\0"));
    }
}

#[test]
fn aces_in_the_wrong_list_have_no_text() {
    let audit = Ace::audit(AceFlags::FAILED_ACCESS, AccessMask::DELETE, Sid::EVERYONE);
    let grant = Ace::allow(AccessMask::DELETE, Sid::EVERYONE);
    for (descriptor, section) in [
        (SecurityDescriptor::builder().dacl([audit]).build(), Section::Dacl),
        (SecurityDescriptor::builder().sacl([grant]).build(), Section::Sacl),
    ] {
        let error = descriptor.to_sddl().unwrap_err();
        assert_eq!((error.kind(), error.ace()), (ErrorKind::NotExpressible, Some((section, 0))));
    }
}

#[test]
fn callback_payloads_that_are_no_conditions_have_no_text() {
    for ace_type in [0x09, 0x0a, 0x0b, 0x0d, 0x15] {
        for payload in [&b""[..], b"names", b"artx", b"artx\x99"] {
            has_no_text(&ace(ace_type, payload));
        }
    }
}

#[test]
fn attributes_that_are_none_have_no_text() {
    for payload in [&b""[..], &[0; 15], &[0xff; 20]] {
        has_no_text(&ace(0x12, payload));
    }
}

#[test]
fn a_sid_without_sub_authorities_has_no_text() {
    let bare = Sid::new(5, &[]).unwrap();
    has_no_text(&Ace::allow(AccessMask::DELETE, bare));
    for descriptor in [SecurityDescriptor::builder().owner(bare).build(), SecurityDescriptor::builder().group(bare).build()] {
        let error = descriptor.to_sddl().unwrap_err();
        assert_eq!((error.kind(), error.ace()), (ErrorKind::NotExpressible, None));
    }
    has_no_text(&conditional(&[b"\x51\x08\0\0\0\x01\0\0\0\0\0\0\x05", &[0x89]]));
    has_no_text(&Ace::resource_attribute(&ResourceAttribute::new("n", 0, AttributeValues::Sid(vec![bare]))).unwrap());
}

#[test]
fn integers_whose_sign_contradicts_their_value_have_no_text() {
    let integer = |value: i64, sign: u8, base: u8| [&[0x04][..], &value.to_le_bytes(), &[sign, base]].concat();
    for (value, sign, base) in [(-1, 1, 2), (1, 2, 2), (-1, 3, 2), (-1, 3, 1), (i64::MIN, 1, 3), (5, 2, 3)] {
        has_no_text(&conditional(&[LOCAL, &integer(value, sign, base), &[0x80]]));
    }
    for (value, sign, base, text) in [(-1, 3, 3, "0xffffffffffffffff"), (0, 2, 2, "-0"), (0, 1, 2, "+0"), (8, 3, 1, "010")] {
        let printed = conditional(&[LOCAL, &integer(value, sign, base), &[0x80]]).to_sddl_with(&PrintOptions::new()).unwrap();
        assert_eq!(printed, format!("(XA;;SD;;;WD;(a == {text}))"));
    }
}

#[test]
fn strings_with_quotes_nuls_or_half_characters_have_no_text() {
    for units in [&[0x22_u16][..], &[0x61, 0x22, 0x62], &[0], &[0xd83d], &[0xde00, 0xd83d]] {
        let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        has_no_text(&conditional(&[LOCAL, &[0x10], &length, &bytes, &[0x80]]));
    }
    let attribute = ResourceAttribute::new("n", 0, AttributeValues::String(vec![vec![0x22]]));
    has_no_text(&Ace::resource_attribute(&attribute).unwrap());
}

#[test]
fn octets_of_an_attribute_without_a_digit_have_no_text() {
    let attribute = ResourceAttribute::new("n", 0, AttributeValues::Octets(vec![vec![1], vec![]]));
    has_no_text(&Ace::resource_attribute(&attribute).unwrap());
}

#[test]
fn names_without_a_character_have_no_text_in_conditions() {
    for code in 0xf8..=0xfb {
        has_no_text(&conditional(&[&[code, 0, 0, 0, 0]]));
    }
}

#[test]
fn expressions_without_a_spelling_have_no_text() {
    has_no_text(&conditional(&[ONE]));
    has_no_text(&conditional(&[ONE, ONE, &[0x80]]));
    has_no_text(&conditional(&[ONE, USER, &[0x80]]));
    has_no_text(&conditional(&[USER, LOCAL, &[0x80]]));
    has_no_text(&conditional(&[ONE, &[0x87]]));
    has_no_text(&conditional(&[USER, &[0x89]]));
    has_no_text(&conditional(&[USER, &[0x87], ONE, &[0x80]]));
    has_no_text(&conditional(&[ONE, &[0xa2]]));
    has_no_text(&conditional(&[USER, ONE, &[0xa0]]));
}

#[test]
fn a_condition_without_text_shows_its_bytes() {
    let condition = Condition::from_bytes(&[b"artx", ONE].concat()).unwrap();
    assert_eq!(condition.to_string(), "6172747804010000000000000003".to_owned() + "02");
}
