//! Values that occur on one side of an operator and on the other.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::value::{Rule, Value, Values};
use crate::order;

/// How often each of the values occurs on the left and on the right side, all of one type, each value once: in time that grows as
/// their size does.
pub(super) fn occurrences<'a>(left: Values<'a>, right: Option<Values<'a>>, rule: Rule) -> Vec<[usize; 2]> {
    let mut all: Vec<Value<'a>> = left.iter(rule).flatten().collect();
    let lefts = all.len();
    all.extend(right.into_iter().flat_map(|right| right.iter(rule)).flatten());
    let places: Vec<usize> = order::places(all.len(), |place, depth| all.get(place)?.order_word(rule, depth)).collect();
    let value = |place: &usize| all.get(*place).copied();
    let is_same = |a: &usize, b: &usize| match (value(a), value(b)) {
        (Some(a), Some(b)) => a.order(b, rule) == Some(Ordering::Equal),
        _ => false,
    };
    let counts = |equal: &[usize]| {
        let left = equal.iter().filter(|place| **place < lefts).count();
        [left, equal.len().saturating_sub(left)]
    };
    places.chunk_by(is_same).map(counts).collect()
}
