//! SIDs, GUIDs and masks.

use aclavis::{
    AccessMask, AttributeValues, ErrorKind, GenericMapping, Guid, MAX_SUB_AUTHORITIES, ResourceAttribute, Sid, SidRef,
};

#[test]
fn a_sid_has_at_most_fifteen_sub_authorities() {
    assert_eq!(MAX_SUB_AUTHORITIES, 15);
    assert_eq!(Sid::new(5, &[1; 15]).unwrap().sub_authorities().len(), 15);
    assert_eq!(Sid::new(5, &[1; 16]), None);
    assert_eq!(Sid::new(5, &[1; 14]).unwrap().child(2).unwrap().sub_authorities().next_back(), Some(2));
    assert_eq!(Sid::new(5, &[1; 15]).unwrap().child(2), None);
}

#[test]
fn a_sid_counts_its_sub_authorities() {
    for count in 0..=15 {
        let sid = Sid::new(5, &[7; 15][..count]).unwrap();
        assert_eq!((sid.as_ref().sub_authority_count(), sid.sub_authorities().len()), (count, count));
    }
}

/// The reader and the printer remember the last long one.
#[test]
fn sids_with_the_same_front_are_told_apart() {
    let sids = ["S-1-5-21-1-2-3-500", "S-1-5-21-1-2-3-501", "S-1-5-21-1-2-3-500-7", "S-1-5-21-1-2-3-500-7-8", "S-1-5-21-1-2-3"];
    let text = sids.iter().fold("D:".to_owned(), |text, sid| text + &format!("(A;;RC;;;{sid})"));
    let descriptor = crate::descriptor(&text);
    let trustees: Vec<Sid> = descriptor.dacl().aces().iter().map(|ace| ace.as_ref().trustee().unwrap().to_sid()).collect();
    assert_eq!(trustees, sids.map(|sid| sid.parse::<Sid>().unwrap()));
    assert_eq!(trustees[2].sub_authorities().collect::<Vec<_>>(), [21, 1, 2, 3, 500, 7]);
    assert_eq!(descriptor.to_sddl().unwrap(), text);
}

#[test]
fn a_sid_has_an_authority_of_48_bits() {
    assert_eq!(Sid::new((1 << 48) - 1, &[]).unwrap().authority(), (1 << 48) - 1);
    assert_eq!(Sid::new(1 << 48, &[]), None);
    assert_eq!(Sid::new(u64::MAX, &[]), None);
}

#[test]
fn the_bytes_of_a_sid_are_read_exactly() {
    let sid = Sid::new(0x1234_5678_9abc, &[7, 0xffff_ffff]).unwrap();
    let bytes = [1, 2, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 7, 0, 0, 0, 0xff, 0xff, 0xff, 0xff];
    assert_eq!(sid.as_bytes(), bytes);
    assert_eq!(Sid::from_bytes(&bytes), Some(sid));
    assert_eq!(Sid::from_bytes(&bytes[..15]), None, "too short");
    assert_eq!(Sid::from_bytes(&[&bytes[..], &[0]].concat()), None, "too long");
    assert_eq!(Sid::from_bytes(&[]), None);
    assert_eq!(Sid::from_bytes(&[2, 0, 0, 0, 0, 0, 0, 5]), None, "revision 2");
    assert_eq!(Sid::from_bytes(&[&[1, 16, 0, 0, 0, 0, 0, 5][..], &[0; 64]].concat()), None, "16 sub-authorities");
    assert_eq!(Sid::from_bytes(&[1, 0, 0, 0, 0, 0, 0, 5]), Sid::new(5, &[]), "none at all");
}

#[test]
fn a_sid_prints_an_authority_of_2_to_the_32_in_upper_case() {
    for (authority, text) in [
        (0, "S-1-0-1"),
        (0xffff_ffff, "S-1-4294967295-1"),
        (0x1_0000_0000, "S-1-0x100000000-1"),
        (0xabcd_ef01_2345, "S-1-0xABCDEF012345-1"),
    ] {
        let sid = Sid::new(authority, &[1]).unwrap();
        assert_eq!((sid.to_string(), format!("{sid:?}")), (text.to_owned(), text.to_owned()));
        assert_eq!(text.parse(), Ok(sid));
    }
}

#[test]
fn sids_print_padded() {
    assert_eq!(format!("[{:>9}]", Sid::EVERYONE), "[  S-1-1-0]");
    assert_eq!(format!("[{:<9}]", Sid::EVERYONE.as_ref()), "[S-1-1-0  ]");
}

#[test]
fn numbers_of_every_length_print_and_are_read() {
    for digits in 0..10 {
        for number in [10_u32.pow(digits) - 1, 10_u32.pow(digits), 10_u32.pow(digits) + 1, u32::MAX] {
            let sid = Sid::new(5, &[number, number]).unwrap();
            let text = format!("S-1-5-{number}-{number}");
            assert_eq!((sid.to_string(), text.parse()), (text.clone(), Ok(sid)));
        }
    }
}

