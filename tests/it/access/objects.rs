use aclavis::{AccessDecision, AccessRequest, ErrorKind, ObjectNode};

use super::{MAXIMUM, NOT_GRANTED, REFUSED, answer, ask, descriptor, mask, rights, token};

/// A class, two property sets with two properties each.
const TREE: [(u16, u8); 7] = [(0, 0), (1, 1), (2, 11), (2, 12), (1, 2), (2, 21), (2, 22)];

fn guid(n: u8) -> String {
    format!("00000000-0000-0000-0000-0000000000{n:02x}")
}

fn tree(nodes: &[(u16, u8)]) -> Vec<ObjectNode> {
    nodes.iter().map(|(level, n)| ObjectNode { level: *level, guid: guid(*n).parse().unwrap() }).collect()
}

fn object_ace(kind: &str, rights: &str, n: u8) -> String {
    format!("({kind};;{rights};{};;WD)", guid(n))
}

/// What is granted on each node of the tree.
fn on_nodes(dacl: &str, desired: u32) -> Vec<u32> {
    let objects = tree(&TREE);
    let request = AccessRequest::new(mask(desired)).with_objects(&objects);
    let outcome = ask(&request, &token(&["WD"]), &format!("O:SY{dacl}")).unwrap();
    assert_eq!(
        outcome.objects.iter().map(|object| object.guid).collect::<Vec<_>>(),
        objects.iter().map(|o| o.guid).collect::<Vec<_>>()
    );
    outcome.objects.iter().map(|object| object.granted.bits()).collect()
}

#[test]
fn a_grant_on_the_class_or_without_object_type_flows_down() {
    assert_eq!(on_nodes("D:(A;;RP;;;WD)", 0x10), [0x10; 7]);
    assert_eq!(on_nodes(&format!("D:{}", object_ace("OA", "RP", 0)), 0x10), [0x10; 7]);
}

#[test]
fn a_grant_on_a_property_set_covers_its_properties() {
    assert_eq!(on_nodes(&format!("D:{}", object_ace("OA", "RP", 1)), 0x10), [0, 0x10, 0x10, 0x10, 0, 0, 0]);
}

#[test]
fn a_parent_has_what_all_its_children_have() {
    let dacl = [11, 12].map(|n| object_ace("OA", "RP", n)).concat();
    assert_eq!(on_nodes(&format!("D:{dacl}"), 0x10), [0, 0x10, 0x10, 0x10, 0, 0, 0]);
    let dacl = [11, 12, 2].map(|n| object_ace("OA", "RP", n)).concat();
    assert_eq!(on_nodes(&format!("D:{dacl}"), 0x10), [0x10; 7]);
}

#[test]
fn refusing_a_child_leaves_its_siblings_alone() {
    let dacl = format!("D:{}(A;;RP;;;WD)", object_ace("OD", "RP", 11));
    assert_eq!(on_nodes(&dacl, 0x10), [0, 0, 0, 0x10, 0x10, 0x10, 0x10]);
}

#[test]
fn refusing_a_property_set_refuses_its_properties() {
    let dacl = format!("D:{}(A;;RP;;;WD)", object_ace("OD", "RP", 2));
    assert_eq!(on_nodes(&dacl, 0x10), [0, 0x10, 0x10, 0x10, 0, 0, 0]);
}

#[test]
fn what_was_granted_before_is_not_refused_after() {
    let dacl = format!("D:{}{}", object_ace("OA", "RP", 1), object_ace("OD", "RP", 11));
    assert_eq!(on_nodes(&dacl, 0x10), [0, 0x10, 0x10, 0x10, 0, 0, 0]);
}

#[test]
fn the_answer_is_about_the_first_object() {
    let objects = tree(&TREE);
    let request = AccessRequest::new(mask(0x10)).with_objects(&objects);
    let ask = |dacl: String| answer(&request, &token(&["WD"]), &format!("O:SYD:{dacl}"));
    assert_eq!(ask(object_ace("OA", "RP", 0)), Ok(0x10));
    assert_eq!(ask(object_ace("OA", "RP", 1)), NOT_GRANTED);
    assert_eq!(ask(format!("{}(A;;RP;;;WD)", object_ace("OD", "RP", 11))), REFUSED);
}

