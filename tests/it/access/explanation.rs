use aclavis::{
    AccessRequest, AccessToken, CentralPolicy, CentralRule, IntegrityLevel, Intent, List, ObjectNode, Pass, Privileges, Verdict,
};

use super::{MAXIMUM, USER, descriptor, mask, sid, token};

fn text(sddl: &str, token: &AccessToken, desired: u32) -> String {
    AccessRequest::new(mask(desired)).explain(token, &descriptor(sddl)).unwrap().to_string()
}

fn reasons(sddl: &str, token: &AccessToken, desired: u32) -> String {
    AccessRequest::new(mask(desired)).explain(token, &descriptor(sddl)).unwrap().access_reasons(|_| None::<&str>)
}

#[test]
fn every_ace_has_its_line() {
    let token = AccessToken::builder(sid(USER)).groups([sid("WD")]).deny_only_group(sid("BA")).build();
    let sddl = "O:SYD:(A;OIIO;FA;;;WD)(A;;FA;;;BA)(A;;FA;;;BG)(A;;SD;;;WD)(XA;;FR;;;WD;(@User.a == 1))(D;;DC;;;WD)\
        (OA;;CC;bf967aba-0de6-11d0-a285-00aa003049e2;;WD)(A;;CC;;;WD)(A;;FA;;;WD)";
    assert_eq!(
        text(sddl, &token, 0x3),
        "refused, refused DC\n\
         integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label\n\
         ACE 0 (A;OIIO;FA;;;WD) skipped: concerns children only\n\
         ACE 1 (A;;FA;;;BA) skipped: the token has its SID for ACEs that refuse only\n\
         ACE 2 (A;;FA;;;BG) skipped: the token has no such SID\n\
         ACE 3 (A;;SD;;;WD) skipped: about no right that is asked for and still open\n\
         ACE 4 (XA;;FR;;;WD;(@USER.a == 1)) skipped: its condition is unknown\n\
         ACE 5 (D;;DC;;;WD) refuses, refused DC\n\
         ACE 6 (OA;;CC;bf967aba-0de6-11d0-a285-00aa003049e2;;WD) skipped: about bf967aba-0de6-11d0-a285-00aa003049e2, which is not asked about\n\
         ACE 7 (A;;CC;;;WD) grants, granted CC\n\
         ACE 8 (A;;FA;;;WD) not reached: everything is decided"
    );
}

#[test]
fn owner_privileges_and_labels_have_their_lines() {
    let token = AccessToken::builder(sid(USER)).privileges(Privileges::SECURITY | Privileges::BACKUP).build();
    let sddl = descriptor(&format!("O:{USER}D:S:(ML;;NW;;;ME)(TL;;0x1;;;S-1-19-512-8192)"));
    let request = AccessRequest::new(mask(0x102_0001)).with_intent(Intent::RESTORE);
    assert_eq!(
        request.explain(&token, &sddl).unwrap().to_string(),
        "refused, refused RC, missing CC\n\
         SeRestorePrivilege is not held\n\
         SACL ACE 1 (TL;;CC;;;S-1-19-512-8192) process trust label: the caller's process is not trusted enough, refused RC\n\
         integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, SACL ACE 0\n\
         SeSecurityPrivilege is held, granted 0x1000000\n\
         the DACL is empty"
    );
}

#[test]
fn an_owner_has_a_line() {
    assert_eq!(
        text(&format!("O:{USER}D:(A;;CC;;;OW)"), &token(&[]), 0x2_0000),
        "not granted, missing RC\n\
         integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label\n\
         the token has the owner's SID, but ACE 0 says what the owner may do\n\
         ACE 0 (A;;CC;;;OW) skipped: about no right that is asked for and still open"
    );
    assert_eq!(
        text(&format!("O:{USER}D:"), &token(&[]), 0x2_0000),
        "allowed, granted RC\n\
         integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label\n\
         the token has the owner's SID, granted RC\n\
         the DACL is empty"
    );
}

#[test]
fn every_pass_has_its_lines() {
    let token = AccessToken::builder(sid(USER)).group(sid("WD")).restricted(sid("RC")).build();
    assert_eq!(
        text("O:SYD:(A;;CC;;;WD)", &token, 0x1),
        "not granted, missing CC\n\
         integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label\n\
         ACE 0 (A;;CC;;;WD) grants, granted CC\n\
         restricted: ACE 0 (A;;CC;;;WD) skipped: the token has no such SID"
    );
}

