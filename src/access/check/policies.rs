//! The central policies of a request, to be asked for by their SIDs.

use alloc::vec::Vec;
use core::mem;

use crate::access::policy::CentralPolicy;
use crate::order;
use crate::sid::{self, SidRef};

/// The policies that a check knows.
pub(super) struct Policies<'a> {
    in_order: Vec<&'a CentralPolicy>,
    /// At the first policy of a SID, whether those of the SID have been taken.
    taken: Vec<bool>,
}

impl<'a> Policies<'a> {
    pub(super) fn new(policies: &'a [CentralPolicy]) -> Self {
        let word = |place: usize, depth| sid::order_word(policies.get(place)?.id.as_ref(), depth);
        let in_order = order::places(policies.len(), word).filter_map(|place| policies.get(place)).collect();
        Self { in_order, taken: alloc::vec![false; policies.len()] }
    }

    /// The policies of a SID; `None` where it has none. However often they are asked for, they are given once.
    pub(super) fn take(&mut self, id: SidRef<'_>) -> Option<&[&'a CentralPolicy]> {
        let place = self.in_order.partition_point(|policy| sid::order(policy.id.as_ref(), id).is_lt());
        let rest = self.in_order.get(place..)?;
        rest.first().filter(|policy| id == policy.id)?;
        let count = rest.partition_point(|policy| id == policy.id);
        let is_taken = self.taken.get_mut(place).is_none_or(|taken| mem::replace(taken, true));
        rest.get(..if is_taken { 0 } else { count })
    }
}
