//! Answers and explanations as JSON.

use aclavis::{
    AccessRequest, AccessToken, Ace, AceBody, AceFlags, AceType, CentralPolicy, CentralRule, Guid, IntegrityLevel, ObjectNode,
    Privileges, SecurityDescriptor,
};

use super::{USER, descriptor, mask, sid, token};

fn outcome(request: &AccessRequest<'_>, token: &AccessToken, sddl: &str) -> String {
    serde_json::to_string(&request.clone().check(token, &descriptor(sddl)).unwrap()).unwrap()
}

/// Every step but for its text, which is the step's own.
fn steps<'a>(request: &AccessRequest<'a>, token: &AccessToken, descriptor: &'a SecurityDescriptor) -> Vec<String> {
    let explanation = request.explain(token, descriptor).unwrap();
    let step = |step: &aclavis::Step<'_>| {
        let json = serde_json::to_string(step).unwrap();
        let text = format!(",\"text\":{}}}", serde_json::to_string(&step.to_string()).unwrap());
        json.strip_suffix(&*text).unwrap_or_else(|| panic!("another text: {json}")).to_owned()
    };
    explanation.steps().iter().map(step).collect()
}

/// The steps of a question about `0x3` to a descriptor of the system, without that about integrity.
fn dacl(token: &AccessToken, sddl: &str) -> Vec<String> {
    let sddl = descriptor(&format!("O:SY{sddl}"));
    steps(&AccessRequest::new(mask(0x3)), token, &sddl).split_off(1)
}

fn reasons(token: &AccessToken, desired: u32, sddl: &str) -> String {
    let descriptor = descriptor(sddl);
    serde_json::to_string(&AccessRequest::new(mask(desired)).explain(token, &descriptor).unwrap().reasons()).unwrap()
}

#[test]
fn an_outcome_has_its_rights() {
    assert_eq!(
        outcome(&AccessRequest::new(mask(0x5)), &token(&["WD"]), "O:SYD:(D;;LC;;;WD)(A;;CC;;;WD)"),
        r#"{"decision":"deny","reason":"refused","granted":"0x0","refused":"0x4","missing":"0x0","win32":5,"privileges_used":[]}"#
    );
    assert_eq!(
        outcome(&AccessRequest::new(mask(0x5)), &token(&["WD"]), "O:SYD:(A;;CC;;;WD)"),
        r#"{"decision":"deny","reason":"not-granted","granted":"0x0","refused":"0x0","missing":"0x4","win32":5,"privileges_used":[]}"#
    );
    assert_eq!(
        outcome(&AccessRequest::new(mask(0x100_0001)), &token(&["WD"]), "O:SYD:(A;;CC;;;WD)"),
        r#"{"decision":"deny","reason":"privilege-not-held","granted":"0x0","refused":"0x1000000","missing":"0x0","win32":1314,"privileges_used":[]}"#
    );
    let privileges = Privileges::SECURITY | Privileges::TAKE_OWNERSHIP;
    let token = AccessToken::builder(sid(USER)).privileges(privileges).build();
    assert_eq!(
        outcome(&AccessRequest::new(mask(0x108_0000)), &token, "O:SYD:"),
        r#"{"decision":"allow","reason":"allowed","granted":"0x1080000","refused":"0x0","missing":"0x0","win32":0,"#.to_owned()
            + r#""privileges_used":["SeSecurityPrivilege","SeTakeOwnershipPrivilege"]}"#
    );
}

