//! Large and lying binary forms.

use aclavis::{AceType, Condition, DescriptorRef, ErrorKind, Layout, Limits, ResourceAttribute, SecurityDescriptor};

use crate::parts::{EVERYONE, Offsets, acl, acl_header, descriptor, grant, with_dacl};

#[test]
fn an_acl_full_of_minimal_aces_is_read_and_kept() {
    let bytes = with_dacl(&acl(&vec![grant(); 3_276], &[1; 7]));
    assert_eq!(bytes.len(), 20 + 65_535);
    let descriptor = SecurityDescriptor::from_bytes(&bytes).unwrap();
    assert_eq!(descriptor.dacl().aces().len(), 3_276);
    assert_eq!(descriptor.to_bytes_with(Layout::AsRead).unwrap(), bytes);
    let again: SecurityDescriptor = descriptor.to_sddl().unwrap().parse().unwrap();
    assert_eq!(again.dacl().aces(), descriptor.dacl().aces());
}

#[test]
fn an_acl_full_of_opaque_aces_of_four_bytes_is_read_and_kept() {
    let bytes = with_dacl(&acl(&vec![vec![0x99, 0, 4, 0]; 16_381], &[1; 3]));
    let descriptor = SecurityDescriptor::from_bytes(&bytes).unwrap();
    assert_eq!(descriptor.dacl().aces().len(), 16_381);
    assert_eq!(descriptor.to_bytes().unwrap(), bytes);
    assert_eq!(descriptor.to_sddl().unwrap_err().kind(), ErrorKind::NotExpressible);
}

#[test]
fn a_count_of_65535_aces_does_not_fit_into_an_acl() {
    let opaque = [0x99, 0, 4, 0].repeat(16_381);
    let bytes = with_dacl(&[&acl_header(65_532, 65_535)[..], &opaque].concat());
    let error = SecurityDescriptor::from_bytes(&bytes).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::BadAce, bytes.len()..bytes.len()));
}

#[test]
fn offsets_of_four_gibibytes_are_refused() {
    for offset in [0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff] {
        let offsets = Offsets { owner: offset, group: offset, sacl: offset, dacl: offset };
        let error = SecurityDescriptor::from_bytes(&descriptor(0x8014, offsets, &[&EVERYONE])).unwrap_err();
        assert_eq!((error.kind(), error.span()), (ErrorKind::BadOffset, 4..8));
    }
}

#[test]
fn the_same_acl_twice_counts_twice() {
    let list = acl(&vec![vec![0x99, 0, 4, 0]; 10], &[]);
    let bytes = descriptor(0x8014, Offsets { sacl: 20, dacl: 20, ..Offsets::default() }, &[&list]);
    let limits = |aces| Limits { aces, ..Limits::default() };
    DescriptorRef::parse_with(&bytes, &limits(20)).unwrap();
    let error = DescriptorRef::parse_with(&bytes, &limits(19)).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::TooManyAces, 20..20));
}

#[test]
fn lengths_of_tokens_beyond_the_condition_are_refused() {
    for code in [0x10, 0x18, 0x50, 0x51, 0xf8, 0xf9, 0xfa, 0xfb] {
        for length in [5_u32, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] {
            let bytes = [&b"artx"[..], &[code], &length.to_le_bytes(), &[0; 4]].concat();
            let error = Condition::from_bytes(&bytes).unwrap_err();
            assert_eq!((error.kind(), error.span()), (ErrorKind::BadCondition, 4..13), "{code:#x}");
        }
    }
}

#[test]
fn composites_in_composites_are_refused() {
    let inner = [&[0x50][..], &0_u32.to_le_bytes()].concat();
    let bytes = [&b"artx\xf8\x02\0\0\0a\0\x50"[..], &5_u32.to_le_bytes(), &inner, &[0x80]].concat();
    assert_eq!(Condition::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadCondition);
}

#[test]
fn operators_without_operands_are_refused() {
    for code in (0x80..=0x93).chain(0xa0..=0xa2) {
        let bytes = [&b"artx"[..], &[code]].concat();
        let error = Condition::from_bytes(&bytes).unwrap_err();
        assert_eq!((error.kind(), error.span()), (ErrorKind::BadCondition, 4..5), "{code:#x}");
    }
    let two = b"artx\xf8\x02\0\0\0a\0\xf8\x02\0\0\0b\0";
    assert_eq!(Condition::from_bytes(two).unwrap_err().span(), 18..18, "an operand is left over");
}

#[test]
fn sixty_thousand_nots_in_bytes_are_read_but_have_no_text() {
    let bytes = [&b"artx\xf8\x02\0\0\0a\0"[..], &vec![0xa2; 60_000]].concat();
    let condition = Condition::from_bytes(&bytes).unwrap();
    assert_eq!(condition.as_bytes(), bytes);
    let error = condition.to_sddl_with(&aclavis::PrintOptions::new()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooDeep);
}

#[test]
fn a_condition_that_fits_into_no_ace_is_refused() {
    let bytes = [&b"artx\xf8\x02\0\0\0a\0"[..], &vec![0xa2; 65_535]].concat();
    assert_eq!(Condition::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::AceTooLarge);
}

#[test]
fn attributes_whose_offsets_or_counts_lie_are_refused() {
    let good = aclavis::ResourceAttribute::new("n", 0, aclavis::AttributeValues::Unsigned(vec![1])).to_bytes().unwrap();
    ResourceAttribute::from_bytes(&good).unwrap();
    for (at, lie) in [(0, 0xffff_ffff_u32), (0, 33), (12, 2), (12, 0xffff_ffff), (12, 0x4000_0001), (16, 0xffff_ffff), (16, 25)] {
        let mut bytes = good.clone();
        bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
        let error = ResourceAttribute::from_bytes(&bytes).unwrap_err();
        assert_eq!((error.kind(), error.span()), (ErrorKind::BadAttribute, 0..bytes.len()), "{lie:#x} at {at}");
    }
    for length in 0..good.len() - 4 {
        assert_eq!(ResourceAttribute::from_bytes(&good[..length]).unwrap_err().kind(), ErrorKind::BadAttribute);
    }
}

#[test]
fn many_offsets_to_one_large_value_do_not_multiply_it() {
    let count = 4_000_u32;
    let value = 16 + 4 * count + 4;
    let mut bytes = Vec::new();
    bytes.extend((16 + 4 * count).to_le_bytes());
    bytes.extend([16, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend(count.to_le_bytes());
    (0..count).for_each(|_| bytes.extend(value.to_le_bytes()));
    bytes.extend([b'n', 0, 0, 0]);
    bytes.extend(40_000_u32.to_le_bytes());
    bytes.resize(bytes.len() + 40_000, 7);
    assert_eq!(ResourceAttribute::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadAttribute);
}

#[test]
fn the_largest_ace_is_kept() {
    let body = vec![0x5a; 65_535 - 8 - 4];
    let bytes = with_dacl(&acl(&[crate::parts::ace(0x77, 0, &[&body])], &[]));
    let descriptor = SecurityDescriptor::from_bytes(&bytes).unwrap();
    assert_eq!(descriptor.dacl().aces()[0].ace_type(), AceType(0x77));
    assert_eq!(descriptor.to_bytes().unwrap(), bytes);
}
