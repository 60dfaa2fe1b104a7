//! Malformed bytes, each with its error and place.

use core::ops::Range;

use aclavis::{DescriptorRef, ErrorKind, SecurityDescriptor};

use crate::parts::{ADMINISTRATORS, EVERYONE, Offsets, SYSTEM, ace, acl, acl_header, descriptor, grant, with_ace, with_dacl};

fn assert_error(bytes: &[u8], kind: ErrorKind, span: Range<usize>) {
    let error = SecurityDescriptor::from_bytes(bytes).unwrap_err();
    assert_eq!((error.kind(), error.span()), (kind, span));
    assert_eq!(DescriptorRef::parse(bytes).unwrap_err(), error, "the view");
}

#[test]
fn a_truncated_header_ends_too_early() {
    let header = descriptor(0x8000, Offsets::default(), &[]);
    for length in 0..20 {
        assert_error(&header[..length], ErrorKind::Truncated, length..length);
    }
    SecurityDescriptor::from_bytes(&header).unwrap();
    let error = SecurityDescriptor::from_bytes(&[]).unwrap_err();
    assert_eq!(format!("{error:#}"), "bytes end too early at byte 0, expected 20 bytes of header");
}

#[test]
fn another_revision_is_unknown() {
    for revision in [0, 2, 255] {
        let mut bytes = descriptor(0x8000, Offsets::default(), &[]);
        bytes[0] = revision;
        assert_error(&bytes, ErrorKind::UnknownRevision, 0..1);
    }
    assert_eq!(ErrorKind::UnknownRevision.win32(), 1305);
}

#[test]
fn a_descriptor_with_pointers_is_refused() {
    for control in [0, 0x4, 0x7fff] {
        assert_error(&descriptor(control, Offsets::default(), &[]), ErrorKind::NotSelfRelative, 2..4);
    }
    assert_eq!(ErrorKind::NotSelfRelative.win32(), 1338);
}

#[test]
fn offsets_into_the_header_are_refused_at_their_own_place() {
    for offset in [1, 4, 19] {
        offset_is_refused(offset);
    }
}

#[test]
fn offsets_beyond_the_end_are_refused_at_their_own_place() {
    for offset in [33, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] {
        offset_is_refused(offset);
    }
}

fn offset_is_refused(offset: u32) {
    let none = Offsets::default();
    for (offsets, place) in [
        (Offsets { owner: offset, ..none }, 4),
        (Offsets { group: offset, ..none }, 8),
        (Offsets { sacl: offset, ..none }, 12),
        (Offsets { dacl: offset, ..none }, 16),
    ] {
        assert_error(&descriptor(0x8014, offsets, &[&SYSTEM]), ErrorKind::BadOffset, place..place + 4);
    }
}

#[test]
fn an_offset_at_the_end_leaves_no_bytes() {
    let none = Offsets::default();
    assert_error(&descriptor(0x8000, Offsets { owner: 20, ..none }, &[]), ErrorKind::BadSid, 20..20);
    assert_error(&descriptor(0x8004, Offsets { dacl: 20, ..none }, &[]), ErrorKind::BadAcl, 20..20);
}

#[test]
fn a_sid_that_does_not_fit_is_refused() {
    let owner = Offsets { owner: 20, ..Offsets::default() };
    for length in 0..12 {
        assert_error(&descriptor(0x8000, owner, &[&SYSTEM[..length]]), ErrorKind::BadSid, 20..20 + length.min(8));
    }
    SecurityDescriptor::from_bytes(&descriptor(0x8000, owner, &[&SYSTEM])).unwrap();
}

#[test]
fn a_sid_of_sixteen_sub_authorities_is_refused_though_its_bytes_are_there() {
    let mut sid = [0; 8 + 16 * 4];
    sid[..8].copy_from_slice(&[1, 16, 0, 0, 0, 0, 0, 5]);
    let group = Offsets { group: 20, ..Offsets::default() };
    assert_error(&descriptor(0x8000, group, &[&sid]), ErrorKind::BadSid, 20..28);
    sid[1] = 15;
    SecurityDescriptor::from_bytes(&descriptor(0x8000, group, &[&sid])).unwrap();
}

#[test]
fn a_sid_of_another_revision_is_refused() {
    let mut sid = SYSTEM;
    sid[0] = 2;
    assert_error(&descriptor(0x8000, Offsets { owner: 20, ..Offsets::default() }, &[&sid]), ErrorKind::BadSid, 20..28);
}

#[test]
fn an_acl_smaller_than_its_header_is_refused() {
    for size in 0..8 {
        assert_error(&with_dacl(&acl_header(size, 0)), ErrorKind::BadAcl, 20..28);
    }
    SecurityDescriptor::from_bytes(&with_dacl(&acl_header(8, 0))).unwrap();
}

