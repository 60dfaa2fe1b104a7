//! The values of conditions. Claims are written as resource attributes: `("name",type,flags,values)`.

mod attributes;
mod claims;
mod equality;
mod groups;
mod hostile;
mod lists;
mod literals;
mod logic;
mod order;
mod strings;

use std::sync::LazyLock;

use aclavis::{AccessToken, Claims, Condition, Error, Limits, ResourceAttribute, SecurityDescriptor, Sid, Truth};

const TRUE: Truth = Truth::True;
const FALSE: Truth = Truth::False;
const UNKNOWN: Truth = Truth::Unknown;

fn attribute(text: &str) -> ResourceAttribute {
    let descriptor: SecurityDescriptor = format!("S:(RA;;;;;WD;{text})").parse().unwrap();
    descriptor.sacl().aces()[0].as_ref().attribute().unwrap().unwrap()
}

fn claims(texts: &[&str]) -> Claims {
    Claims::new(texts.iter().map(|text| attribute(text))).unwrap()
}

/// What a condition speaks about, nothing by default. The user is nobody.
#[derive(Clone, Copy)]
struct Context<'a> {
    user: &'a Claims,
    device: &'a Claims,
    local: &'a Claims,
    resource: &'a Claims,
    groups: &'a [Sid],
    device_groups: &'a [Sid],
}

impl Default for Context<'_> {
    fn default() -> Self {
        static NONE: LazyLock<Claims> = LazyLock::new(Claims::default);
        Self { user: &NONE, device: &NONE, local: &NONE, resource: &NONE, groups: &[], device_groups: &[] }
    }
}

impl Context<'_> {
    fn evaluate(&self, condition: &Condition, limits: &Limits) -> Result<Truth, Error> {
        let token = AccessToken::builder(Sid::default()).groups(self.groups.iter().copied());
        let token = self.device_groups.iter().fold(token, |token, group| token.device_group(*group));
        let token = token.user_claims(self.user.clone()).device_claims(self.device.clone()).local_claims(self.local.clone());
        condition.evaluate(&token.build(), self.resource, limits)
    }
}

fn evaluate(condition: &Condition, context: &Context<'_>) -> Truth {
    context.evaluate(condition, &Limits::default()).unwrap()
}

/// Asserts the values of conditions, without their parentheses, about a user with these claims.
fn assert_values(user: &[&str], cases: &[(&str, Truth)]) {
    let user = claims(user);
    let context = Context { user: &user, ..Context::default() };
    for (text, expected) in cases {
        let condition: Condition = format!("({text})").parse().unwrap();
        assert_eq!(evaluate(&condition, &context), *expected, "{text}");
    }
}
