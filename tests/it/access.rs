//! Checks of access: tokens, rights, reasons.

mod conditions;
mod explanation;
#[cfg(feature = "serde")]
mod json;
mod labels;
mod objects;
mod permissions;
mod policies;
mod restricted;
mod rights;
#[cfg(feature = "serde")]
mod token_form;
mod unusable;

use aclavis::{
    AccessDecision, AccessMask, AccessOutcome, AccessRequest, AccessToken, DescriptorRef, Error, SecurityDescriptor, Sid,
};

/// The user of most tests.
const USER: &str = "S-1-5-21-1-2-3-1000";

fn sid(text: &str) -> Sid {
    text.parse().unwrap()
}

fn descriptor(text: &str) -> SecurityDescriptor {
    text.parse().unwrap()
}

fn mask(bits: u32) -> AccessMask {
    AccessMask::from_bits_retain(bits)
}

/// A token of the user with these groups.
fn token(groups: &[&str]) -> AccessToken {
    AccessToken::builder(sid(USER)).groups(groups.iter().map(|group| sid(group))).build()
}

/// Checks the model and its binary form, with and without a trace: all agree.
fn ask(request: &AccessRequest<'_>, token: &AccessToken, text: &str) -> Result<AccessOutcome, Error> {
    let model = descriptor(text);
    let bytes = model.to_bytes().unwrap();
    let view = DescriptorRef::parse(&bytes).unwrap();
    let outcome = request.clone().check(token, &model);
    assert_eq!(request.check(token, &view), outcome);
    assert_eq!(request.explain(token, &view).map(|explanation| explanation.outcome().clone()), outcome);
    assert_eq!(request.explain(token, &model).map(|explanation| explanation.outcome().clone()), outcome);
    outcome
}

/// What is granted of these rights on a descriptor of the system, or why not.
fn rights(dacl: &str, token: &AccessToken, desired: u32) -> Result<u32, AccessDecision> {
    granted(&format!("O:SYG:SY{dacl}"), token, desired)
}

/// What is granted of these rights, or why not.
fn granted(text: &str, token: &AccessToken, desired: u32) -> Result<u32, AccessDecision> {
    answer(&AccessRequest::new(mask(desired)), token, text)
}

fn answer(request: &AccessRequest<'_>, token: &AccessToken, text: &str) -> Result<u32, AccessDecision> {
    let outcome = ask(request, token, text).unwrap();
    if outcome.is_allowed() { Ok(outcome.granted.bits()) } else { Err(outcome.decision) }
}

const MAXIMUM: u32 = 0x200_0000;
const REFUSED: Result<u32, AccessDecision> = Err(AccessDecision::Refused);
const NOT_GRANTED: Result<u32, AccessDecision> = Err(AccessDecision::NotGranted);
