//! What nobody understands survives byte for byte.

use aclavis::{AceBody, AceType, AclSlot, Control, DescriptorRef, ErrorKind, Layout, SecurityDescriptor};

use crate::parts::{EVERYONE, Offsets, ace, acl, descriptor, grant, with_ace, with_dacl};
use crate::{hex, unhex};

fn kept(bytes: &[u8]) -> SecurityDescriptor {
    let descriptor = SecurityDescriptor::from_bytes(bytes).unwrap_or_else(|error| panic!("{}: {error:#}", hex(bytes)));
    for layout in [Layout::Windows, Layout::OwnerFirst, Layout::AsRead] {
        assert_eq!(hex(&descriptor.to_bytes_with(layout).unwrap()), hex(bytes), "{layout:?}");
    }
    descriptor
}

#[test]
fn unknown_ace_types_keep_their_bytes() {
    for ace_type in (0x16..=0xff).chain([0x04]) {
        for body in [&[][..], &[1], &[1, 2, 3, 4, 5, 6, 7]] {
            let descriptor = kept(&with_ace(ace(ace_type, 0x5a, &[body])));
            let [ace] = descriptor.dacl().aces() else { panic!("{descriptor:?}") };
            assert_eq!(
                (ace.ace_type(), ace.flags().bits(), ace.body()),
                (AceType(ace_type), 0x5a, &AceBody::Opaque(body.into()))
            );
            assert_eq!(descriptor.to_sddl().unwrap_err().kind(), ErrorKind::NotExpressible);
        }
    }
}

#[test]
fn unknown_mask_bits_survive_text_too() {
    for bit in 0..32 {
        let mask = 1_u32 << bit;
        let descriptor = kept(&with_ace(ace(0, 0, &[&mask.to_le_bytes(), &EVERYONE])));
        let again: SecurityDescriptor = descriptor.to_sddl().unwrap().parse().unwrap();
        assert_eq!(again.dacl().aces()[0].as_ref().mask().unwrap().bits(), mask);
    }
}

#[test]
fn unknown_control_bits_survive() {
    for bit in 0..15 {
        let bytes = descriptor(0x8000 | 1 << bit, Offsets::default(), &[]);
        assert_eq!(kept(&bytes).control().bits(), 0x8000 | 1 << bit);
    }
    assert_eq!(kept(&descriptor(0xffff, Offsets::default(), &[])).control(), Control::all());
}

#[test]
fn the_resource_managers_byte_survives_with_and_without_its_bit() {
    for control in [0x8000, 0xc000] {
        let mut bytes = descriptor(control, Offsets::default(), &[]);
        bytes[1] = 0x5a;
        assert_eq!(kept(&bytes).resource_manager_control(), 0x5a);
    }
}

#[test]
fn slack_survives_and_is_reported() {
    for slack in [&[0; 4][..], &[1], &[0xff; 100]] {
        let descriptor = kept(&with_dacl(&acl(&[grant()], slack)));
        assert_eq!(descriptor.dacl().list().unwrap().slack(), slack);
        assert_eq!(descriptor.to_sddl().unwrap(), "D:(A;;RC;;;WD)");
    }
}

#[test]
fn slack_that_looks_like_an_ace_is_none() {
    let descriptor = kept(&with_dacl(&acl(&[grant()], &grant())));
    assert_eq!(descriptor.dacl().aces().len(), 1);
    assert_eq!(descriptor.dacl().list().unwrap().slack(), grant());
}

#[test]
fn revision_and_reserved_fields_of_an_acl_survive() {
    for revision in [0, 1, 2, 3, 4, 255] {
        let mut list = acl(&[grant()], &[]);
        list[0] = revision;
        list[1] = 0x11;
        list[6] = 0x22;
        list[7] = 0x33;
        assert_eq!(kept(&with_dacl(&list)).dacl().list().unwrap().revision(), revision);
    }
}

#[test]
fn all_flags_of_an_ace_survive() {
    for flags in 0..=255 {
        let descriptor = kept(&with_ace(ace(0, flags, &[&[0; 4], &EVERYONE])));
        let again: SecurityDescriptor = descriptor.to_sddl().unwrap().parse().unwrap();
        assert_eq!(again.dacl().aces()[0].flags().bits(), flags);
    }
}

#[test]
fn reserved_object_flags_survive() {
    let object = ace(5, 0, &[&[0; 4], &0xffff_fff9_u32.to_le_bytes(), &[7; 16], &EVERYONE]);
    let descriptor = kept(&with_ace(object));
    let types = descriptor.dacl().aces()[0].as_ref().object().unwrap();
    assert_eq!((types.flags(), types.inherited_object_type()), (0xffff_fff9, None));
    assert_eq!(types.object_type().unwrap().to_bytes(), [7; 16]);
}

#[test]
fn bytes_behind_the_sid_of_an_ordinary_ace_survive() {
    let descriptor = kept(&with_ace(ace(0, 0, &[&0x2_0000_u32.to_le_bytes(), &EVERYONE, &[1, 2, 3, 4]])));
    assert_eq!(descriptor.dacl().aces()[0].as_ref().data(), [1, 2, 3, 4]);
}

#[test]
fn a_callback_payload_that_is_no_condition_survives() {
    for payload in [&b"art"[..], b"template names", b"artx", b"artx\x80", b"ARTX\xf8\0\0\0\0"] {
        let descriptor = kept(&with_ace(ace(9, 0, &[&[0; 4], &EVERYONE, payload])));
        let ace = descriptor.dacl().aces()[0].as_ref();
        assert_eq!(ace.data(), payload);
        assert_eq!(ace.condition().is_some(), payload.starts_with(b"artx"));
        assert!(ace.condition().is_none_or(|condition| condition.is_err()));
        assert_eq!(descriptor.to_sddl().unwrap_err().kind(), ErrorKind::NotExpressible);
    }
}

#[test]
fn aces_in_the_wrong_list_survive() {
    let descriptor = kept(&with_ace(ace(2, 0x40, &[&0x2_0000_u32.to_le_bytes(), &EVERYONE])));
    assert_eq!(descriptor.to_sddl().unwrap_err().kind(), ErrorKind::NotExpressible);
    assert_eq!(crate::refused("D:(AU;SA;RC;;;WD)").kind(), ErrorKind::MisplacedAceType);
}

#[test]
fn a_list_of_a_view_is_its_header_aces_and_slack() {
    let bytes = unhex(
        "01000480 00000000 00000000 00000000 14000000  02002000 01000000  00001400 01000000 01010000 00000001 00000000  deadbeef",
    );
    let view = DescriptorRef::parse(&bytes).unwrap();
    let AclSlot::List(dacl) = view.dacl() else { panic!("no list") };
    assert_eq!(hex(dacl.as_bytes()), "02002000010000000000140001000000010100000000000100000000deadbeef");
}
