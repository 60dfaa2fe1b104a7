//! `show --format json`.

use serde_json::{Value, json};

use super::process::{REQUEST, aclavis};

fn shown(arguments: &[&str]) -> Value {
    let mut all = vec!["show", "--format", "json"];
    all.extend(arguments);
    serde_json::from_str(&aclavis(&all).ok()).unwrap()
}

#[test]
fn a_descriptor_is_described_by_stable_members() {
    let text = "O:DAD:AI(XA;OICI;FX;;;WD;(Exists a))S:(RA;;;;;WD;(\"level\",TU,0x0,3))";
    let expected = json!({
        "type": "file",
        "form": "sddl",
        "json_member": false,
        "sddl": text,
        "trailing_nuls": 0,
        "control": {
            "bits": "0x8414",
            "flags": ["DACL_PRESENT", "DACL_AUTO_INHERITED", "SACL_PRESENT", "SELF_RELATIVE"]
        },
        "owner": {"sid": null, "alias": "DA", "name": "Domain Admins of an unknown domain"},
        "group": null,
        "dacl": {
            "state": "list",
            "revision": 2,
            "aces": [{
                "index": 0,
                "type": 9,
                "name": "ACCESS_ALLOWED_CALLBACK",
                "letters": "XA",
                "effect": "allow",
                "flags": ["OI", "CI"],
                "flag_bits": "0x03",
                "mask": "0x1200a0",
                "rights": ["Execute"],
                "trustee": {"sid": "S-1-1-0", "alias": "WD", "name": "Everyone"},
                "applies": "this object, subfolders, files",
                "condition": "(Exists a)"
            }]
        },
        "sacl": {
            "state": "list",
            "revision": 2,
            "aces": [{
                "index": 0,
                "type": 18,
                "name": "SYSTEM_RESOURCE_ATTRIBUTE",
                "letters": "RA",
                "effect": "attribute",
                "flags": [],
                "flag_bits": "0x00",
                "mask": "0x0",
                "rights": [],
                "trustee": {"sid": "S-1-1-0", "alias": "WD", "name": "Everyone"},
                "applies": "this object",
                "attribute": {"name": "level", "type": "TU", "flags": "0x0", "values": ["3"]}
            }]
        }
    });
    assert_eq!(shown(&[text]), expected);
}

#[test]
fn object_guids_have_names_and_kinds() {
    let text = "D:(OA;;RP;037088f8-0ae1-11d2-b422-00a0c968f939;bf967aba-0de6-11d0-a285-00aa003049e2;RU)";
    let shown = shown(&[text, "-t", "ds"]);
    let object = json!({"guid": "037088f8-0ae1-11d2-b422-00a0c968f939", "name": "RAS-Information", "kind": "property-set"});
    let class = json!({"guid": "bf967aba-0de6-11d0-a285-00aa003049e2", "name": "user", "kind": "class"});
    assert_eq!(shown.pointer("/dacl/aces/0/object_type"), Some(&object));
    assert_eq!(shown.pointer("/dacl/aces/0/inherited_object_type"), Some(&class));
}

#[test]
fn bytes_that_nothing_else_says_are_data() {
    let bytes =
        "0100048000000000000000000000000014000000 0200 2000 0100 0000 1700 1400 00000200010100000000000100000000 deadbeef";
    let shown = shown(&[bytes]);
    assert_eq!(shown.get("sddl"), Some(&Value::Null));
    assert_eq!(shown.pointer("/dacl/slack"), Some(&json!("deadbeef")));
    assert_eq!(shown.pointer("/dacl/aces/0/type"), Some(&json!(0x17)));
    assert_eq!(shown.pointer("/dacl/aces/0/trustee"), Some(&Value::Null));
    assert_eq!(shown.pointer("/dacl/aces/0/data"), Some(&json!("00000200010100000000000100000000")));
}

#[test]
fn a_request_has_its_nuls_and_a_summary() {
    let shown = shown(&[REQUEST]);
    assert_eq!(shown.get("type"), Some(&json!("cm-request")));
    assert_eq!(shown.get("trailing_nuls"), Some(&json!(9)));
    let first = json!({
        "trustee": {"sid": "S-1-5-21-2127521184-1604012920-1887927527-14995557", "alias": null, "name": null},
        "is_owner": false,
        "allowed": [
            {"permissions": ["Write", "ChangePriority", "Cancel"], "ace": 7},
            {"permissions": ["Approve", "Deny", "PrintDocuments", "DistributeSecrets"], "ace": 8}
        ],
        "refused": [{"permissions": ["Execute", "Abandon"], "ace": 0}]
    });
    assert_eq!(shown.pointer("/summary/trustees/0"), Some(&first));
}

#[test]
fn the_three_states_of_a_dacl_are_told_apart() {
    let state = |text: &str| shown(&[text]).pointer("/dacl/state").cloned();
    assert_eq!(state("O:SY"), Some(json!("absent")));
    assert_eq!(state("D:NO_ACCESS_CONTROL"), Some(json!("null")));
    assert_eq!(state("D:"), Some(json!("list")));
}