#[test]
fn where_nothing_is_left_to_decide_the_aces_are_not_reached() {
    let low = AccessToken::builder(sid(USER)).group(sid("WD")).integrity(IntegrityLevel::LOW).build();
    assert_eq!(
        text("O:SYD:(A;;FA;;;WD)", &low, 0x2),
        "refused, refused DC\n\
         integrity S-1-16-4096 of the token is below S-1-16-8192 of the object, which has no label, refused DC\n\
         ACE 0 (A;;FA;;;WD) not reached: everything is decided"
    );
}

#[test]
fn policies_have_their_lines() {
    let rule = CentralRule { name: "finance".to_owned(), applies_to: None, descriptor: descriptor("D:(A;;CC;;;BA)") };
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules: vec![rule] }];
    let object = descriptor("O:SYD:(A;;CC;;;WD)S:(SP;;;;;S-1-17-1)(SP;;;;;S-1-17-2)");
    let explanation = AccessRequest::new(mask(0x1)).with_policies(&policies).explain(&token(&["WD"]), &object).unwrap();
    assert_eq!(
        explanation.to_string(),
        "not granted, missing CC\n\
         integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label\n\
         ACE 0 (A;;CC;;;WD) grants, granted CC\n\
         SACL ACE 0 (SP;;;;;S-1-17-1) central policy\n\
         rule `finance`: applies\n\
         rule `finance`: ACE 0 (A;;CC;;;BA) skipped: the token has no such SID\n\
         SACL ACE 1 (SP;;;;;S-1-17-2) central policy that is not known\n\
         recovery policy: ACE 0 (A;;GA;;;BA) skipped: the token has no such SID\n\
         recovery policy: ACE 1 (A;;GA;;;SY) skipped: the token has no such SID\n\
         recovery policy: ACE 2 (A;;GA;;;OW) skipped: the token has no such SID"
    );
    let reasons = explanation.reasons();
    assert_eq!(reasons[0].missing, Some((Pass::Token, List::Rule("finance"))));
    assert_eq!(explanation.access_reasons(|_| None::<&str>), "0x1:\tNOT Granted by Central Access Rule\n");
}

#[test]
fn what_no_pass_grants_is_missing_in_the_first_that_does_not() {
    let restricted = AccessToken::builder(sid(USER)).group(sid("WD")).restricted(sid("RC")).build();
    let request = AccessRequest::new(mask(0x3));
    let object = descriptor("O:SYD:(A;;CC;;;WD)");
    let explanation = request.explain(&restricted, &object).unwrap();
    let missing: Vec<_> = explanation.reasons().iter().map(|reason| reason.missing).collect();
    assert_eq!(missing, [Some((Pass::Restricted, List::Object)), Some((Pass::Token, List::Object))]);
}

#[test]
fn reasons_have_the_shape_of_windows_events() {
    let user = token(&["WD"]);
    assert_eq!(
        reasons(&format!("O:{USER}D:(D;;DC;;;WD)(A;;0x100001;;;WD)"), &user, 0x12_0007),
        "0x1:\tGranted by\tD:(A;;0x100001;;;WD)\n0x2:\tDenied by\tD:(D;;DC;;;WD)\n0x4:\tNot granted\n\
         READ_CONTROL:\tGranted by Ownership\nSYNCHRONIZE:\tGranted by\tD:(A;;0x100001;;;WD)\n"
    );
    assert_eq!(reasons("O:SYD:NO_ACCESS_CONTROL", &user, 0x1_0000), "DELETE:\tGranted by NULL DACL\n");
    assert_eq!(reasons("O:SYD:", &user, 0x4_0000), "WRITE_DAC:\tDenied by Empty DACL\n");
    assert_eq!(reasons("O:SYD:", &user, 0x100_0000), "ACCESS_SYS_SEC:\tNot granted due to missing SeSecurityPrivilege\n");
    let low = AccessToken::builder(sid(USER)).integrity(IntegrityLevel::LOW).build();
    assert_eq!(reasons("O:SYD:", &low, 0x8_0000), "WRITE_OWNER:\tDenied by Integrity Policy check\n");
    let named = AccessRequest::new(mask(0x1))
        .explain(&user, &descriptor("O:SYD:(A;;CC;;;WD)"))
        .unwrap()
        .access_reasons(|right| (right == mask(0x1)).then_some("ReadData (or ListDirectory)"));
    assert_eq!(named, "ReadData (or ListDirectory):\tGranted by\tD:(A;;CC;;;WD)\n");
}

