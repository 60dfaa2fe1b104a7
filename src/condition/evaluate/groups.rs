//! Membership in groups (MS-DTYP 2.4.4.17.6).

use super::value::{Rule, Value, Values};
use super::{Truth, take};
use crate::error::Error;
use crate::sid::{Membership, SidRef};

/// Whether all of these SIDs are groups.
pub(super) fn all(
    sids: Option<Values<'_>>,
    membership: impl Fn(SidRef<'_>) -> Membership,
    steps: &mut usize,
) -> Result<Truth, Error> {
    fold(sids, membership, steps, Truth::and)
}

/// Whether one of these SIDs is a group.
pub(super) fn any(
    sids: Option<Values<'_>>,
    membership: impl Fn(SidRef<'_>) -> Membership,
    steps: &mut usize,
) -> Result<Truth, Error> {
    fold(sids, membership, steps, Truth::or)
}

/// Unknown without SIDs, and where something else is among them.
fn fold(
    sids: Option<Values<'_>>,
    membership: impl Fn(SidRef<'_>) -> Membership,
    steps: &mut usize,
    join: fn(Truth, Truth) -> Truth,
) -> Result<Truth, Error> {
    let mut joined: Option<Truth> = None;
    for value in sids.into_iter().flat_map(|sids| sids.iter(Rule::default())) {
        take(steps, 1)?;
        let Some(Value::Sid(sid)) = value else { return Ok(Truth::Unknown) };
        let truth = match membership(sid) {
            Membership::Enabled => Truth::True,
            Membership::DenyOnly => Truth::Unknown,
            Membership::None => Truth::False,
        };
        joined = Some(joined.map_or(truth, |joined| join(joined, truth)));
    }
    Ok(joined.unwrap_or(Truth::Unknown))
}
