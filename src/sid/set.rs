//! Sets of SIDs that are asked often.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::{Sid, SidRef};
use crate::order;

/// How a SID of a token counts (MS-DTYP 2.5.3.1.1, `SE_GROUP_ENABLED` and `SE_GROUP_USE_FOR_DENY_ONLY`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Membership {
    /// It is not there, or neither enabled nor for deny ACEs.
    None,
    /// For ACEs that refuse, and for no others.
    DenyOnly,
    /// For all ACEs.
    Enabled,
}

/// SIDs and how they count, prepared for being asked: a filter that answers most questions with no, a sorted list for the
/// others. Asking takes the logarithm of its size at the worst, whoever chose the SIDs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SidSet {
    /// Bits at the places that the keys of the members hash to; a power of two of words, none for an empty set.
    filter: Vec<u64>,
    /// In order; each SID once.
    members: Vec<Member>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Member {
    key: u64,
    sid: Sid,
    membership: Membership,
}

/// The last eight bytes: the last sub-authority and the one before it, or a piece of the header.
#[inline(always)]
fn key(sid: SidRef<'_>) -> u64 {
    sid.as_bytes().last_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The order of sets of SIDs: by key, then by length and bytes.
pub(crate) fn order(a: SidRef<'_>, b: SidRef<'_>) -> Ordering {
    key(a).cmp(&key(b)).then_with(|| by_bytes(a, b))
}

fn by_bytes(a: SidRef<'_>, b: SidRef<'_>) -> Ordering {
    let [a, b] = [a, b].map(SidRef::as_bytes);
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// What a SID's place in that order depends on.
pub(crate) fn order_word(sid: SidRef<'_>, depth: usize) -> Option<u64> {
    depth.checked_sub(1).map_or_else(|| Some(key(sid)), |depth| order::of_bytes(sid.as_bytes(), depth))
}

/// A key mixed; the best bits are the highest.
#[inline(always)]
const fn mixed(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl SidSet {
    /// A set. Those that are `None` are left out; of a SID that is there more than once the weaker membership counts.
    pub(crate) fn new(sids: impl IntoIterator<Item = (Sid, Membership)>) -> Self {
        let members = sids.into_iter().filter(|(_, membership)| *membership != Membership::None);
        let members: Vec<Member> = members.map(|(sid, membership)| Member { key: key(sid.as_ref()), sid, membership }).collect();
        let order = order::places(members.len(), |place, depth| order_word(members.get(place)?.sid.as_ref(), depth));
        let mut members: Vec<Member> = order.filter_map(|place| members.get(place).copied()).collect();
        members.dedup_by(|later, earlier| {
            let is_same = later.sid == earlier.sid;
            if is_same {
                earlier.membership = earlier.membership.min(later.membership);
            }
            is_same
        });
        let words = members.len().div_ceil(8).next_power_of_two();
        let mut filter = alloc::vec![0; if members.is_empty() { 0 } else { words }];
        for member in &members {
            let mixed = mixed(member.key);
            if let Some(word) = filter.get_mut(word(mixed, words)) {
                *word |= bit(mixed);
            }
        }
        Self { filter, members }
    }

    /// How a SID counts.
    #[inline(always)]
    pub(crate) fn membership(&self, sid: SidRef<'_>) -> Membership {
        let key = key(sid);
        let mixed = mixed(key);
        match self.filter.get(word(mixed, self.filter.len())) {
            Some(word) if word & bit(mixed) != 0 => self.find(key, sid),
            _ => Membership::None,
        }
    }

    #[inline(never)]
    fn find(&self, key: u64, sid: SidRef<'_>) -> Membership {
        let order = |member: &Member| member.key.cmp(&key).then_with(|| by_bytes(member.sid.as_ref(), sid));
        let member = self.members.binary_search_by(order).ok().and_then(|place| self.members.get(place));
        member.map_or(Membership::None, |member| member.membership)
    }
}

/// The word of a filter of so many words that has a key's bit.
#[inline(always)]
fn word(mixed: u64, words: usize) -> usize {
    // Twenty-four bits are enough for 2^24 words.
    let [.., a, b, c, _] = mixed.to_le_bytes();
    crate::num::index32(u32::from_le_bytes([a, b, c, 0])) & words.wrapping_sub(1)
}

/// A key's bit in its word.
#[inline(always)]
const fn bit(mixed: u64) -> u64 {
    1 << (mixed >> 58)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sid(text: &str) -> Sid {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn every_member_is_found_and_nobody_else() {
        let member = |n: u32| sid("S-1-5-21-1-2-3").child(n).unwrap_or_default();
        for size in [0, 1, 2, 7, 8, 9, 64, 1000] {
            let set = SidSet::new((0..size).map(|n| (member(n), Membership::Enabled)));
            for n in 0..2000 {
                let expected = if n < size { Membership::Enabled } else { Membership::None };
                assert_eq!(set.membership(member(n).as_ref()), expected, "{n} of {size}");
            }
        }
    }

    #[test]
    fn sids_of_one_key_are_told_apart() {
        let (one, other) = (sid("S-1-5-21-1-2-3-1000"), sid("S-1-5-21-9-2-3-1000"));
        let set = SidSet::new([(one, Membership::Enabled)]);
        assert_eq!(set.membership(one.as_ref()), Membership::Enabled);
        assert_eq!(set.membership(other.as_ref()), Membership::None);
    }

    #[test]
    fn the_weaker_membership_counts() {
        let one = sid("S-1-5-32-544");
        for order in [[Membership::Enabled, Membership::DenyOnly], [Membership::DenyOnly, Membership::Enabled]] {
            let set = SidSet::new(order.map(|membership| (one, membership)));
            assert_eq!(set.membership(one.as_ref()), Membership::DenyOnly);
            assert_eq!(set.members.len(), 1);
        }
        let absent = SidSet::new([(one, Membership::None)]);
        assert_eq!(absent, SidSet::default());
        assert_eq!(absent.membership(one.as_ref()), Membership::None);
    }
}