#[test]
fn an_empty_dacl_is_the_reason_only_where_it_is_the_list_that_does_not_grant() {
    let rule = CentralRule { name: String::new(), applies_to: None, descriptor: descriptor("D:") };
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules: vec![rule] }];
    let object = descriptor("O:SYD:(A;;CC;;;BA)S:(SP;;;;;S-1-17-1)");
    let explanation = AccessRequest::new(mask(0x1)).with_policies(&policies).explain(&token(&["WD"]), &object).unwrap();
    assert_eq!(explanation.access_reasons(|_| None::<&str>), "0x1:\tNot granted\n");
}

#[test]
fn the_maximum_has_a_reason_for_every_right_that_it_is() {
    assert_eq!(
        reasons("O:SYD:(D;;DC;;;WD)(A;;0x10007;;;WD)", &token(&["WD"]), MAXIMUM),
        "0x1:\tGranted by\tD:(A;;CCDCLCSD;;;WD)\n0x4:\tGranted by\tD:(A;;CCDCLCSD;;;WD)\nDELETE:\tGranted by\tD:(A;;CCDCLCSD;;;WD)\n"
    );
}

#[test]
fn with_objects_the_reason_is_the_step_that_decides_for_the_first() {
    let guid = |n: u8| format!("00000000-0000-0000-0000-0000000000{n:02x}");
    let objects = [(0, 0), (1, 1), (1, 2)].map(|(level, n)| ObjectNode { level, guid: guid(n).parse().unwrap() });
    let object = descriptor(&format!("O:SYD:(OA;;RP;{};;WD)(OA;;RP;{};;WD)", guid(1), guid(2)));
    let request = AccessRequest::new(mask(0x10)).with_objects(&objects);
    let explanation = request.explain(&token(&["WD"]), &object).unwrap();
    let reasons = explanation.reasons();
    assert!(matches!(reasons[0].step.unwrap().event, aclavis::Event::Ace { index: 1, verdict: Verdict::Grants, .. }));
}

#[test]
fn what_only_a_part_of_the_object_is_granted_is_missing_for_the_whole() {
    let guid = |n: u8| format!("00000000-0000-0000-0000-0000000000{n:02x}");
    let objects = [(0, 0), (1, 1), (1, 2)].map(|(level, n)| ObjectNode { level, guid: guid(n).parse().unwrap() });
    let object = descriptor(&format!("O:SYD:(OA;;RP;{};;WD)", guid(1)));
    let request = AccessRequest::new(mask(0x10)).with_objects(&objects);
    let explanation = request.explain(&token(&["WD"]), &object).unwrap();
    let reasons = explanation.reasons();
    assert_eq!((reasons[0].step, reasons[0].missing), (None, Some((Pass::Token, List::Object))));
}

#[test]
fn labels_and_filters_that_refuse_are_reasons() {
    let sacl = "O:SYD:(A;;FA;;;WD)S:(TL;;RC;;;S-1-19-512-8192)(FL;;0x3;;;WD;(a))";
    assert_eq!(
        reasons(sacl, &token(&["WD"]), 0x1_0002),
        "0x2:\tDenied by Process Trust Label ACE\tS:(TL;;RC;;;S-1-19-512-8192)\n\
         DELETE:\tDenied by Process Trust Label ACE\tS:(TL;;RC;;;S-1-19-512-8192)\n"
    );
    assert_eq!(
        reasons("O:SYD:(A;;FA;;;WD)S:(FL;;0x3;;;WD;(a))", &token(&["WD"]), 0x1_0002),
        "0x2:\tGranted by\tD:(A;;FA;;;WD)\nDELETE:\tDenied by Access Filter ACE\tS:(FL;;CCDC;;;WD;(a))\n"
    );
}

#[test]
fn a_decision_is_a_sentence() {
    let request =
        |desired| AccessRequest::new(mask(desired)).check(&token(&["WD"]), &descriptor("O:SYD:(D;;DC;;;WD)(A;;CC;;;WD)"));
    let said = [0x1, 0x2, 0x4, 0x100_0000].map(|desired| request(desired).unwrap().decision.to_string());
    assert_eq!(said, ["allowed", "refused", "not granted", "refused, a privilege is not held"]);
}