#[test]
fn sids_are_compared_by_value() {
    let sid = Sid::new(5, &[21, 1]).unwrap();
    assert_eq!(sid, "S-1-0x5-021-0x1".parse().unwrap());
    assert_ne!(sid, Sid::new(5, &[21]).unwrap());
    assert_ne!(sid, Sid::new(5, &[21, 1, 0]).unwrap());
    assert!(Sid::new(5, &[21]).unwrap() < sid);
    assert_eq!(sid.as_ref(), sid);
    assert_eq!((Sid::from(sid.as_ref()), SidRef::from(&sid)), (sid, sid.as_ref()));
}

#[test]
fn the_default_sid_is_nobody() {
    assert_eq!(Sid::default().to_string(), "S-1-0-0");
}

#[test]
fn the_first_three_fields_of_a_guid_are_little_endian() {
    let guid: Guid = "01234567-89ab-cdef-0123-456789abcdef".parse().unwrap();
    let bytes = [0x67, 0x45, 0x23, 0x01, 0xab, 0x89, 0xef, 0xcd, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];
    assert_eq!(guid.to_bytes(), bytes);
    assert_eq!(Guid::from_bytes(bytes), guid);
    assert_eq!(guid.to_string(), "01234567-89ab-cdef-0123-456789abcdef");
    assert_eq!(format!("{guid:?}"), guid.to_string());
    assert_eq!("01234567-89AB-CDEF-0123-456789ABCDEF".parse(), Ok(guid));
}

#[test]
fn every_character_of_a_guid_is_looked_at() {
    let good = "01234567-89ab-cdef-0123-456789abcdef";
    for at in 0..36 {
        for wrong in ['g', 'G', '/', ':', '@', '`', ' ', '{', '\u{7f}'] {
            let text = format!("{}{wrong}{}", &good[..at], &good[at + 1..]);
            assert!(text.parse::<Guid>().is_err(), "{text:?}");
        }
        let other = if &good[at..=at] == "-" { "0" } else { "-" };
        assert!(format!("{}{other}{}", &good[..at], &good[at + 1..]).parse::<Guid>().is_err());
    }
}

#[test]
fn masks_know_their_letters() {
    for (letters, bits) in [
        ("CC", 0x1),
        ("DC", 0x2),
        ("LC", 0x4),
        ("SW", 0x8),
        ("RP", 0x10),
        ("WP", 0x20),
        ("DT", 0x40),
        ("LO", 0x80),
        ("CR", 0x100),
        ("SD", 0x1_0000),
        ("RC", 0x2_0000),
        ("WD", 0x4_0000),
        ("WO", 0x8_0000),
        ("GA", 0x1000_0000),
        ("GX", 0x2000_0000),
        ("GW", 0x4000_0000),
        ("GR", 0x8000_0000),
        ("FA", 0x1f_01ff),
        ("FR", 0x12_0089),
        ("FW", 0x12_0116),
        ("FX", 0x12_00a0),
        ("KA", 0xf_003f),
        ("KR", 0x2_0019),
        ("KW", 0x2_0006),
        ("KX", 0x2_0019),
        ("NW", 1),
        ("NR", 2),
        ("NX", 4),
    ] {
        let pair = |text: &str| <[u8; 2]>::try_from(text.as_bytes()).unwrap();
        assert_eq!(AccessMask::from_letters(pair(letters)), Some(AccessMask::from_bits_retain(bits)), "{letters}");
        assert_eq!(AccessMask::from_letters(pair(&letters.to_lowercase())), AccessMask::from_letters(pair(letters)));
    }
}

#[test]
fn only_twenty_eight_pairs_are_rights() {
    let letters: Vec<u8> = (0..=255).collect();
    let pairs = letters.iter().flat_map(|a| letters.iter().map(|b| [*a, *b]));
    let known = pairs.filter(|pair| AccessMask::from_letters(*pair).is_some());
    assert_eq!(known.count(), 28 * 4, "in every case");
}

#[test]
fn a_mask_prints_as_in_an_ace() {
    let text = |bits| AccessMask::from_bits_retain(bits).to_string();
    assert_eq!((&*text(0x1f_01ff), &*text(0x3_0000), &*text(0x10_0000), &*text(0)), ("FA", "SDRC", "0x100000", ""));
    assert_eq!(format!("{:?}", AccessMask::DELETE), "0x10000");
    assert_eq!(format!("[{:>4}]", AccessMask::DELETE), "[  SD]");
}

#[test]
fn a_mapping_is_that_of_files_unless_it_is_said() {
    assert_eq!(GenericMapping::default(), GenericMapping::FILE);
    assert_eq!(GenericMapping::FILE.map(AccessMask::GENERIC_READ), AccessMask::from_bits_retain(0x12_0089));
}

#[test]
fn an_attribute_has_its_name_in_utf_16_and_no_nul() {
    let attribute =
        |name: &str, value: &str| ResourceAttribute::new(name, 0, AttributeValues::String(vec![value.encode_utf16().collect()]));
    assert_eq!(attribute("a\u{1f511}", "b").name_utf16(), [0x61, 0xd83d, 0xdd11]);
    assert!(attribute("a", "b").to_bytes().is_ok());
    for with_nul in [attribute("a\0", "b"), attribute("a", "\0b")] {
        assert_eq!(with_nul.to_bytes().unwrap_err().kind(), ErrorKind::BadAttribute);
    }
}
