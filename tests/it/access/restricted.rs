use aclavis::{AccessToken, AttributeValues, Claim, Claims};

use super::{MAXIMUM, NOT_GRANTED, REFUSED, USER, granted, rights, sid};

const PACKAGE: &str = "S-1-15-2-7-7-7-7-7-7-7";
const CAPABILITY: &str = "S-1-15-3-1";

fn restricted(sids: &[&str]) -> AccessToken {
    let token = AccessToken::builder(sid(USER)).group(sid("WD"));
    sids.iter().fold(token, |token, text| token.restricted(sid(text))).build()
}

fn contained() -> aclavis::AccessTokenBuilder {
    AccessToken::builder(sid(USER)).group(sid("WD")).package(sid(PACKAGE)).capability(sid(CAPABILITY))
}

#[test]
fn a_restricted_token_needs_a_grant_to_a_restricting_sid_too() {
    assert_eq!(rights("D:(A;;0x3;;;WD)(A;;0x1;;;RC)", &restricted(&["RC"]), 0x1), Ok(0x1));
    assert_eq!(rights("D:(A;;0x3;;;WD)(A;;0x1;;;RC)", &restricted(&["RC"]), 0x3), NOT_GRANTED);
    assert_eq!(rights("D:(A;;0x3;;;WD)(A;;0x1;;;RC)", &restricted(&["RC"]), MAXIMUM), Ok(0x1));
    assert_eq!(rights("D:(A;;0x3;;;RC)", &restricted(&["RC"]), 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(A;;0x3;;;WD)", &restricted(&["WD", "RC"]), 0x3), Ok(0x3));
}

#[test]
fn an_ace_that_refuses_a_restricting_sid_refuses() {
    assert_eq!(rights("D:(D;;0x1;;;RC)(A;;0x1;;;WD)(A;;0x1;;;RC)", &restricted(&["RC"]), 0x1), REFUSED);
}

#[test]
fn a_restricted_owner_has_an_owners_rights_only_as_restricting_sid() {
    assert_eq!(granted(&format!("O:{USER}D:"), &restricted(&["RC"]), 0x2_0000), NOT_GRANTED);
    assert_eq!(granted(&format!("O:{USER}D:"), &restricted(&[USER]), 0x2_0000), Ok(0x2_0000));
}

#[test]
fn a_dacl_that_grants_all_grants_restricted_tokens_all() {
    assert_eq!(rights("D:NO_ACCESS_CONTROL", &restricted(&["RC"]), 0x1), Ok(0x1));
}

#[test]
fn an_app_container_needs_a_grant_to_package_or_capability_too() {
    let token = contained().build();
    assert_eq!(rights("D:(A;;0x3;;;WD)", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights(&format!("D:(A;;0x3;;;WD)(A;;0x1;;;{PACKAGE})"), &token, 0x1), Ok(0x1));
    assert_eq!(rights(&format!("D:(A;;0x3;;;WD)(A;;0x2;;;{CAPABILITY})"), &token, MAXIMUM), Ok(0x2));
    assert_eq!(rights("D:(A;;0x3;;;WD)(A;;0x1;;;AC)", &token, 0x1), Ok(0x1));
    assert_eq!(rights("D:(A;;0x1;;;AC)", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights(&format!("D:(A;;0x3;;;WD)(D;;0x1;;;{PACKAGE})(A;;0x1;;;AC)"), &token, 0x1), REFUSED);
}

#[test]
fn an_app_container_gets_nothing_where_there_is_no_dacl() {
    assert_eq!(rights("", &contained().build(), 0x1), NOT_GRANTED);
    assert_eq!(rights("D:NO_ACCESS_CONTROL", &contained().build(), MAXIMUM), NOT_GRANTED);
}

#[test]
fn an_app_container_with_fewer_rights_is_not_one_of_all_packages() {
    let flag = Claim::new("WIN://NOALLAPPPKG", 0, AttributeValues::Unsigned(vec![1]));
    let token = contained().local_claims(Claims::new([flag]).unwrap()).build();
    assert_eq!(rights("D:(A;;0x1;;;WD)(A;;0x1;;;AC)", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(A;;0x1;;;WD)(A;;0x1;;;S-1-15-2-2)", &token, 0x1), Ok(0x1));
}

#[test]
fn an_app_container_that_owns_needs_more_than_owning() {
    assert_eq!(granted(&format!("O:{USER}D:"), &contained().build(), 0x2_0000), NOT_GRANTED);
}