#[test]
fn an_outcome_has_the_objects_that_were_asked_about() {
    let [class, property] = [1, 2].map(|n| Guid::from_bytes([n; 16]));
    let objects = [ObjectNode { level: 0, guid: class }, ObjectNode { level: 1, guid: property }];
    assert_eq!(
        outcome(
            &AccessRequest::new(mask(0x10)).with_objects(&objects),
            &token(&["WD"]),
            "O:SYD:(OD;;RP;02020202-0202-0202-0202-020202020202;;WD)(OA;;RP;;;WD)"
        ),
        r#"{"decision":"deny","reason":"refused","granted":"0x0","refused":"0x10","missing":"0x0","win32":5,"privileges_used":[],"#
            .to_owned()
            + r#""objects":[{"guid":"01010101-0101-0101-0101-010101010101","decision":"deny","granted":"0x0"},"#
            + r#"{"guid":"02020202-0202-0202-0202-020202020202","decision":"deny","granted":"0x0"}]}"#
    );
    assert_eq!(
        outcome(
            &AccessRequest::new(mask(0x10)).with_objects(&objects[..1]),
            &token(&["WD"]),
            "O:SYD:(OA;;RP;01010101-0101-0101-0101-010101010101;;WD)"
        ),
        r#"{"decision":"allow","reason":"allowed","granted":"0x10","refused":"0x0","missing":"0x0","win32":0,"privileges_used":[],"#
            .to_owned()
            + r#""objects":[{"guid":"01010101-0101-0101-0101-010101010101","decision":"allow","granted":"0x10"}]}"#
    );
}

#[test]
fn an_explanation_has_the_outcome_reasons_and_the_trace() {
    let descriptor = descriptor("O:SYD:(D;;LC;;;BG)(A;;LCRC;;;WD)");
    let explanation = AccessRequest::new(mask(0x2_0004)).explain(&token(&["WD", "BG"]), &descriptor).unwrap();
    assert_eq!(
        serde_json::to_string(&explanation).unwrap(),
        r#"{"decision":"deny","reason":"refused","granted":"0x0","refused":"0x4","missing":"0x0","win32":5,"privileges_used":[],"reasons":["#
            .to_owned()
            + r#"{"right":"0x4","granted":false,"by":{"step":"ace","list":"dacl","pass":"token","index":0,"ace":"(D;;LC;;;BG)"}},"#
            + r#"{"right":"0x20000","granted":true,"by":{"step":"ace","list":"dacl","pass":"token","index":1,"ace":"(A;;LCRC;;;WD)"}}],"trace":["#
            + r#"{"step":"integrity","level":"S-1-16-8192","object_level":"S-1-16-8192","dominates":true,"granted":"0x0","refused":"0x0","#
            + r#""text":"integrity S-1-16-8192 of the token reaches S-1-16-8192 of the object, which has no label"},"#
            + r#"{"step":"ace","list":"dacl","pass":"token","index":0,"ace":"(D;;LC;;;BG)","verdict":"refuses","granted":"0x0","refused":"0x4","#
            + r#""text":"ACE 0 (D;;LC;;;BG) refuses, refused LC"},"#
            + r#"{"step":"ace","list":"dacl","pass":"token","index":1,"ace":"(A;;LCRC;;;WD)","verdict":"grants","granted":"0x20000","refused":"0x0","#
            + r#""text":"ACE 1 (A;;LCRC;;;WD) grants, granted RC"}]}"#
    );
}

