//! Checks of access with more and more ACEs and groups, and tokens with more and more groups.

use std::hint::black_box;

use aclavis::{
    AccessMask, AccessRequest, AccessToken, AccessTokenBuilder, Ace, DescriptorRef, GenericMapping, SecurityDescriptor, Sid,
    sddl_to_bytes,
};

use super::super::value::REQUEST;
use super::{Outcome, Site, ace, repeat, shuffled, unknown};

pub(super) fn run(operation: &str, size: u32, times: usize, site: &Site) -> Outcome {
    match operation {
        "check of a view" => {
            let bytes = with_aces(size, site)?.to_bytes()?;
            let view = DescriptorRef::parse(&bytes)?;
            let (token, request) = (site.member(50)?.build(), question());
            repeat(times, || black_box(&request).check(black_box(&token), black_box(&view)).is_ok())
        }
        "check of a model" => {
            let model = with_aces(size, site)?;
            let (token, request) = (site.member(50)?.build(), question());
            repeat(times, || black_box(&request).check(black_box(&token), black_box(&model)).is_ok())
        }
        "every ACE concerns the token" => {
            let model = with_aces(size, site)?;
            let token = of_trustees(site, size)?.build();
            let request = AccessRequest::new(AccessMask::DELETE);
            repeat(times, || black_box(&request).check(black_box(&token), black_box(&model)).is_ok())
        }
        "explain" => explain(times, size, site),
        "explanation as text" => {
            let model = with_aces(size, site)?;
            let explanation = question().explain(&site.member(50)?.build(), &model)?;
            repeat(times, || !black_box(&explanation).to_string().is_empty())
        }
        "groups of the token" => groups(times, size, site),
        "groups of the token, each ACE for one" => groups_of_aces(times, size, site),
        "token build" => {
            let builder = of_groups(site, size)?;
            repeat(times, || black_box(&builder).clone().build().integrity() == aclavis::IntegrityLevel::MEDIUM)
        }
        _ => unknown(),
    }
}

/// A right that the ACEs are about and nobody of the domain is granted.
fn question<'a>() -> AccessRequest<'a> {
    AccessRequest::new(AccessMask::READ_PROPERTY)
}

/// A model, which unlike a text and a binary form may have more ACEs than an ACL has room for.
fn with_aces(aces: u32, site: &Site) -> Outcome<SecurityDescriptor> {
    let one = |n| Ok(SecurityDescriptor::parse(&format!("D:{}", ace("A", "", n)), &site.parse)?.dacl().aces().to_vec());
    let aces: Vec<Vec<Ace>> = (0..aces).map(one).collect::<Outcome<_>>()?;
    Ok(SecurityDescriptor::builder().owner(site.domain).dacl(aces.concat()).build())
}

/// Groups in no order.
fn of_groups(site: &Site, groups: u32) -> Outcome<AccessTokenBuilder> {
    let groups = (0..groups).map(|n| site.account(shuffled(n))).collect::<Outcome<Vec<_>>>()?;
    Ok(AccessToken::builder(site.account(500)?).groups(groups))
}

/// Somebody for whom all of the ACEs are.
fn of_trustees(site: &Site, aces: u32) -> Outcome<AccessTokenBuilder> {
    let groups = (0..aces).filter_map(|n| Sid::new(9, &[shuffled(n)]));
    Ok(AccessToken::builder(site.account(500)?).groups(groups))
}

fn explain(times: usize, aces: u32, site: &Site) -> Outcome {
    let model = with_aces(aces, site)?;
    let (token, request) = (site.member(50)?.build(), question());
    repeat(times, || {
        let explanation = black_box(&request).explain(black_box(&token), black_box(&model));
        explanation.is_ok_and(|explanation| !explanation.reasons().is_empty())
    })
}

/// Nine ACEs, each with a right of its own for another of so many groups, as far as there are that many; asked for all of these
/// rights and one more by somebody in all of the groups, so that every ACE counts.
fn groups_of_aces(times: usize, groups: u32, site: &Site) -> Outcome {
    let trustees = (0..groups).cycle().take(9).map(|n| site.account(shuffled(n))).collect::<Outcome<Vec<_>>>()?;
    let right = |n| AccessMask::from_bits_retain(1_u32 << n);
    let aces: Vec<Ace> = (0_u32..).zip(trustees).map(|(n, trustee)| Ace::allow(right(n), trustee)).collect();
    let model = SecurityDescriptor::builder().owner(site.domain).dacl(aces).build();
    let token = of_groups(site, groups)?.build();
    let request = AccessRequest::new((0..9).map(right).fold(AccessMask::DELETE, AccessMask::union));
    repeat(times, || black_box(&request).check(black_box(&token), black_box(&model)).is_ok())
}

/// The documented descriptor of a request, asked by somebody in so many groups.
fn groups(times: usize, groups: u32, site: &Site) -> Outcome {
    let bytes = sddl_to_bytes(REQUEST, &site.parse)?;
    let view = DescriptorRef::parse(&bytes)?;
    let token = of_groups(site, groups)?.build();
    let request = AccessRequest::new(AccessMask::LIST_CHILDREN).with_mapping(GenericMapping::REQUEST);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(&view)).is_ok())
}