#[test]
fn an_acl_beyond_the_bytes_is_refused() {
    for size in [9, 100, 0xffff] {
        assert_error(&with_dacl(&acl_header(size, 0)), ErrorKind::BadAcl, 20..28);
    }
    assert_error(&with_dacl(&acl_header(8, 0)[..5]), ErrorKind::BadAcl, 20..25);
}

#[test]
fn a_malformed_sacl_is_refused_before_the_dacl() {
    let offsets = Offsets { sacl: 28, dacl: 20, ..Offsets::default() };
    let bytes = descriptor(0x8014, offsets, &[&acl_header(7, 0), &acl_header(6, 0)]);
    assert_error(&bytes, ErrorKind::BadAcl, 28..36);
}

#[test]
fn more_aces_than_fit_are_refused_where_the_next_should_be() {
    let mut list = acl(&[grant()], &[]);
    list[4] = 2;
    assert_error(&with_dacl(&list), ErrorKind::BadAce, 48..48);
    let mut list = acl(&[grant()], &[9, 9]);
    list[4] = 2;
    assert_error(&with_dacl(&list), ErrorKind::BadAce, 48..50);
}

#[test]
fn an_ace_of_fewer_than_four_bytes_is_refused() {
    for size in 0..4 {
        let mut ace = grant();
        ace[2] = size;
        assert_error(&with_ace(ace), ErrorKind::BadAce, 28..32);
    }
}

#[test]
fn an_unknown_ace_of_fewer_than_four_bytes_is_refused() {
    for size in 0..4 {
        assert_error(&with_ace(vec![0x99, 0, size, 0]), ErrorKind::BadAce, 28..32);
    }
    SecurityDescriptor::from_bytes(&with_ace(vec![0x99, 0, 4, 0])).unwrap();
}

#[test]
fn an_ace_beyond_its_acl_is_refused_though_the_bytes_go_on() {
    let mut second = grant();
    second[2] = 21;
    let mut bytes = with_dacl(&acl(&[grant(), second], &[]));
    bytes.extend([0; 64]);
    assert_error(&bytes, ErrorKind::BadAce, 48..52);
}

#[test]
fn the_sub_authorities_of_an_ace_are_checked_against_the_ace() {
    // The count of the first ACE's SID says that it goes on into the second one.
    for count in [2, 6, 15, 16, 255] {
        let mut first = grant();
        first[9] = count;
        let mut bytes = with_dacl(&acl(&[first, grant()], &[]));
        bytes.extend([0; 64]);
        assert_error(&bytes, ErrorKind::BadAce, 28..32);
    }
}

#[test]
fn an_ace_that_ends_within_its_fields_is_refused() {
    for size in 4..20 {
        let mut ace = grant();
        ace.truncate(size);
        ace[2] = u8::try_from(size).unwrap();
        assert_error(&with_ace(ace), ErrorKind::BadAce, 28..32);
    }
}

#[test]
fn an_object_ace_without_the_guids_that_its_flags_promise_is_refused() {
    let mask = 0x100_u32.to_le_bytes();
    for flags in 1..=3_u32 {
        let guids = if flags == 3 { 2 } else { 1 };
        for length in 0..guids * 16 {
            let short = ace(5, 0, &[&mask, &flags.to_le_bytes(), &vec![0xee; length], &ADMINISTRATORS]);
            assert_error(&with_ace(short), ErrorKind::BadAce, 28..32);
        }
        let whole = ace(5, 0, &[&mask, &flags.to_le_bytes(), &vec![0xee; guids * 16], &ADMINISTRATORS]);
        SecurityDescriptor::from_bytes(&with_ace(whole)).unwrap();
    }
}

#[test]
fn every_object_type_has_the_object_layout() {
    for ace_type in [5, 6, 7, 8, 0xb, 0xc, 0xf, 0x10] {
        let object = ace(ace_type, 0, &[&[0; 4], &[0; 4], &EVERYONE]);
        let descriptor = SecurityDescriptor::from_bytes(&with_ace(object)).unwrap();
        assert_eq!(descriptor.dacl().aces()[0].as_ref().trustee().unwrap().to_string(), "S-1-1-0");
        assert_error(&with_ace(ace(ace_type, 0, &[&[0; 4], &EVERYONE])), ErrorKind::BadAce, 28..32);
    }
}

#[test]
fn offsets_of_acls_that_are_not_present_are_not_looked_at() {
    for offset in [1, 20, 0xffff_ffff] {
        let offsets = Offsets { sacl: offset, dacl: offset, ..Offsets::default() };
        let descriptor = SecurityDescriptor::from_bytes(&descriptor(0x8000, offsets, &[])).unwrap();
        assert!(descriptor.dacl().is_absent() && descriptor.sacl().is_absent());
    }
}
