//! ACEs made in code.

use aclavis::{
    AccessMask, Ace, AceBody, AceBodyRef, AceFlags, AceForm, AceType, AttributeValues, Condition, ErrorKind, Guid, ObjectTypes,
    PrintOptions, ResourceAttribute, Sid,
};

fn text(ace: &Ace) -> String {
    ace.to_sddl_with(&PrintOptions::new()).unwrap()
}

fn standard(object: Option<ObjectTypes>) -> AceBody {
    AceBody::Standard { mask: AccessMask::DELETE, trustee: Sid::EVERYONE, object, data: Vec::new() }
}

fn guid(first: u8) -> Guid {
    Guid::from_bytes([first; 16])
}

#[test]
fn constructors_give_the_type_that_they_name() {
    let (mask, everyone) = (AccessMask::DELETE, Sid::EVERYONE);
    let condition: Condition = "(a)".parse().unwrap();
    let object = ObjectTypes::new(Some(guid(1)), None);
    let attribute = ResourceAttribute::new("n", 0, AttributeValues::Unsigned(vec![1]));
    let id = "01010101-0101-0101-0101-010101010101";
    for (ace, expected) in [
        (Ace::allow(mask, everyone), "(A;;SD;;;WD)".to_owned()),
        (Ace::deny(mask, everyone), "(D;;SD;;;WD)".to_owned()),
        (Ace::audit(AceFlags::SUCCESSFUL_ACCESS, mask, everyone), "(AU;SA;SD;;;WD)".to_owned()),
        (Ace::allow_object(mask, object, everyone), format!("(OA;;SD;{id};;WD)")),
        (Ace::deny_object(mask, object, everyone), format!("(OD;;SD;{id};;WD)")),
        (Ace::allow_if(mask, everyone, &condition).unwrap(), "(XA;;SD;;;WD;(a))".to_owned()),
        (Ace::deny_if(mask, everyone, &condition).unwrap(), "(XD;;SD;;;WD;(a))".to_owned()),
        (Ace::mandatory_label(AccessMask::from_bits_retain(1), "HI".parse().unwrap()), "(ML;;NW;;;HI)".to_owned()),
        (Ace::resource_attribute(&attribute).unwrap(), "(RA;;;;;WD;(\"n\",TU,0x0,1))".to_owned()),
        (Ace::scoped_policy("S-1-17-1".parse().unwrap()), "(SP;;;;;S-1-17-1)".to_owned()),
    ] {
        assert_eq!(text(&ace), expected);
    }
}

#[test]
fn flags_can_be_set() {
    let flags = AceFlags::OBJECT_INHERIT | AceFlags::INHERITED;
    let ace = Ace::allow(AccessMask::DELETE, Sid::EVERYONE).with_flags(flags);
    assert_eq!((ace.flags(), &*text(&ace)), (flags, "(A;OIID;SD;;;WD)"));
}

#[test]
fn the_body_must_have_the_form_of_the_type() {
    let bodies = [
        (AceForm::Basic, standard(None)),
        (AceForm::Object, standard(Some(ObjectTypes::default()))),
        (AceForm::Opaque, AceBody::Opaque(vec![1, 2, 3])),
    ];
    for number in 0..=255 {
        let ace_type = AceType(number);
        for (form, body) in &bodies {
            let ace = Ace::new(ace_type, AceFlags::empty(), body.clone());
            if ace_type.form() == *form {
                assert_eq!((ace.clone().unwrap().ace_type(), ace.unwrap().body()), (ace_type, body));
            } else {
                let error = ace.unwrap_err();
                assert_eq!((error.kind(), error.span()), (ErrorKind::AceForm, 0..0), "{ace_type:?} {form:?}");
            }
        }
    }
}

#[test]
fn forms_are_those_of_the_specification() {
    let form = |number| AceType(number).form();
    assert!(
        [0, 1, 2, 3, 9, 0xa, 0xd, 0xe, 0x11, 0x12, 0x13, 0x14, 0x15].into_iter().all(|number| form(number) == AceForm::Basic)
    );
    assert!([5, 6, 7, 8, 0xb, 0xc, 0xf, 0x10].into_iter().all(|number| form(number) == AceForm::Object));
    assert!((0x16..=0xff).chain([4]).all(|number| form(number) == AceForm::Opaque));
    assert!((0..=0xff).all(|number| AceType(number).needs_ds_revision() == (form(number) == AceForm::Object)));
}

