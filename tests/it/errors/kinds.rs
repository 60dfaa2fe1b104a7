//! What scripts and other programs hold on to: the codes, and the numbers of Win32.

use aclavis::ErrorKind;

use crate::refused;

#[test]
fn sizes_and_limits() {
    for (kind, code, win32, is_limit) in [
        (ErrorKind::InputTooLong, "input-too-long", 87, true),
        (ErrorKind::TooManyAces, "too-many-aces", 1336, true),
        (ErrorKind::TooDeep, "too-deep", 1336, true),
        (ErrorKind::AceTooLarge, "ace-too-large", 1336, true),
        (ErrorKind::AclTooLarge, "acl-too-large", 1336, true),
        (ErrorKind::DescriptorTooLarge, "descriptor-too-large", 1338, true),
        (ErrorKind::TooManySteps, "too-many-steps", 1336, true),
        (ErrorKind::Unexpected, "unexpected-text", 87, false),
    ] {
        assert_eq!((kind.code(), kind.win32(), kind.is_limit()), (code, win32, is_limit));
    }
}

#[test]
fn binary_forms() {
    for (kind, code, win32, expected) in [
        (ErrorKind::UnknownRevision, "unknown-revision", 1305, "revision 1"),
        (ErrorKind::NotSelfRelative, "not-self-relative", 1338, "control bit 0x8000"),
        (ErrorKind::BadOffset, "bad-offset", 1338, "an offset between the header and the end"),
        (ErrorKind::BadAce, "bad-ace", 1336, "an ACE that ends within its ACL"),
        (ErrorKind::BadCondition, "bad-condition", 1336, "`artx` and a complete postfix expression"),
    ] {
        assert_eq!((kind.code(), kind.win32(), kind.expected()), (code, win32, expected));
    }
}

#[test]
fn questions_and_new_objects() {
    for (kind, code, win32, ntstatus) in [
        (ErrorKind::MissingOwner, "missing-owner", 1338, None),
        (ErrorKind::MissingGroup, "missing-group", 1338, None),
        (ErrorKind::GenericNotMapped, "generic-not-mapped", 1360, None),
        (ErrorKind::BadObjectList, "bad-object-list", 87, None),
        (ErrorKind::MissingPackage, "missing-package", 87, None),
        (ErrorKind::BadIntegrityLevel, "bad-integrity-level", 87, None),
        (ErrorKind::InvalidOwner, "invalid-owner", 1307, Some("STATUS_INVALID_OWNER")),
        (ErrorKind::InvalidPrimaryGroup, "invalid-primary-group", 1308, Some("STATUS_INVALID_PRIMARY_GROUP")),
    ] {
        assert_eq!((kind.code(), kind.win32(), kind.ntstatus()), (code, win32, ntstatus));
    }
}

#[test]
fn an_error_has_its_parts_and_shows_what_was_found() {
    let error = refused("D:(A;;ZZ;;;WD)");
    assert_eq!(error.expected(), "two letters such as `FA` or `RC`, or a number");
    assert_eq!(format!("{error:?}"), "Error { kind: UnknownRight, span: 6..8, found: \"ZZ\" }");
    assert_eq!(format!("{:?}", refused("D:(A;;FA;;;WD")), "Error { kind: MissingParenthesis, span: 13..13 }");
}
