use aclavis::{AccessDecision, AccessMask, AccessRequest, AccessToken, DescriptorRef, SecurityDescriptor, Sid};

const REQUEST: &str = include_str!("../../vectors/bench/request.sddl");

fn sid(text: &str) -> Sid {
    text.parse().unwrap()
}

#[test]
fn the_request_descriptor_answers_as_documented() {
    let descriptor: SecurityDescriptor = REQUEST.parse().unwrap();
    let bytes = descriptor.to_bytes().unwrap();
    let view = DescriptorRef::parse(&bytes).unwrap();
    let token = |rid: u32| {
        AccessToken::builder(sid("S-1-5-21-2127521184-1604012920-1887927527").child(rid).unwrap()).group(sid("WD")).build()
    };
    let execute = AccessRequest::new(AccessMask::LIST_CHILDREN);
    let owner = execute.check(&token(14134865), &view).unwrap();
    assert_eq!(owner.decision, AccessDecision::Allowed);
    let refused = execute.explain(&token(14995557), &descriptor).unwrap();
    println!("{refused}");
    println!("{}", refused.access_reasons(|_| None));
    assert_eq!(refused.outcome().decision, AccessDecision::Refused);
}
