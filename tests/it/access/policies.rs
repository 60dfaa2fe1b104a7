use aclavis::{AccessRequest, AccessToken, CentralPolicy, CentralRule};

use super::{MAXIMUM, NOT_GRANTED, REFUSED, USER, answer, descriptor, mask, sid, token};

const OBJECT: &str = "O:SYD:(A;;FA;;;WD)S:(SP;;;;;S-1-17-1)(RA;;;;;WD;(\"secret\",TI,0,1))";

fn rule(applies_to: Option<&str>, dacl: &str) -> CentralRule {
    CentralRule {
        name: "rule".to_owned(),
        applies_to: applies_to.map(|text| text.parse().unwrap()),
        descriptor: descriptor(dacl),
    }
}

fn maximum(rules: Vec<CentralRule>, token: &AccessToken) -> Result<u32, aclavis::AccessDecision> {
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules }];
    answer(&AccessRequest::new(mask(MAXIMUM)).with_policies(&policies), token, OBJECT)
}

#[test]
fn a_policy_grants_nothing_that_a_rule_does_not_grant() {
    assert_eq!(maximum(vec![rule(None, "D:(A;;0x1;;;WD)")], &token(&["WD"])), Ok(0x1));
    assert_eq!(maximum(vec![rule(None, "D:(A;;0x3;;;WD)"), rule(None, "D:(A;;0x6;;;WD)")], &token(&["WD"])), Ok(0x2));
    assert_eq!(maximum(vec![rule(None, "D:(D;;0x1;;;WD)(A;;0x1;;;WD)")], &token(&["WD"])), REFUSED);
    assert_eq!(maximum(vec![rule(None, "D:NO_ACCESS_CONTROL")], &token(&["WD"])), Ok(0x1f_01ff));
    assert_eq!(maximum(vec![], &token(&["WD"])), Ok(0x1f_01ff));
}

#[test]
fn a_rule_applies_unless_its_condition_is_false() {
    let only = |condition| maximum(vec![rule(Some(condition), "D:(A;;0x1;;;WD)")], &token(&["WD"]));
    assert_eq!(only("(@Resource.secret == 1)"), Ok(0x1));
    assert_eq!(only("(@Resource.secret == 2)"), Ok(0x1f_01ff));
    assert_eq!(only("(@Resource.missing == 2)"), Ok(0x1));
}

#[test]
fn the_owner_of_the_object_is_the_owner_for_a_rule() {
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules: vec![rule(None, "D:(A;;0x1;;;OW)")] }];
    let request = AccessRequest::new(mask(MAXIMUM)).with_policies(&policies);
    let text = OBJECT.replace("O:SY", &format!("O:{USER}"));
    assert_eq!(answer(&request, &token(&["WD"]), &text), Ok(0x1));
    assert_eq!(answer(&request, &token(&["WD"]), OBJECT), NOT_GRANTED);
}

#[test]
fn an_unknown_policy_leaves_access_to_administrators_system_and_owner() {
    let request = AccessRequest::new(mask(0x1));
    assert_eq!(answer(&request, &token(&["WD"]), OBJECT), NOT_GRANTED);
    assert_eq!(answer(&request, &token(&["WD", "BA"]), OBJECT), Ok(0x1));
    assert_eq!(answer(&request, &token(&["WD", "SY"]), OBJECT), Ok(0x1));
    let other = [CentralPolicy { id: sid("S-1-17-2"), rules: vec![] }];
    assert_eq!(answer(&request.with_policies(&other), &token(&["WD"]), OBJECT), NOT_GRANTED);
}

#[test]
fn all_policies_of_one_id_apply() {
    let policy = |dacl| CentralPolicy { id: sid("S-1-17-1"), rules: vec![rule(None, dacl)] };
    let policies = [policy("D:(A;;FA;;;WD)"), policy("D:(A;;0x1;;;WD)")];
    assert_eq!(answer(&AccessRequest::new(mask(MAXIMUM)).with_policies(&policies), &token(&["WD"]), OBJECT), Ok(0x1));
}

#[test]
fn a_policy_that_is_named_often_is_gone_through_once() {
    let object = format!("O:SYD:(A;;FA;;;WD)S:{}", "(SP;;;;;S-1-17-1)(SP;;;;;S-1-17-2)".repeat(500));
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules: vec![rule(None, "D:(A;;0x1;;;WD)(A;;0x1;;;BA)")] }];
    let request = AccessRequest::new(mask(0x1)).with_policies(&policies);
    let object = descriptor(&object);
    let explanation = request.explain(&token(&["WD", "BA"]), &object).unwrap();
    assert!(explanation.is_allowed());
    assert_eq!(explanation.steps().len(), 1 + 1 + 1000 + 1 + 2 + 3);
}

#[test]
fn restricting_sids_need_a_grant_from_every_rule() {
    let token = AccessToken::builder(sid(USER)).group(sid("WD")).restricted(sid("RC")).restricted(sid("WD")).build();
    assert_eq!(maximum(vec![rule(None, "D:(A;;0x3;;;WD)")], &token), Ok(0x3));
    let token = AccessToken::builder(sid(USER)).group(sid("WD")).restricted(sid("RC")).build();
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules: vec![rule(None, "D:(A;;0x3;;;WD)(A;;0x1;;;RC)")] }];
    let request = AccessRequest::new(mask(MAXIMUM)).with_policies(&policies);
    assert_eq!(answer(&request, &token, "O:SYD:(A;;FA;;;WD)(A;;FA;;;RC)S:(SP;;;;;S-1-17-1)"), Ok(0x1));
}
