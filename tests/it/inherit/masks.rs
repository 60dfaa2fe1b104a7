//! Which rights an ACE of the child has.

use aclavis::{
    AccessMask, Ace, AceBody, AceFlags, AceForm, AceType, Creation, Creator, GenericMapping, ObjectKind, ObjectTypes,
    SecurityDescriptor,
};

use super::{FILE, FOLDER, NONE, acls, child, creator, explicit};
use crate::descriptor;

/// Five rights only, `RP` to read, `WP` to write, `LC` to execute.
const SMALL: GenericMapping = GenericMapping {
    read: AccessMask::READ_PROPERTY.union(AccessMask::READ_CONTROL),
    write: AccessMask::WRITE_PROPERTY,
    execute: AccessMask::LIST_CHILDREN,
    all: AccessMask::from_bits_retain(0x3_0034),
};

#[test]
fn generic_rights_become_specific_ones() {
    let parent = "D:(A;OI;GR;;;BG)(A;OI;GW;;;BG)(A;OI;GX;;;BG)(A;OI;GA;;;BG)(A;OI;GRSD;;;BG)";
    assert_eq!(child(parent, FILE), "D:(A;;FR;;;BG)(A;;FW;;;BG)(A;;FX;;;BG)(A;;FA;;;BG)(A;;0x130089;;;BG)");
    let small = "D:(A;;RPRC;;;BG)(A;;WP;;;BG)(A;;LC;;;BG)(A;;LCRPWPSDRC;;;BG)(A;;RPSDRC;;;BG)";
    assert_eq!(child(parent, ObjectKind::leaf(SMALL)), small);
}

#[test]
fn rights_that_such_objects_do_not_have_are_dropped_where_the_ace_has_effect() {
    let parent = "D:(A;OICI;0x111fffff;;;BU)(A;OI;FA;;;BG)";
    assert_eq!(child(parent, FILE), "D:(A;;FA;;;BU)(A;;FA;;;BG)");
    assert_eq!(child(parent, FOLDER), "D:(A;;FA;;;BU)(A;OICIIO;0x111fffff;;;BU)(A;OIIO;FA;;;BG)");
    let small = ObjectKind::container(SMALL);
    assert_eq!(child("D:(A;CI;FA;;;BU)(A;OI;FA;;;BU)", small), "D:(A;CI;LCRPWPSDRC;;;BU)(A;OIIO;FA;;;BU)");
}

#[test]
fn an_ace_without_rights_left_is_still_inherited() {
    assert_eq!(child("D:(D;CI;DT;;;BU)", ObjectKind::container(SMALL)), "D:(D;CI;;;;BU)");
}

#[test]
fn every_ace_about_rights_is_mapped() {
    let id = "bf967aba-0de6-11d0-a285-00aa003049e2";
    let parent = format!(
        "D:(D;OI;GR;;;WD)(OA;OI;GR;{id};;CO)(OD;OI;GR;{id};;CO)(XA;OI;GR;;;CO;(a))(XD;OI;GR;;;CO;(a))(ZA;OI;GR;{id};;CO;(a))\
         S:(AU;OISA;GR;;;CO)(OU;OISA;GR;{id};;CO)(XU;OISA;GR;;;CO;(a))"
    );
    let expected = format!(
        "D:(D;;FR;;;WD)(OA;;FR;{id};;LS)(OD;;FR;{id};;LS)(XA;;FR;;;LS;(a))(XD;;FR;;;LS;(a))(ZA;;FR;{id};;LS;(a))\
         S:(AU;SA;FR;;;LS)(OU;SA;FR;{id};;LS)(XU;SA;FR;;;LS;(a))"
    );
    assert_eq!(child(&parent, FILE), expected);
}

#[test]
fn explicit_aces_are_mapped_but_neither_split_nor_substituted() {
    let asked = descriptor("D:(A;OICI;GR;;;CO)(A;OICIIO;GR;;;CG)(A;;0x111fffff;;;BU)");
    assert_eq!(explicit(&asked, "D:", NONE), "D:(A;OICI;FR;;;CO)(A;OICIIO;GR;;;CG)(A;;FA;;;BU)");
}

#[test]
fn the_default_dacl_is_mapped_but_neither_split_nor_substituted() {
    let default = descriptor("D:(A;OICI;GA;;;CO)(A;IO;GA;;;SY)");
    let creator = Creator::new("LS".parse().unwrap(), "NS".parse().unwrap());
    let creator = creator.with_default_dacl(default.dacl().aces().to_vec());
    assert_eq!(acls(&Creation::new(&creator, FOLDER).descriptor()), "D:(A;OICI;FA;;;CO)(A;IO;GA;;;SY)");
}

#[test]
fn an_ace_of_unknown_form_keeps_its_bytes() {
    let unknown = |flags| Ace::new(AceType(0x42), flags, AceBody::Opaque(vec![1, 2, 3, 0x80])).unwrap();
    let inherited = AceFlags::OBJECT_INHERIT | AceFlags::CONTAINER_INHERIT;
    let parent = SecurityDescriptor::builder().dacl([unknown(inherited)]).build();
    let creator = creator();
    let of = |kind| Creation::new(&creator, kind).parent(&parent).descriptor().unwrap().dacl().aces().to_vec();
    assert_eq!(of(FILE), [unknown(AceFlags::empty())]);
    assert_eq!(of(FOLDER), [unknown(inherited)]);
}

#[test]
fn types_without_letters_are_about_rights_up_to_the_label() {
    let flags = AceFlags::OBJECT_INHERIT;
    for ace_type in (0..=0x15).map(AceType).filter(|ace_type| ace_type.form() != AceForm::Opaque) {
        let object = (ace_type.form() == AceForm::Object).then(ObjectTypes::default);
        let trustee = "CG".parse().unwrap();
        let body = AceBody::Standard { mask: AccessMask::GENERIC_ALL, trustee, object, data: Vec::new() };
        let parent = SecurityDescriptor::builder().sacl([Ace::new(ace_type, flags, body).unwrap()]).build();
        let new = Creation::new(&creator(), FILE).parent(&parent).descriptor().unwrap();
        let ace = new.sacl().aces().first().unwrap().as_ref();
        let expected =
            if ace_type < AceType::SYSTEM_MANDATORY_LABEL { (0x1f_01ff, "S-1-5-20") } else { (0x1000_0000, "S-1-3-1") };
        assert_eq!((ace.mask().unwrap().bits(), &*ace.trustee().unwrap().to_string()), expected, "{ace_type:?}");
    }
}
