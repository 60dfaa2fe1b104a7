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

use aclavis::{Claims, Condition, EvaluationContext, Limits, ResourceAttribute, SecurityDescriptor, Truth};

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

fn evaluate(condition: &Condition, context: &EvaluationContext<'_>) -> Truth {
    condition.evaluate_with(context, &Limits::default()).unwrap()
}

/// Asserts the values of conditions, without their parentheses, about a user with these claims.
fn assert_values(user: &[&str], cases: &[(&str, Truth)]) {
    let user = claims(user);
    let context = EvaluationContext { user: &user, ..EvaluationContext::default() };
    for (text, expected) in cases {
        let condition: Condition = format!("({text})").parse().unwrap();
        assert_eq!(evaluate(&condition, &context), *expected, "{text}");
    }
}