#[test]
fn every_object_has_a_decision_of_its_own() {
    let objects = tree(&[(0, 0), (1, 1), (1, 2)]);
    let request = AccessRequest::new(mask(0x30)).with_objects(&objects);
    let text = format!("O:SYD:{}{}(A;;RP;;;WD)", object_ace("OD", "WP", 1), object_ace("OA", "WP", 2));
    let outcome = ask(&request, &token(&["WD"]), &text).unwrap();
    let decisions: Vec<_> = outcome.objects.iter().map(|object| (object.decision, object.granted.bits())).collect();
    assert_eq!(decisions, [(AccessDecision::Refused, 0), (AccessDecision::Refused, 0), (AccessDecision::Allowed, 0x30)]);
    assert_eq!((outcome.decision, outcome.refused), (AccessDecision::Refused, mask(0x20)));
}

#[test]
fn the_maximum_is_found_for_every_object() {
    let dacl = format!("D:(A;;RC;;;WD){}{}", object_ace("OA", "RP", 1), object_ace("OA", "WP", 22));
    assert_eq!(on_nodes(&dacl, MAXIMUM), [0x2_0000, 0x2_0010, 0x2_0010, 0x2_0010, 0x2_0000, 0x2_0000, 0x2_0020]);
}

#[test]
fn an_ace_about_an_object_that_is_not_asked_about_does_not_count() {
    assert_eq!(on_nodes(&format!("D:{}(A;;RP;;;WD)", object_ace("OD", "RP", 99)), 0x10), [0x10; 7]);
    assert_eq!(rights(&format!("D:{}", object_ace("OA", "RP", 1)), &token(&["WD"]), 0x10), NOT_GRANTED);
    assert_eq!(rights("D:(OA;;RP;;;WD)", &token(&["WD"]), 0x10), Ok(0x10));
}

#[test]
fn where_no_parts_are_asked_about_refusing_one_refuses_the_whole() {
    let text = format!("O:SYD:{}(A;;RP;;;WD)", object_ace("OD", "RP", 1));
    let request = AccessRequest::new(mask(0x10));
    assert_eq!(answer(&request, &token(&["WD"]), &text), REFUSED);
    let whole = tree(&[(0, 0)]);
    assert_eq!(answer(&request.clone().with_objects(&whole), &token(&["WD"]), &text), REFUSED);
    let parts = tree(&[(0, 0), (1, 2)]);
    assert_eq!(answer(&request.with_objects(&parts), &token(&["WD"]), &text), Ok(0x10));
}

#[test]
fn owners_rights_hold_on_every_object() {
    let objects = tree(&TREE);
    let request = AccessRequest::new(mask(0x2_0000)).with_objects(&objects);
    let outcome = ask(&request, &token(&["BA"]), "O:BAD:").unwrap();
    assert!(outcome.objects.iter().all(|object| object.granted == mask(0x2_0000)));
}

#[test]
fn a_list_that_is_no_tree_is_an_error() {
    let bad: [&[(u16, u8)]; 4] = [&[(1, 0)], &[(0, 0), (0, 1)], &[(0, 0), (2, 1)], &[(0, 0), (1, 1), (3, 2)]];
    for nodes in bad {
        let objects = tree(nodes);
        let request = AccessRequest::new(mask(0x10)).with_objects(&objects);
        let error = request.check(&token(&[]), &descriptor("O:SYD:(A;;RP;;;WD)")).unwrap_err();
        assert_eq!((error.kind(), error.kind().win32()), (ErrorKind::BadObjectList, 87), "{nodes:?}");
    }
    let many = vec![ObjectNode { level: 1, guid: guid(1).parse().unwrap() }; 5000];
    let request = AccessRequest::new(mask(0x10)).with_objects(&many);
    let error = request.check(&token(&[]), &descriptor("O:SYD:")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadObjectList);
}

#[test]
fn trees_may_climb_back_more_than_one_level() {
    let objects = tree(&[(0, 0), (1, 1), (2, 2), (3, 3), (1, 4)]);
    let request = AccessRequest::new(mask(0x10)).with_objects(&objects);
    let text = format!("O:SYD:{}{}", object_ace("OA", "RP", 3), object_ace("OA", "RP", 4));
    assert_eq!(answer(&request, &token(&["WD"]), &text), Ok(0x10));
}
