//! Parents that mean harm (CVE-2026-43490 and its kind): counts, sizes, what grows.

use aclavis::{AccessMask, Ace, AceBody, AceFlags, AceType, Acl, Creation, Creator, ErrorKind, SecurityDescriptor, Sid};

use super::{AUTO, FILE, FOLDER, creator};
use crate::parts;

/// The longest SID there is.
fn longest() -> Sid {
    Sid::new(5, &[u32::MAX; 15]).unwrap()
}

/// A parent with so many ACEs for the creator, inherited by all.
fn parent(aces: usize) -> SecurityDescriptor {
    let ace = Ace::allow(AccessMask::GENERIC_READ, "CO".parse().unwrap());
    let flags = AceFlags::OBJECT_INHERIT | AceFlags::CONTAINER_INHERIT;
    SecurityDescriptor::builder().dacl(vec![ace.with_flags(flags); aces]).build()
}

#[test]
fn a_parents_ace_whose_sid_claims_more_sub_authorities_than_it_has_is_refused() {
    for count in [2, 15, 16, 255] {
        let sid = [1, count, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0];
        let ace = parts::ace(0, 0x3, &[&0x1f_01ff_u32.to_le_bytes(), &sid]);
        let bytes = parts::with_dacl(&parts::acl(&[ace, parts::grant()], &[]));
        assert_eq!(SecurityDescriptor::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadAce, "{count}");
    }
}

#[test]
fn a_parents_ace_that_reaches_beyond_its_acl_is_refused() {
    let ace = parts::ace(0, 0x3, &[&0x1f_01ff_u32.to_le_bytes(), &parts::EVERYONE]);
    for size in [0, 4, 16, 24, 0xffff_u16] {
        let mut long = ace.clone();
        long[2..4].copy_from_slice(&size.to_le_bytes());
        let bytes = parts::with_dacl(&parts::acl(&[long], &[]));
        assert_eq!(SecurityDescriptor::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadAce, "{size}");
    }
    let acl = parts::acl_header(8, 2);
    let bytes = parts::with_dacl(&[&acl[..], &ace].concat());
    assert_eq!(SecurityDescriptor::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadAce);
}

#[test]
fn what_follows_the_sid_of_a_parents_ace_is_inherited_byte_for_byte() {
    let ace = |flags| parts::ace(0, flags, &[&0x2_0000_u32.to_le_bytes(), &parts::EVERYONE, &[1, 15, 0xff, 0xff]]);
    let parent = SecurityDescriptor::from_bytes(&parts::with_ace(ace(0x1))).unwrap();
    let creator = creator();
    let new = Creation::new(&creator, FILE).parent(&parent).descriptor().unwrap();
    let expected = SecurityDescriptor::from_bytes(&parts::with_ace(ace(0))).unwrap();
    assert_eq!(new.dacl().aces(), expected.dacl().aces());
}

#[test]
fn an_acl_that_grows_beyond_its_limit_is_an_error() {
    // An ACE has 20 bytes in the parent, 20 and 76 in a folder, 76 in a file.
    let creator = Creator::new(longest(), longest());
    for (kind, fits) in [(FILE, 65_527 / 76), (FOLDER, 65_527 / 96)] {
        let new = |aces| Creation::new(&creator, kind).parent(&parent(aces)).flags(AUTO).descriptor();
        let largest = new(fits).unwrap();
        largest.to_bytes().unwrap();
        assert_eq!(new(fits + 1).unwrap_err().kind(), ErrorKind::AclTooLarge);
        assert_eq!(largest.reinherited(&parent(fits + 1), &kind).unwrap_err().kind(), ErrorKind::AclTooLarge);
    }
}

#[test]
fn an_ace_that_grows_beyond_its_limit_is_an_error() {
    let body = |length| AceBody::Standard {
        mask: AccessMask::DELETE,
        trustee: "CO".parse().unwrap(),
        object: None,
        data: vec![0; length],
    };
    let creator = Creator::new(longest(), longest());
    let new = |length| {
        let ace = Ace::new(AceType::ACCESS_ALLOWED_CALLBACK, AceFlags::OBJECT_INHERIT, body(length)).unwrap();
        let parent = SecurityDescriptor::builder().dacl([ace]).build();
        Creation::new(&creator, FILE).parent(&parent).descriptor().map_err(|error| error.kind())
    };
    assert!(new(65_527 - 76).is_ok());
    assert_eq!(new(65_527 - 75), Err(ErrorKind::AclTooLarge));
    assert_eq!(new(65_515), Err(ErrorKind::AclTooLarge));
}

#[test]
fn explicit_and_default_lists_beyond_the_limit_are_errors() {
    let aces = vec![Ace::allow(AccessMask::DELETE, Sid::EVERYONE); 3_277];
    let creator = creator().with_default_dacl(Acl::new(aces.clone()));
    assert_eq!(Creation::new(&creator, FILE).descriptor().unwrap_err().kind(), ErrorKind::AclTooLarge);
    let explicit = SecurityDescriptor::builder().sacl(aces).dacl([]).build();
    let new = Creation::new(&creator, FILE).explicit(&explicit).descriptor();
    assert_eq!(new.unwrap_err().kind(), ErrorKind::AclTooLarge);
}
