//! Operators between values (MS-DTYP 2.4.4.17.6).

use core::cmp::Ordering;

use super::super::token::Operator as Op;
use super::occurrences::occurrences;
use super::value::{Rule, Value, Values};
use super::{Truth, take};
use crate::error::Error;

/// Up to so many values are compared one by one, more are brought into order.
const FEW: usize = 8;

/// `==`, `<`, `<=`, `>`, `>=`, `Contains` and `Any_of`. Unknown where a value has another type than the others.
pub(super) fn relation(operator: Op, left: Values<'_>, right: Values<'_>, steps: &mut usize) -> Result<Truth, Error> {
    let rule = Rule::of(left, right);
    let comparable = match operator {
        Op::Equal | Op::Contains => true,
        Op::AnyOf => !matches!(right, Values::Single(_)),
        _ => is_single(left) && is_single(right) && !rule.boolean,
    };
    if !comparable || !agree(left, right, rule, steps)? {
        return Ok(Truth::Unknown);
    }
    let holds = match operator {
        Op::Equal => Some(equal(left, right, rule)),
        Op::Contains => Some(right.count() > 0 && found(left, right, rule, Quantity::All)),
        Op::AnyOf => Some(found(left, right, rule, Quantity::Any)),
        _ => ordered(operator, left, right, rule),
    };
    Ok(holds.map_or(Truth::Unknown, Truth::from))
}

fn is_single(values: Values<'_>) -> bool {
    !matches!(values, Values::Composite(..)) && values.count() == 1
}

/// Whether all values are of one type.
fn agree(left: Values<'_>, right: Values<'_>, rule: Rule, steps: &mut usize) -> Result<bool, Error> {
    let mut first = None;
    for value in left.iter(rule).chain(right.iter(rule)) {
        take(steps, value.map_or(1, Value::steps))?;
        let Some(value) = value else { return Ok(false) };
        if !first.get_or_insert(value).same_type(value) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether both have the same values, each as often.
fn equal(left: Values<'_>, right: Values<'_>, rule: Rule) -> bool {
    match (left.count(), right.count()) {
        (1, 1) => found(left, right, rule, Quantity::All),
        (a, b) if a == b => occurrences(left, Some(right), rule).iter().all(|[left, right]| left == right),
        _ => false,
    }
}

/// How many values have to be found.
#[derive(Clone, Copy)]
enum Quantity {
    All,
    Any,
}

/// Whether values of the right side are among those of the left one.
fn found(left: Values<'_>, right: Values<'_>, rule: Rule, quantity: Quantity) -> bool {
    if left.count().min(right.count()) > FEW {
        let mut wanted = occurrences(left, Some(right), rule).into_iter().filter(|[_, right]| *right > 0);
        return match quantity {
            Quantity::All => wanted.all(|[left, _]| left > 0),
            Quantity::Any => wanted.any(|[left, _]| left > 0),
        };
    }
    let is_left = |value: Value<'_>| left.iter(rule).flatten().any(|other| other.order(value, rule) == Some(Ordering::Equal));
    let mut wanted = right.iter(rule).flatten();
    match quantity {
        Quantity::All => wanted.all(is_left),
        Quantity::Any => wanted.any(is_left),
    }
}

/// The order of the first values; SIDs have none.
fn ordered(operator: Op, left: Values<'_>, right: Values<'_>, rule: Rule) -> Option<bool> {
    let order = match (left.iter(rule).next()??, right.iter(rule).next()??) {
        (Value::Sid(_), _) => None,
        (left, right) => left.order(right, rule),
    }?;
    match operator {
        Op::Less => Some(order.is_lt()),
        Op::LessOrEqual => Some(order.is_le()),
        Op::Greater => Some(order.is_gt()),
        Op::GreaterOrEqual => Some(order.is_ge()),
        _ => None,
    }
}