#[test]
fn letters_and_lists_of_types_are_those_of_the_specification() {
    let letters = "A D AU AL - OA OD OU OL XA XD ZA - XU - - - ML RA SP TL FL";
    for (number, letters) in (0..).zip(letters.split(' ')) {
        assert_eq!(AceType(number).letters(), (letters != "-").then_some(letters), "{number:#x}");
        assert!(AceType(number).name().is_some());
    }
    for number in 0x16..=0xff {
        assert_eq!((AceType(number).letters(), AceType(number).name()), (None, None));
    }
    let system: Vec<u8> = (0..=0xff).filter(|number| AceType(*number).is_system()).collect();
    assert_eq!(system, [2, 3, 7, 8, 0xd, 0xe, 0xf, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15]);
}

#[test]
fn an_ace_beyond_65535_bytes_is_refused() {
    let body =
        |length| AceBody::Standard { mask: AccessMask::empty(), trustee: Sid::EVERYONE, object: None, data: vec![0; length] };
    let new = |length| Ace::new(AceType::ACCESS_ALLOWED, AceFlags::empty(), body(length));
    assert_eq!(new(65_535 - 20).unwrap().as_ref().byte_len(), 65_535);
    assert_eq!(new(65_536 - 20).unwrap_err().kind(), ErrorKind::AceTooLarge);
    let large = ResourceAttribute::new(&"n".repeat(40_000), 0, AttributeValues::Unsigned(vec![]));
    assert_eq!(Ace::resource_attribute(&large).unwrap_err().kind(), ErrorKind::AceTooLarge);
}

#[test]
fn an_attribute_that_leaves_no_room_for_the_ace_is_refused() {
    // The attribute alone has 65,532 bytes; mask, SID and header need 20 more.
    let large = ResourceAttribute::new(&"n".repeat(32_757), 0, AttributeValues::Unsigned(vec![]));
    assert_eq!(large.to_bytes().unwrap().len(), 65_532);
    assert_eq!(Ace::resource_attribute(&large).unwrap_err().kind(), ErrorKind::AceTooLarge);
}

#[test]
fn object_types_say_which_guids_are_there() {
    for (object, inherited, flags) in
        [(None, None, 0), (Some(guid(1)), None, 1), (None, Some(guid(2)), 2), (Some(guid(1)), Some(guid(2)), 3)]
    {
        let types = ObjectTypes::new(object, inherited);
        assert_eq!((types.flags(), types.object_type(), types.inherited_object_type()), (flags, object, inherited));
        let reserved = types.with_reserved_flags(0xffff_ffff);
        assert_eq!((reserved.flags(), reserved.object_type()), (0xffff_fffc | flags, object), "the two flags stay");
    }
}

#[test]
fn a_borrowed_ace_answers_questions() {
    let object = ObjectTypes::new(None, Some(guid(2)));
    let ace = Ace::allow_object(AccessMask::DELETE, object, Sid::EVERYONE);
    let borrowed = ace.as_ref();
    assert_eq!((borrowed.ace_type(), borrowed.flags()), (AceType::ACCESS_ALLOWED_OBJECT, AceFlags::empty()));
    assert_eq!((borrowed.mask(), borrowed.object()), (Some(AccessMask::DELETE), Some(object)));
    assert_eq!((borrowed.trustee().unwrap().to_sid(), borrowed.data()), (Sid::EVERYONE, &[][..]));
    assert_eq!((borrowed.byte_len(), borrowed.to_ace()), (4 + 4 + 20 + 12, ace.clone()));
    assert!(borrowed.condition().is_none() && borrowed.attribute().is_none());
}

#[test]
fn an_opaque_ace_answers_with_its_bytes_only() {
    let ace = Ace::new(AceType(0x99), AceFlags::empty(), AceBody::Opaque(vec![1, 2])).unwrap();
    let borrowed = ace.as_ref();
    assert_eq!((borrowed.mask(), borrowed.trustee(), borrowed.object()), (None, None, None));
    assert_eq!((borrowed.data(), borrowed.byte_len(), borrowed.body()), (&[1, 2][..], 6, AceBodyRef::Opaque(&[1, 2])));
}

#[test]
fn a_condition_or_attribute_can_be_had_from_its_ace() {
    let condition: Condition = "(a == 1)".parse().unwrap();
    let ace = Ace::allow_if(AccessMask::DELETE, Sid::EVERYONE, &condition).unwrap();
    assert_eq!(ace.as_ref().condition(), Some(Ok(condition)));
    let attribute = ResourceAttribute::new("n", 3, AttributeValues::String(vec![vec![0x78]]));
    let ace = Ace::resource_attribute(&attribute).unwrap();
    assert_eq!(ace.as_ref().attribute(), Some(Ok(attribute)));
    assert_eq!(ace.as_ref().condition(), None);
}
