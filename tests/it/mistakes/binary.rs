//! Defects in binary forms.

use aclavis::{AclSlot, Control, ErrorKind, Layout, PrintOptions, SecurityDescriptor};

use crate::parts::{EVERYONE, Offsets, SYSTEM, ace, acl, descriptor, grant, with_ace};

fn read(bytes: &[u8]) -> SecurityDescriptor {
    SecurityDescriptor::from_bytes(bytes).unwrap()
}

#[test]
fn lists_without_object_aces_have_revision_2() {
    for text in ["D:(A;;FA;;;SY)", "D:(XA;;FA;;;SY;(a))", "S:(RA;;;;;WD;(\"n\",TU,0x0,1))", "S:(ML;;NW;;;ME)", "D:", "S:"] {
        let bytes = crate::descriptor(text).to_bytes().unwrap();
        assert_eq!(bytes[20], 2, "{text}");
    }
}

#[test]
fn the_sacl_is_written_before_the_dacl() {
    let bytes = crate::descriptor("D:(A;;RC;;;WD)S:").to_bytes().unwrap();
    assert_eq!((bytes[12], bytes[16]), (20, 28));
}

#[test]
fn slack_is_no_corruption() {
    let guidless = crate::descriptor("D:(OA;;CR;;;WD)");
    let again = read(&guidless.to_bytes().unwrap());
    assert_eq!(again.dacl().list().unwrap().slack(), [0; 4]);
    assert_eq!((again.to_sddl().unwrap(), again), ("D:(A;;CR;;;WD)".to_owned(), guidless));
}

#[test]
fn all_six_bytes_of_an_authority_count() {
    let sid = [1, 1, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0];
    let bytes = descriptor(0x8000, Offsets { owner: 20, ..Offsets::default() }, &[&sid]);
    assert_eq!(read(&bytes).to_sddl().unwrap(), "O:S-1-0x10203040506-7");
}

#[test]
fn defaulted_bits_do_not_follow_from_the_fields() {
    let control = crate::descriptor("O:SYG:SYD:S:").control();
    assert_eq!(control, Control::SELF_RELATIVE | Control::DACL_PRESENT | Control::SACL_PRESENT);
}

#[test]
fn a_null_dacl_leaves_the_sacl_alone() {
    let audit = ace(2, 0x40, &[&0x2_0000_u32.to_le_bytes(), &EVERYONE]);
    let bytes = descriptor(0x8014, Offsets { sacl: 20, ..Offsets::default() }, &[&acl(&[audit], &[])]);
    let descriptor = read(&bytes);
    assert_eq!(descriptor.to_sddl().unwrap(), "D:NO_ACCESS_CONTROLS:(AU;SA;RC;;;WD)");
    assert_eq!(descriptor.to_bytes().unwrap(), bytes);
}

#[test]
fn control_bits_are_little_endian_and_not_reversed() {
    let bytes = descriptor(0x9404, Offsets { dacl: 20, ..Offsets::default() }, &[&acl(&[], &[])]);
    assert_eq!(bytes[2..4], [0x04, 0x94]);
    assert_eq!(read(&bytes).to_sddl().unwrap(), "D:PAI");
}

#[test]
fn flags_of_one_list_do_not_move_to_the_other() {
    let bytes = crate::descriptor("D:PS:AI").to_bytes().unwrap();
    assert_eq!(bytes[2..4], 0x9814_u16.to_le_bytes());
    assert_eq!(read(&bytes).to_sddl().unwrap(), "D:PS:AI");
}

#[test]
fn a_sacl_is_printed_as_a_sacl() {
    let bytes = descriptor(0x8010, Offsets { sacl: 20, ..Offsets::default() }, &[&acl(&[], &[])]);
    assert_eq!(read(&bytes).to_sddl().unwrap(), "S:");
}

