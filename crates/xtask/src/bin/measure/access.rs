//! Checks of access against a descriptor.

use std::hint::black_box;

use aclavis::{
    AccessMask, AccessRequest, AttributeValues, Claim, Claims, DescriptorRef, Guid, ObjectNode, SecurityDescriptor, Sid,
};

use super::{Outcome, Site, repeat};

pub(super) fn run(operation: &str, times: usize, bytes: &[u8], site: &Site) -> Outcome {
    let bytes = with_owner(bytes, site.domain)?;
    let view = DescriptorRef::parse(&bytes)?;
    match operation {
        "access" => check(times, &view, site, 5),
        "access-50-groups" => check(times, &view, site, 50),
        "access-1000-groups" => check(times, &view, site, 1000),
        "access-objects" => with_objects(times, &view, site),
        "access-condition" => with_claims(times, &view, site),
        "explain" => explain(times, &view, site),
        "explain->text" => explanation_as(times, &view, site, |explanation| !explanation.to_string().is_empty()),
        "explain->JSON" => explanation_as(times, &view, site, |explanation| serde_json::to_string(explanation).is_ok()),
        _ => Err("unknown operation".into()),
    }
}

/// One right that no ACE of the benchmark texts gives an account of the domain, so that every ACE is looked at.
fn one_right<'a>() -> AccessRequest<'a> {
    AccessRequest::new(AccessMask::LIST_CHILDREN)
}

fn check(times: usize, view: &DescriptorRef<'_>, site: &Site, groups: u32) -> Outcome {
    let token = site.member(groups)?.build();
    let request = one_right();
    repeat(times, || !black_box(&request).check(black_box(&token), black_box(view)).is_ok_and(|outcome| outcome.is_allowed()))
}

/// The same check with 50 groups, and every step that it takes.
fn explain(times: usize, view: &DescriptorRef<'_>, site: &Site) -> Outcome {
    let token = site.member(50)?.build();
    let request = one_right();
    repeat(times, || black_box(&request).explain(black_box(&token), black_box(view)).is_ok())
}

/// The explanation in a form in which it leaves the process.
fn explanation_as(times: usize, view: &DescriptorRef<'_>, site: &Site, form: fn(&aclavis::Explanation<'_>) -> bool) -> Outcome {
    let explanation = one_right().explain(&site.member(50)?.build(), view)?;
    repeat(times, || form(black_box(&explanation)))
}

/// A check for rights on users and up to 20 of the property sets, properties and control rights that object ACEs name.
fn with_objects(times: usize, view: &DescriptorRef<'_>, site: &Site) -> Outcome {
    let token = site.member(5)?.group(Sid::EVERYONE).group("AU".parse()?).build();
    let user: Guid = "bf967aba-0de6-11d0-a285-00aa003049e2".parse()?;
    let mut objects = vec![ObjectNode { level: 0, guid: user }];
    for ace in view.dacl().list().iter().flat_map(|dacl| dacl.aces()) {
        let named = ace.object().and_then(|object| object.object_type());
        let new = named.filter(|guid| objects.len() <= 20 && objects.iter().all(|object| object.guid != *guid));
        // Every fifth is a set, those behind it are its parts.
        let level = if objects.len() % 5 == 1 { 1 } else { 2 };
        objects.extend(new.map(|guid| ObjectNode { level, guid }));
    }
    let rights = AccessMask::READ_PROPERTY | AccessMask::WRITE_PROPERTY | AccessMask::CONTROL_ACCESS;
    let request = AccessRequest::new(rights).with_objects(&objects);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(view)).is_ok())
}

/// A check for one right by somebody with claims, of which those that the benchmark text asks for do not let an ACE count.
fn with_claims(times: usize, view: &DescriptorRef<'_>, site: &Site) -> Outcome {
    let claim = |name, value: &str| Claim::new(name, 0, AttributeValues::String(vec![value.encode_utf16().collect()]));
    let claims = Claims::new([claim("Title", "PM"), claim("Division", "Legal")])?;
    let token = site.member(5)?.group(Sid::EVERYONE).user_claims(claims).build();
    let request = AccessRequest::new(AccessMask::WRITE_PROPERTY);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(view)).is_ok())
}

/// The descriptor with an owner, which a check needs.
fn with_owner(bytes: &[u8], domain: Sid) -> Outcome<Vec<u8>> {
    let mut descriptor = SecurityDescriptor::from_bytes(bytes)?;
    descriptor.set_owner(descriptor.owner().copied().or(Some(domain)));
    Ok(descriptor.to_bytes()?)
}
