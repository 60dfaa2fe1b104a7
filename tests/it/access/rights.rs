use aclavis::{AccessDecision, AccessRequest, AccessToken, GenericMapping, Intent, Membership, Privileges};

use super::{MAXIMUM, NOT_GRANTED, REFUSED, USER, answer, ask, granted, mask, rights, sid, token};

const SYSTEM_SECURITY: u32 = 0x100_0000;
const WRITE_OWNER: u32 = 0x8_0000;

fn with_privileges(privileges: Privileges) -> AccessToken {
    AccessToken::builder(sid(USER)).group(sid("WD")).privileges(privileges).build()
}

#[test]
fn the_first_ace_that_speaks_of_a_right_decides_it() {
    let token = token(&["WD", "BU"]);
    assert_eq!(rights("D:(A;;0x3;;;WD)(D;;0x2;;;BU)", &token, 0x3), Ok(0x3));
    assert_eq!(rights("D:(D;;0x2;;;BU)(A;;0x3;;;WD)", &token, 0x3), REFUSED);
    assert_eq!(rights("D:(D;;0x2;;;BU)(A;;0x3;;;WD)", &token, 0x1), Ok(0x1));
    assert_eq!(rights("D:(A;;0x1;;;WD)(A;;0x2;;;BU)", &token, 0x3), Ok(0x3));
    assert_eq!(rights("D:(A;;0x1;;;WD)", &token, 0x3), NOT_GRANTED);
}

#[test]
fn every_right_is_accounted_for() {
    let outcome = ask(&AccessRequest::new(mask(0xf)), &token(&["WD"]), "O:SYD:(D;;0x2;;;WD)(A;;0x5;;;WD)").unwrap();
    assert_eq!(outcome.decision, AccessDecision::Refused);
    assert_eq!((outcome.granted, outcome.refused, outcome.missing), (mask(0), mask(0x2), mask(0x8)));
}

