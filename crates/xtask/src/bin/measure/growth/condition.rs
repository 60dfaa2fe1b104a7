//! Conditions with more and more terms and values, and claims that are as many.

use std::hint::black_box;

use aclavis::{AttributeValues, Claim, Claims, Condition, Limits, Sid};

use super::{Outcome, Site, repeat, shuffled, unknown};

pub(super) fn run(operation: &str, size: u32, times: usize, site: &Site) -> Outcome {
    match operation {
        "claims" => return claims(times, size),
        "values of Any_of" => return any_of(times, size, site),
        "values of a claim" => return values(times, size),
        _ => {}
    }
    let text = terms(size);
    let condition = Condition::parse(&text, &site.parse)?;
    match operation {
        "text->binary" => repeat(times, || Condition::parse(black_box(&text), black_box(&site.parse)).is_ok()),
        "binary->value" => repeat(times, || Condition::from_bytes(black_box(condition.as_bytes())).is_ok()),
        "value->text" => repeat(times, || black_box(&condition).to_sddl_with(black_box(&site.print)).is_ok()),
        "evaluate" => {
            let claims = (0..8).map(|n| Claim::new(&format!("c{n}"), 0, AttributeValues::Integer(vec![0])));
            let token = site.member(50)?.user_claims(Claims::new(claims)?).build();
            let (resource, limits) = (Claims::default(), Limits::default());
            repeat(times, || black_box(&condition).evaluate(black_box(&token), &resource, black_box(&limits)).is_ok())
        }
        _ => unknown(),
    }
}

/// Comparisons of eight claims with numbers, joined by `&&`.
fn terms(terms: u32) -> String {
    let terms: Vec<String> = (0..terms).map(|n| format!("@User.c{} != {}", n % 8, shuffled(n))).collect();
    format!("({})", terms.join(" && "))
}

fn numbered(n: u32) -> Vec<u16> {
    format!("value {}", shuffled(n)).encode_utf16().collect()
}

/// A claim with so many strings, and as many others in the condition.
fn any_of(times: usize, values: u32, site: &Site) -> Outcome {
    let claim = Claim::new("c", 0, AttributeValues::String((0..values).map(numbered).collect()));
    let token = site.member(50)?.user_claims(Claims::new([claim])?).build();
    let others: Vec<String> = (values..values.saturating_mul(2)).map(|n| format!("\"value {}\"", shuffled(n))).collect();
    let condition = Condition::parse(&format!("(@User.c Any_of {{{}}})", others.join(", ")), &site.parse)?;
    let (resource, limits) = (Claims::default(), Limits::default());
    repeat(times, || black_box(&condition).evaluate(black_box(&token), &resource, black_box(&limits)).is_ok())
}

/// So many claims made ready, in no order.
fn claims(times: usize, claims: u32) -> Outcome {
    let claim = |n| Claim::new(&format!("claim {}", shuffled(n)), 0, AttributeValues::Integer(vec![i64::from(n)]));
    let all: Vec<Claim> = (0..claims).map(claim).collect();
    repeat(times, || Claims::new(black_box(&all).iter().cloned()).is_ok())
}

/// A claim with so many SIDs made ready, in no order.
fn values(times: usize, values: u32) -> Outcome {
    let sids = (0..values).filter_map(|n| Sid::new(5, &[21, 1, 2, 3, shuffled(n)])).collect();
    let claim = Claim::new("c", 0, AttributeValues::Sid(sids));
    repeat(times, || Claims::new([black_box(&claim).clone()]).is_ok())
}
