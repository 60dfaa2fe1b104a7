use aclavis::{AccessRequest, AccessToken, GenericMapping, IntegrityLevel, Privileges};

use super::{MAXIMUM, NOT_GRANTED, REFUSED, USER, answer, ask, granted, mask, rights, sid, token};

fn at(level: IntegrityLevel) -> AccessToken {
    AccessToken::builder(sid(USER)).group(sid("WD")).integrity(level).build()
}

#[test]
fn an_object_without_label_is_of_medium_level_and_not_written_from_below() {
    assert_eq!(rights("D:(A;;FA;;;WD)", &at(IntegrityLevel::MEDIUM), MAXIMUM), Ok(0x1f_01ff));
    assert_eq!(rights("D:(A;;FA;;;WD)", &at(IntegrityLevel::LOW), MAXIMUM), Ok(0x12_00a9));
    assert_eq!(rights("D:(A;;FA;;;WD)", &at(IntegrityLevel::LOW), 0x1), Ok(0x1));
    assert_eq!(rights("D:(A;;FA;;;WD)", &at(IntegrityLevel::LOW), 0x2), REFUSED);
    assert_eq!(rights("D:NO_ACCESS_CONTROL", &at(IntegrityLevel::LOW), 0x2), REFUSED);
    assert_eq!(granted(&format!("O:{USER}D:"), &at(IntegrityLevel::LOW), 0x4_0000), REFUSED);
}

#[test]
fn a_label_forbids_what_it_says_to_lower_levels() {
    let maximum = |label: &str, level| rights(&format!("D:(A;;FA;;;WD)S:(ML;;{label};;;HI)"), &at(level), MAXIMUM);
    assert_eq!(maximum("NW", IntegrityLevel::MEDIUM), Ok(0x12_00a9));
    assert_eq!(maximum("NR", IntegrityLevel::MEDIUM), Ok(0x12_01b6));
    assert_eq!(maximum("NX", IntegrityLevel::MEDIUM), Ok(0x12_019f));
    assert_eq!(maximum("NWNR", IntegrityLevel::MEDIUM), Ok(0x12_00a0));
    assert_eq!(maximum("NWNRNX", IntegrityLevel::MEDIUM), REFUSED);
    assert_eq!(maximum("NWNRNX", IntegrityLevel::HIGH), Ok(0x1f_01ff));
    assert_eq!(maximum("0x0", IntegrityLevel::MEDIUM), Ok(0x12_01bf));
}

#[test]
fn the_first_label_of_the_object_counts() {
    let ask = |sacl: &str| rights(&format!("D:(A;;FA;;;WD)S:{sacl}"), &at(IntegrityLevel::MEDIUM), 0x2);
    assert_eq!(ask("(ML;;NW;;;LW)(ML;;NW;;;HI)"), Ok(0x2));
    assert_eq!(ask("(ML;;NW;;;HI)(ML;;NW;;;LW)"), REFUSED);
    assert_eq!(ask("(ML;CIOIIO;NW;;;HI)"), Ok(0x2));
    assert_eq!(ask("(ML;;NW;;;WD)"), REFUSED);
}

#[test]
fn relabelling_lets_write_owner_through_the_label_only() {
    let low = AccessToken::builder(sid(USER)).group(sid("WD")).integrity(IntegrityLevel::LOW);
    let relabel = low.clone().privileges(Privileges::RELABEL).build();
    let request = AccessRequest::new(mask(0x8_0000));
    assert_eq!(answer(&request, &low.build(), "O:SYD:(A;;WO;;;WD)"), REFUSED);
    let outcome = ask(&request, &relabel, "O:SYD:(A;;WO;;;WD)").unwrap();
    assert_eq!((outcome.granted, outcome.privileges_used), (mask(0x8_0000), Privileges::RELABEL));
    assert_eq!(answer(&request, &relabel, "O:SYD:"), NOT_GRANTED);
}

#[test]
fn integrity_comes_before_the_privilege_to_take_ownership() {
    let low = AccessToken::builder(sid(USER)).integrity(IntegrityLevel::LOW).privileges(Privileges::TAKE_OWNERSHIP).build();
    assert_eq!(rights("D:", &low, 0x8_0000), REFUSED);
}

#[test]
fn labels_are_measured_by_the_objects_mapping() {
    let request = AccessRequest::new(mask(0x3_000f)).with_mapping(GenericMapping::REQUEST);
    let outcome = ask(&request, &at(IntegrityLevel::LOW), "O:SYD:(A;;CCDCLCSWSDRC;;;WD)").unwrap();
    assert_eq!((outcome.refused, outcome.missing), (mask(0x1_000b), mask(0)));
}

#[test]
fn a_trust_label_limits_less_trusted_processes() {
    let text = "O:SYD:(A;;FA;;;WD)S:(TL;;0x20001;;;S-1-19-512-8192)";
    let trusted = |level: &str| AccessToken::builder(sid(USER)).group(sid("WD")).trust_level(sid(level)).build();
    assert_eq!(granted(text, &token(&["WD"]), MAXIMUM), Ok(0x2_0001));
    assert_eq!(granted(text, &token(&["WD"]), 0x2), REFUSED);
    assert_eq!(granted(text, &trusted("S-1-19-512-4096"), 0x2), REFUSED);
    assert_eq!(granted(text, &trusted("S-1-19-512-8192"), 0x2), Ok(0x2));
    assert_eq!(granted(text, &trusted("S-1-19-1024-8192"), 0x2), Ok(0x2));
    let (high, low) = (sid("S-1-19-1024-8192"), sid("S-1-19-0-0"));
    let request = AccessRequest::new(mask(0x2));
    assert_eq!(answer(&request.clone().with_process_trust(&high), &token(&["WD"]), text), Ok(0x2));
    assert_eq!(answer(&request.with_process_trust(&low), &trusted("S-1-19-1024-8192"), text), REFUSED);
}

#[test]
fn a_trust_label_leaves_the_sacl_to_its_privilege() {
    let token = AccessToken::builder(sid(USER)).privileges(Privileges::SECURITY).build();
    assert_eq!(granted("O:SYD:S:(TL;;0x1;;;S-1-19-512-8192)", &token, 0x100_0000), Ok(0x100_0000));
}

#[test]
fn an_access_filter_limits_those_who_do_not_fulfil_its_condition() {
    let text = "O:SYD:(A;;FA;;;WD)S:(FL;;0x1;;;WD;(Member_of {SID(BA)}))";
    assert_eq!(granted(text, &token(&["WD", "BA"]), 0x3), Ok(0x3));
    assert_eq!(granted(text, &token(&["WD"]), 0x3), REFUSED);
    assert_eq!(granted(text, &token(&["WD"]), MAXIMUM), Ok(0x1));
    let unknown = "O:SYD:(A;;FA;;;WD)S:(FL;;0x1;;;WD;(@User.missing == 1))";
    assert_eq!(granted(unknown, &token(&["WD"]), 0x2), REFUSED);
}