#[test]
fn an_ace_has_its_verdict_and_why_it_is_skipped() {
    let token = AccessToken::builder(sid(USER)).group(sid("WD")).deny_only_group(sid("BA")).build();
    let found = dacl(
        &token,
        "D:(A;IO;CC;;;WD)(A;;CC;;;SY)(A;;CC;;;BA)(A;;RC;;;WD)(OA;;CC;01010101-0101-0101-0101-010101010101;;WD)\
            (XA;;CC;;;WD;(Member_of {SID(SY)}))(XA;;CC;;;WD;(a))(A;;CCDC;;;WD)(D;;CC;;;WD)",
    );
    let skipped = [
        r#""ace":"(A;IO;CC;;;WD)","verdict":"skipped","why":"inherit-only""#,
        r#""ace":"(A;;CC;;;SY)","verdict":"skipped","why":"other-trustee""#,
        r#""ace":"(A;;CC;;;BA)","verdict":"skipped","why":"deny-only""#,
        r#""ace":"(A;;RC;;;WD)","verdict":"skipped","why":"other-rights""#,
        r#""ace":"(OA;;CC;01010101-0101-0101-0101-010101010101;;WD)","verdict":"skipped","why":"other-object","object_type":"01010101-0101-0101-0101-010101010101""#,
        r#""ace":"(XA;;CC;;;WD;(Member_of {SID(SY)}))","verdict":"skipped","why":"condition-false""#,
        r#""ace":"(XA;;CC;;;WD;(a))","verdict":"skipped","why":"condition-unknown""#,
    ];
    let mut expected: Vec<String> = skipped.iter().map(|rest| format!(r#"{rest},"granted":"0x0","refused":"0x0""#)).collect();
    expected.push(r#""ace":"(A;;CCDC;;;WD)","verdict":"grants","granted":"0x3","refused":"0x0""#.to_owned());
    expected.push(r#""ace":"(D;;CC;;;WD)","verdict":"not-reached","granted":"0x0","refused":"0x0""#.to_owned());
    for (index, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(*found, format!(r#"{{"step":"ace","list":"dacl","pass":"token","index":{index},{expected}"#));
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn an_ace_that_sddl_cannot_say_is_null() {
    let opaque = Ace::new(AceType(0x7f), AceFlags::empty(), AceBody::Opaque(vec![1, 2])).unwrap();
    let descriptor = SecurityDescriptor::builder().owner(sid("SY")).dacl([opaque]).build();
    assert_eq!(
        steps(&AccessRequest::new(mask(0x3)), &token(&[]), &descriptor)[1],
        r#"{"step":"ace","list":"dacl","pass":"token","index":0,"ace":null,"verdict":"skipped","why":"other-type","granted":"0x0","refused":"0x0""#
    );
}

#[test]
fn a_pass_has_its_name() {
    let token = AccessToken::builder(sid(USER)).restricted(sid("WD")).package(sid("S-1-15-2-7")).build();
    assert_eq!(
        dacl(&token, ""),
        [
            r#"{"step":"no-dacl","list":"dacl","pass":"token","state":"absent","granted":"0x3","refused":"0x0""#,
            r#"{"step":"no-dacl","list":"dacl","pass":"restricted","state":"absent","granted":"0x3","refused":"0x0""#,
            r#"{"step":"no-dacl","list":"dacl","pass":"app-container","state":"absent","granted":"0x0","refused":"0x0""#,
        ]
    );
}

#[test]
fn lists_without_aces_and_owners_have_their_steps() {
    let owner = AccessToken::builder(sid("SY")).build();
    assert_eq!(
        dacl(&owner, "D:NO_ACCESS_CONTROL"),
        [r#"{"step":"no-dacl","list":"dacl","pass":"token","state":"null","granted":"0x3","refused":"0x0""#]
    );
    let request = AccessRequest::new(mask(0x2_0000));
    let found = |sddl: &str| steps(&request, &owner, &descriptor(sddl)).split_off(1);
    assert_eq!(
        found("O:SYD:"),
        [
            r#"{"step":"owner","list":"dacl","pass":"token","granted":"0x20000","refused":"0x0""#,
            r#"{"step":"empty-dacl","list":"dacl","pass":"token","granted":"0x0","refused":"0x0""#,
        ]
    );
    assert_eq!(
        found("O:SYD:(A;;CC;;;WD)(A;;CC;;;OW)")[0],
        r#"{"step":"owner","list":"dacl","pass":"token","replaced_by":1,"granted":"0x0","refused":"0x0""#
    );
}

#[test]
fn labels_and_privileges_have_their_steps() {
    let low = AccessToken::builder(sid(USER)).integrity(IntegrityLevel::LOW).build();
    let sddl = "O:SYD:S:(ML;;NW;;;HI)(TL;;RC;;;S-1-19-512-8192)(FL;;0x2;;;WD;(a))";
    let sddl = descriptor(sddl);
    assert_eq!(
        steps(&AccessRequest::new(mask(0x102_0003)), &low, &sddl)[..4],
        [
            r#"{"step":"trust-label","list":"sacl","index":1,"ace":"(TL;;RC;;;S-1-19-512-8192)","dominates":false,"granted":"0x0","refused":"0x3""#,
            r#"{"step":"access-filter","list":"sacl","index":2,"ace":"(FL;;DC;;;WD;(a))","passes":false,"granted":"0x0","refused":"0x1020000""#,
            r#"{"step":"integrity","list":"sacl","index":0,"ace":"(ML;;NW;;;HI)","level":"S-1-16-4096","object_level":"S-1-16-12288","dominates":false,"granted":"0x0","refused":"0x0""#,
            r#"{"step":"empty-dacl","list":"dacl","pass":"token","granted":"0x0","refused":"0x0""#,
        ]
    );
    let none = descriptor("O:SYD:");
    assert_eq!(
        steps(&AccessRequest::new(mask(0x100_0000)), &token(&[]), &none)[1],
        r#"{"step":"privilege","privilege":"SeSecurityPrivilege","held":false,"granted":"0x0","refused":"0x1000000""#
    );
    let holder = AccessToken::builder(sid(USER)).privileges(Privileges::SECURITY).build();
    assert_eq!(
        steps(&AccessRequest::new(mask(0x100_0000)), &holder, &none)[1],
        r#"{"step":"privilege","privilege":"SeSecurityPrivilege","held":true,"granted":"0x1000000","refused":"0x0""#
    );
}

#[test]
fn policies_have_their_steps() {
    let rule = |name: &str, condition: Option<&str>| CentralRule {
        name: name.to_owned(),
        applies_to: condition.map(|text| text.parse().unwrap()),
        descriptor: descriptor("D:(A;;CC;;;WD)"),
    };
    let rules = vec![rule("all", None), rule("none", Some("(Member_of {SID(SY)})")), rule("some", Some("(a)"))];
    let policies = [CentralPolicy { id: sid("S-1-17-1"), rules }];
    let request = AccessRequest::new(mask(0x1)).with_policies(&policies);
    let sddl = descriptor("O:SYD:(A;;CC;;;WD)S:(SP;;;;;S-1-17-1)(SP;;;;;S-1-17-2)");
    let none = r#""granted":"0x0","refused":"0x0""#;
    let grants = r#""index":0,"ace":"(A;;CC;;;WD)","verdict":"grants","granted":"0x1","refused":"0x0""#;
    let found = steps(&request, &token(&["WD"]), &sddl).split_off(1);
    assert_eq!(
        found[..8],
        [
            format!(r#"{{"step":"ace","list":"dacl","pass":"token",{grants}"#),
            format!(r#"{{"step":"policy","list":"sacl","index":0,"ace":"(SP;;;;;S-1-17-1)","known":true,{none}"#),
            format!(r#"{{"step":"rule","list":"rule","rule":"all","applies":"true",{none}"#),
            format!(r#"{{"step":"ace","list":"rule","rule":"all","pass":"token",{grants}"#),
            format!(r#"{{"step":"rule","list":"rule","rule":"none","applies":"false",{none}"#),
            format!(r#"{{"step":"rule","list":"rule","rule":"some","applies":"unknown",{none}"#),
            format!(r#"{{"step":"ace","list":"rule","rule":"some","pass":"token",{grants}"#),
            format!(r#"{{"step":"policy","list":"sacl","index":1,"ace":"(SP;;;;;S-1-17-2)","known":false,{none}"#),
        ]
    );
    let skipped = r#""verdict":"skipped","why":"other-trustee","granted":"0x0","refused":"0x0""#;
    assert_eq!(found[8], format!(r#"{{"step":"ace","list":"recovery","pass":"token","index":0,"ace":"(A;;GA;;;BA)",{skipped}"#));
}

#[test]
fn a_reason_names_what_decided_or_where_a_grant_is_missing() {
    assert_eq!(
        reasons(&token(&["WD"]), 0x100_0001, "O:SYD:(A;;CC;;;WD)"),
        r#"[{"right":"0x1","granted":true,"by":{"step":"ace","list":"dacl","pass":"token","index":0,"ace":"(A;;CC;;;WD)"}},"#
            .to_owned()
            + r#"{"right":"0x1000000","granted":false,"by":{"step":"privilege","privilege":"SeSecurityPrivilege"}}]"#
    );
    let restricted = AccessToken::builder(sid(USER)).group(sid("WD")).restricted(sid("BA")).build();
    assert_eq!(
        reasons(&restricted, 0x1, "O:SYD:(A;;CC;;;WD)"),
        r#"[{"right":"0x1","granted":false,"by":null,"missing":{"list":"dacl","pass":"restricted"}}]"#
    );
    assert_eq!(
        reasons(&token(&["WD"]), 0x1, "O:SYD:(A;;CC;;;WD)S:(SP;;;;;S-1-17-2)"),
        r#"[{"right":"0x1","granted":false,"by":null,"missing":{"list":"recovery","pass":"token"}}]"#
    );
}
