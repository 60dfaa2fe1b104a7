//! Checks of access with longer and longer lists of objects, and with more and more central policies.

use std::hint::black_box;

use aclavis::{AccessMask, AccessRequest, Ace, CentralPolicy, CentralRule, Guid, ObjectNode, SecurityDescriptor, Sid};

use super::{Outcome, Site, repeat, shuffled, unknown};

pub(super) fn run(operation: &str, size: u32, times: usize, site: &Site) -> Outcome {
    match operation {
        "nodes of the list" => objects(times, &nested(size, properties), 20, site),
        "object ACEs" => objects(times, &nested(20, properties), size, site),
        "as many object ACEs as nodes" => objects(times, &nested(size, properties), size, site),
        "as many object ACEs as nodes, each below the other" => objects(times, &nested(size, |n| n), size, site),
        "policies of the request" => policies(times, size, 20, site),
        "as many policies as ACEs" => policies(times, size, size, site),
        _ => unknown(),
    }
}

/// Properties of an object, which stand in sets of five.
fn properties(n: u32) -> u32 {
    match n {
        0 => 0,
        _ if n % 5 == 1 => 1,
        _ => 2,
    }
}

fn nested(nodes: u32, level: impl Fn(u32) -> u32) -> Vec<ObjectNode> {
    let level = |n| u16::try_from(level(n)).unwrap_or(u16::MAX);
    (0..nodes).map(|n| ObjectNode { level: level(n), guid: guid(n) }).collect()
}

fn guid(n: u32) -> Guid {
    Guid::from_bytes((u128::from(n) << 64 | u128::from(shuffled(n))).to_be_bytes())
}

/// ACEs that each name one of the objects, the last of them first. The whole is never named, so that nothing is decided early.
fn objects(times: usize, list: &[ObjectNode], aces: u32, site: &Site) -> Outcome {
    let parts = u32::try_from(list.len())?.saturating_sub(1);
    let named = |n: u32| guid(parts.saturating_sub(n.checked_rem(parts).unwrap_or_default()));
    let aces = list_of(aces, site, |n| format!("D:(OA;;RPWP;{};;WD)", named(n)))?;
    let model = SecurityDescriptor::builder().owner(site.domain).dacl(aces).build();
    let token = site.member(50)?.group(Sid::EVERYONE).build();
    let rights = AccessMask::READ_PROPERTY | AccessMask::CONTROL_ACCESS;
    let request = AccessRequest::new(rights).with_objects(list);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(&model)).is_ok())
}

/// So many ACEs, each from a text of its own: a model may have more than an ACL has room for.
fn list_of(aces: u32, site: &Site, text: impl Fn(u32) -> String) -> Outcome<Vec<Ace>> {
    let one = |n| {
        let descriptor = SecurityDescriptor::parse(&text(n), &site.parse)?;
        Ok([descriptor.dacl().aces(), descriptor.sacl().aces()].concat())
    };
    Ok((0..aces).map(one).collect::<Outcome<Vec<_>>>()?.concat())
}

/// So many policies of one rule, and ACEs that name them.
fn policies(times: usize, policies: u32, aces: u32, site: &Site) -> Outcome {
    let id = |n: u32| Sid::new(17, &[shuffled(n)]).ok_or("no SID");
    let descriptor = SecurityDescriptor::parse("D:(A;;RPWP;;;WD)", &site.parse)?;
    let rule = CentralRule { name: "rule".to_owned(), applies_to: None, descriptor };
    let policy = |n| Ok(CentralPolicy { id: id(n)?, rules: vec![rule.clone()] });
    let policies: Vec<CentralPolicy> = (0..policies).map(policy).collect::<Outcome<_>>()?;
    let sacl = list_of(aces, site, |n| format!("S:(SP;;;;;S-1-17-{})", shuffled(n)))?;
    let dacl = rule.descriptor.dacl().aces();
    let model = SecurityDescriptor::builder().owner(site.domain).dacl(dacl).sacl(sacl).build();
    let token = site.member(50)?.group(Sid::EVERYONE).build();
    let request = AccessRequest::new(AccessMask::READ_PROPERTY).with_policies(&policies);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(&model)).is_ok())
}
