use aclavis::{AccessRequest, ErrorKind};

use super::{MAXIMUM, ask, mask, token};

#[test]
fn a_descriptor_without_owner_cannot_be_checked() {
    for text in ["", "D:(A;;FA;;;WD)", "G:SYD:NO_ACCESS_CONTROL"] {
        let error = ask(&AccessRequest::new(mask(0x1)), &token(&["WD"]), text).unwrap_err();
        assert_eq!((error.kind(), error.kind().win32()), (ErrorKind::MissingOwner, 1338));
        assert_eq!(error.to_string(), "descriptor has no owner");
    }
}

#[test]
fn a_group_is_needed_only_where_it_is_required() {
    let request = AccessRequest::new(mask(0x1));
    assert!(ask(&request, &token(&["WD"]), "O:SYD:(A;;FA;;;WD)").is_ok());
    let request = request.require_group();
    assert!(ask(&request, &token(&["WD"]), "O:SYG:SYD:(A;;FA;;;WD)").is_ok());
    let error = ask(&request, &token(&["WD"]), "O:SYD:(A;;FA;;;WD)").unwrap_err();
    assert_eq!((error.kind(), error.kind().win32()), (ErrorKind::MissingGroup, 1338));
}

#[test]
fn generic_rights_must_be_mapped_before() {
    for generic in [0x1000_0000, 0x2000_0000, 0x4000_0000, 0x8000_0000, 0x8000_0001, MAXIMUM | 0x1000_0000] {
        let error = ask(&AccessRequest::new(mask(generic)), &token(&["WD"]), "O:SYD:NO_ACCESS_CONTROL").unwrap_err();
        assert_eq!((error.kind(), error.kind().win32()), (ErrorKind::GenericNotMapped, 1360));
        assert_eq!(error.to_string(), "generic rights in the desired access");
    }
}

#[test]
fn generic_rights_are_looked_at_before_the_owner() {
    let error = ask(&AccessRequest::new(mask(0x8000_0000)), &token(&[]), "D:").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GenericNotMapped);
}