#[test]
fn only_sids_of_the_token_count() {
    assert_eq!(rights("D:(A;;0x1;;;BA)", &token(&["WD"]), 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(D;;0x1;;;BA)(A;;0x1;;;WD)", &token(&["WD"]), 0x1), Ok(0x1));
    assert_eq!(rights(&format!("D:(A;;0x1;;;{USER})"), &token(&[]), 0x1), Ok(0x1));
}

#[test]
fn deny_only_groups_count_for_aces_that_refuse() {
    let token = AccessToken::builder(sid(USER)).deny_only_group(sid("BA")).group(sid("WD")).build();
    assert_eq!(rights("D:(A;;0x1;;;BA)", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(D;;0x1;;;BA)(A;;0x1;;;WD)", &token, 0x1), REFUSED);
}

#[test]
fn disabled_groups_do_not_count() {
    let token = AccessToken::builder(sid(USER)).group_as(sid("BA"), Membership::None).group(sid("WD")).build();
    assert_eq!(rights("D:(A;;0x1;;;BA)", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(D;;0x1;;;BA)(A;;0x1;;;WD)", &token, 0x1), Ok(0x1));
}

#[test]
fn of_a_sid_that_is_there_twice_the_weaker_membership_counts() {
    for memberships in [[Membership::Enabled, Membership::DenyOnly], [Membership::DenyOnly, Membership::Enabled]] {
        let token = memberships.into_iter().fold(AccessToken::builder(sid(USER)), |token, as_| token.group_as(sid("BA"), as_));
        assert_eq!(rights("D:(A;;0x1;;;BA)", &token.build(), 0x1), NOT_GRANTED);
    }
    let token = AccessToken::builder(sid(USER)).deny_only_user().group(sid(USER)).build();
    assert_eq!(rights(&format!("D:(A;;0x1;;;{USER})"), &token, 0x1), NOT_GRANTED);
}

#[test]
fn owner_rights_and_principal_self_stand_for_others_even_where_the_token_has_them() {
    assert_eq!(rights("D:(A;;0x1;;;OW)", &token(&["OW"]), 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(A;;0x1;;;PS)", &token(&["PS"]), 0x1), NOT_GRANTED);
}

#[test]
fn a_user_can_be_deny_only() {
    let token = AccessToken::builder(sid(USER)).deny_only_user().group(sid("WD")).build();
    assert_eq!(rights(&format!("D:(A;;0x1;;;{USER})"), &token, 0x1), NOT_GRANTED);
    assert_eq!(rights(&format!("D:(D;;0x1;;;{USER})(A;;0x1;;;WD)"), &token, 0x1), REFUSED);
    assert_eq!(granted(&format!("O:{USER}D:"), &token, 0x2_0000), NOT_GRANTED);
}

#[test]
fn inherit_only_aces_and_other_types_decide_nothing() {
    let token = token(&["WD"]);
    assert_eq!(rights("D:(D;OIIO;0x1;;;WD)(A;;0x1;;;WD)", &token, 0x1), Ok(0x1));
    assert_eq!(rights("D:(A;CIIO;0x1;;;WD)", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(A;OICIID;0x1;;;WD)", &token, 0x1), Ok(0x1));
}

#[test]
fn absent_and_null_dacls_grant_everything_and_an_empty_one_nothing() {
    let token = token(&[]);
    assert_eq!(rights("", &token, 0x1f_01ff), Ok(0x1f_01ff));
    assert_eq!(rights("D:NO_ACCESS_CONTROL", &token, 0x1f_01ff), Ok(0x1f_01ff));
    assert_eq!(rights("D:NO_ACCESS_CONTROL", &token, MAXIMUM), Ok(0x1f_01ff));
    assert_eq!(rights("", &token, MAXIMUM | 0x1000), Ok(0x1f_11ff));
    assert_eq!(rights("D:", &token, 0x1), NOT_GRANTED);
    assert_eq!(rights("D:", &token, MAXIMUM), NOT_GRANTED);
}

#[test]
fn nothing_asked_for_is_nothing_allowed() {
    assert_eq!(rights("D:(A;;FA;;;WD)", &token(&["WD"]), 0), NOT_GRANTED);
    assert_eq!(rights("", &token(&["WD"]), 0), NOT_GRANTED);
}

#[test]
fn the_maximum_is_all_that_is_granted() {
    let token = token(&["WD", "BU"]);
    assert_eq!(rights("D:(A;;0x3;;;WD)(D;;0x6;;;BU)(A;;0xf;;;WD)", &token, MAXIMUM), Ok(0xb));
    assert_eq!(rights("D:(A;;0x3;;;WD)", &token, MAXIMUM | 0x1), Ok(0x3));
    assert_eq!(rights("D:(A;;0x3;;;WD)", &token, MAXIMUM | 0x4), NOT_GRANTED);
    assert_eq!(rights("D:(D;;0x4;;;WD)(A;;0x3;;;WD)", &token, MAXIMUM | 0x4), REFUSED);
    assert_eq!(rights("D:(D;;0x4;;;WD)", &token, MAXIMUM), REFUSED);
}

#[test]
fn no_ace_grants_access_to_the_sacl_nor_the_maximum_itself() {
    assert_eq!(rights("D:(A;;0xffffffff;;;WD)", &token(&["WD"]), MAXIMUM), Ok(0xcff_ffff));
    assert_eq!(rights("D:(A;;0x1000001;;;WD)", &token(&["WD"]), SYSTEM_SECURITY), Err(AccessDecision::PrivilegeNotHeld));
}

#[test]
fn generic_rights_of_aces_are_mapped() {
    let key = AccessRequest::new(mask(0x19)).with_mapping(GenericMapping::KEY);
    assert_eq!(answer(&key, &token(&["WD"]), "O:SYD:(A;;GR;;;WD)"), Ok(0x19));
    assert_eq!(rights("D:(D;;GW;;;WD)(A;;GA;;;WD)", &token(&["WD"]), 0x2), REFUSED);
    assert_eq!(rights("D:(D;;GW;;;WD)(A;;GA;;;WD)", &token(&["WD"]), MAXIMUM), Ok(0xd_00e9));
}

#[test]
fn the_owner_may_read_and_change_the_dacl() {
    let owned = |dacl: &str| format!("O:{USER}{dacl}");
    assert_eq!(granted(&owned("D:"), &token(&[]), 0x6_0000), Ok(0x6_0000));
    assert_eq!(granted(&owned("D:"), &token(&[]), MAXIMUM), Ok(0x6_0000));
    assert_eq!(granted(&owned("D:"), &token(&[]), 0x1_0000), NOT_GRANTED);
    assert_eq!(granted(&owned("D:(D;;RCWD;;;WD)"), &token(&["WD"]), 0x6_0000), Ok(0x6_0000));
    assert_eq!(granted("O:BAD:", &token(&["BA"]), 0x2_0000), Ok(0x2_0000));
    let deny_only = AccessToken::builder(sid(USER)).deny_only_group(sid("BA")).build();
    assert_eq!(granted("O:BAD:", &deny_only, 0x2_0000), NOT_GRANTED);
}

#[test]
fn an_ace_about_owner_rights_replaces_what_owners_have() {
    let owned = |dacl: &str| format!("O:{USER}{dacl}");
    assert_eq!(granted(&owned("D:(A;;DC;;;OW)"), &token(&[]), MAXIMUM), Ok(0x2));
    assert_eq!(granted(&owned("D:(A;;RC;;;OW)"), &token(&[]), 0x6_0000), NOT_GRANTED);
    assert_eq!(granted(&owned("D:(D;;WD;;;OW)(A;;FA;;;WD)"), &token(&["WD"]), 0x4_0000), REFUSED);
    assert_eq!(granted(&owned("D:(A;IO;DC;;;OW)"), &token(&[]), 0x2_0000), Ok(0x2_0000));
    assert_eq!(granted("O:SYD:(A;;DC;;;OW)", &token(&[]), 0x2), NOT_GRANTED);
}

#[test]
fn principal_self_is_the_object_itself() {
    let itself = sid("S-1-5-21-1-2-3-1000");
    let other = sid("S-1-5-21-1-2-3-2000");
    let text = "O:SYD:(A;;0x1;;;PS)";
    let request = AccessRequest::new(mask(0x1));
    assert_eq!(answer(&request, &token(&[]), text), NOT_GRANTED);
    assert_eq!(answer(&request.clone().with_principal_self(&itself), &token(&[]), text), Ok(0x1));
    assert_eq!(answer(&request.with_principal_self(&other), &token(&[]), text), NOT_GRANTED);
}

#[test]
fn access_to_the_sacl_needs_the_privilege() {
    let text = "O:SYD:(A;;FA;;;WD)";
    let request = AccessRequest::new(mask(SYSTEM_SECURITY | 0x1));
    let outcome = ask(&request, &token(&["WD"]), text).unwrap();
    assert_eq!((outcome.decision, outcome.decision.win32()), (AccessDecision::PrivilegeNotHeld, 1314));
    assert_eq!((outcome.refused, outcome.missing), (mask(SYSTEM_SECURITY), mask(0)));
    let outcome = ask(&request, &with_privileges(Privileges::SECURITY), text).unwrap();
    assert_eq!((outcome.granted, outcome.privileges_used), (mask(SYSTEM_SECURITY | 0x1), Privileges::SECURITY));
}

#[test]
fn a_privilege_that_was_not_needed_is_not_reported() {
    let outcome = ask(&AccessRequest::new(mask(0x1)), &with_privileges(Privileges::all()), "O:SYD:(A;;FA;;;WD)").unwrap();
    assert_eq!(outcome.privileges_used, Privileges::empty());
    let outcome =
        ask(&AccessRequest::new(mask(SYSTEM_SECURITY | 0x1)), &with_privileges(Privileges::SECURITY), "O:SYD:").unwrap();
    assert_eq!((outcome.decision, outcome.privileges_used), (AccessDecision::NotGranted, Privileges::empty()));
}

#[test]
fn take_ownership_gives_write_owner_when_it_is_asked_for_by_name() {
    let token = with_privileges(Privileges::TAKE_OWNERSHIP);
    let outcome = ask(&AccessRequest::new(mask(WRITE_OWNER)), &token, "O:SYD:(D;;WO;;;WD)").unwrap();
    assert_eq!((outcome.granted, outcome.privileges_used), (mask(WRITE_OWNER), Privileges::TAKE_OWNERSHIP));
    assert_eq!(rights("D:(A;;0x1;;;WD)", &token, MAXIMUM), Ok(0x1));
    assert_eq!(rights("D:(A;;0x1;;;WD)", &token, MAXIMUM | WRITE_OWNER), Ok(WRITE_OWNER | 0x1));
}

#[test]
fn backup_and_restore_count_where_the_caller_says_so() {
    let both = with_privileges(Privileges::BACKUP | Privileges::RESTORE);
    let read = AccessRequest::new(mask(0x12_00a9 | SYSTEM_SECURITY));
    assert_eq!(answer(&read, &both, "O:SYD:"), Err(AccessDecision::PrivilegeNotHeld));
    let outcome = ask(&read.clone().with_intent(Intent::BACKUP), &both, "O:SYD:(D;;FA;;;WD)").unwrap();
    assert_eq!((outcome.granted, outcome.privileges_used), (mask(0x112_00a9), Privileges::BACKUP));
    assert_eq!(
        answer(&read.clone().with_intent(Intent::BACKUP), &token(&["WD"]), "O:SYD:"),
        Err(AccessDecision::PrivilegeNotHeld)
    );
    let write = AccessRequest::new(mask(0x11f_0116));
    let outcome = ask(&write.clone().with_intent(Intent::RESTORE), &both, "O:SYD:").unwrap();
    assert_eq!((outcome.granted, outcome.privileges_used), (mask(0x11f_0116), Privileges::RESTORE));
    assert_eq!(answer(&AccessRequest::new(mask(0x2)).with_intent(Intent::BACKUP), &both, "O:SYD:"), NOT_GRANTED);
}