#[test]
fn an_empty_list_a_null_list_and_none_are_three_things() {
    let none = Offsets::default();
    for (bytes, state, text) in [
        (descriptor(0x8000, none, &[]), AclSlot::Absent, ""),
        (descriptor(0x8004, none, &[]), AclSlot::Null, "D:NO_ACCESS_CONTROL"),
        (descriptor(0x8004, Offsets { dacl: 20, ..none }, &[&acl(&[], &[])]), AclSlot::List(0), "D:"),
    ] {
        let descriptor = read(&bytes);
        assert_eq!(descriptor.dacl().as_ref().map(|acl| acl.aces().len()), state);
        assert_eq!(descriptor.to_sddl().unwrap(), text);
        assert_eq!(crate::descriptor(text).to_bytes().unwrap(), bytes);
    }
}

#[test]
fn object_flags_decide_which_guids_are_there() {
    let mask = 0x100_u32.to_le_bytes();
    let (first, second) = ([0x11; 16], [0x22; 16]);
    let (one, two) = ("11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222");
    for (flags, guids, text) in [
        (1_u32, &[&first[..]][..], format!("D:(OA;;CR;{one};;WD)")),
        (2, &[&second], format!("D:(OA;;CR;;{two};WD)")),
        (3, &[&first, &second], format!("D:(OA;;CR;{one};{two};WD)")),
        (0, &[], "D:(A;;CR;;;WD)".to_owned()),
    ] {
        let bytes = with_ace(ace(5, 0, &[&mask, &flags.to_le_bytes(), &guids.concat(), &EVERYONE]));
        assert_eq!(read(&bytes).to_sddl().unwrap(), text);
        assert_eq!(read(&bytes).to_bytes().unwrap(), bytes);
    }
}

#[test]
fn the_count_of_a_parents_sid_is_not_trusted() {
    // CVE-2026-43490: the count says 15, the ACE ends behind the first sub-authority.
    let mut ace = grant();
    ace[9] = 15;
    let error = SecurityDescriptor::from_bytes(&with_ace(ace)).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::BadAce, 28..32));
}

#[test]
fn sixteen_sub_authorities_are_refused_in_bytes() {
    let sid = [&[1, 16, 0, 0, 0, 0, 0, 5][..], &[1; 64]].concat();
    let bytes = descriptor(0x8000, Offsets { owner: 20, ..Offsets::default() }, &[&sid]);
    assert_eq!(SecurityDescriptor::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadSid);
}

#[test]
fn resource_attributes_print_from_bytes() {
    for attribute in ["(\"IMAGELOAD\",TU,0x0,1)", "(\"n\",TS,0x1,\"a;b\",\"c)\")", "(\"n\",TX,0x0,0102)", "(\"n\",TI,0x0,-1)"] {
        let text = format!("S:(RA;;;;;WD;{attribute})");
        assert_eq!(read(&crate::descriptor(&text).to_bytes().unwrap()).to_sddl().unwrap(), text);
    }
}

#[test]
fn types_18_and_20_and_labels_are_read() {
    for (text, number) in
        [("S:(RA;;;;;WD;(\"n\",TU,0x0,1))", 18), ("S:(TL;;0x1f01a9;;;S-1-19-512-4096)", 20), ("S:(ML;;NW;;;SI)", 17)]
    {
        let bytes = crate::descriptor(text).to_bytes().unwrap();
        assert_eq!(bytes[28], number);
        assert_eq!(read(&bytes).to_sddl().unwrap(), text);
    }
}

#[test]
fn a_conditional_grant_never_loses_its_condition() {
    let bytes = crate::descriptor("D:(XA;;FA;;;WD;(a))").to_bytes().unwrap();
    let mut broken = bytes.clone();
    broken[48] = b'b';
    assert_eq!(&broken[48..52], b"brtx");
    assert_eq!(read(&broken).to_sddl().unwrap_err().kind(), ErrorKind::NotExpressible);
    assert_eq!(read(&broken).to_bytes().unwrap(), broken);
}

#[test]
fn a_descriptor_in_any_layout_prints_the_same() {
    let one = crate::descriptor("O:SYG:BAD:AI(A;;FA;;;SY)S:(AU;SA;FA;;;WD)");
    for layout in [Layout::Windows, Layout::OwnerFirst] {
        let view = one.to_bytes_with(layout).unwrap();
        let view = aclavis::DescriptorRef::parse(&view).unwrap();
        assert_eq!(view.to_sddl_with(&PrintOptions::new()), one.to_sddl());
    }
    assert_eq!(one.owner().unwrap().as_bytes(), SYSTEM);
}
