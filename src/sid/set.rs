//! Sets of SIDs that are asked often.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::{Sid, SidRef};
use crate::order;

/// How a SID of a token counts (MS-DTYP 2.5.3.1.1, `SE_GROUP_ENABLED` and `SE_GROUP_USE_FOR_DENY_ONLY`).
///
/// ```
/// use aclavis::{AccessToken, Membership, Sid};
/// let (administrators, user): (Sid, Sid) = ("BA".parse()?, "S-1-5-21-1-2-3-1000".parse()?);
/// let filtered = AccessToken::builder(user).deny_only_group(administrators).build();
/// assert_eq!(filtered.membership(administrators.as_ref()), Membership::DenyOnly);
/// assert_eq!(filtered.membership(user.as_ref()), Membership::Enabled);
/// assert_eq!(filtered.membership(Sid::EVERYONE.as_ref()), Membership::None);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Membership {
    /// It is not there, or neither enabled nor for deny ACEs.
    None,
    /// For ACEs that refuse, and for no others.
    DenyOnly,
    /// For all ACEs.
    Enabled,
}

/// SIDs and how they count, prepared for being asked: a filter that answers most questions with no, an index in order for the
/// others. Asking takes the logarithm of its size at the worst, whoever chose the SIDs.
#[derive(Clone, Debug, Default)]
pub(crate) struct SidSet {
    /// Bits at the places that the keys of the members hash to; a power of two of words, none for an empty set.
    filter: Vec<u64>,
    /// The SIDs as they were given.
    members: Vec<(Sid, Membership)>,
    /// The keys of the members and their places, in order; each SID once.
    index: Vec<(u64, usize)>,
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
    pub(crate) fn new(mut members: Vec<(Sid, Membership)>) -> Self {
        members.retain(|(_, membership)| *membership != Membership::None);
        let sid = |place: usize| members.get(place).map(|(sid, _)| sid.as_ref());
        let order = order::places(members.len(), |place, depth| order_word(sid(place)?, depth));
        let mut index: Vec<(u64, usize)> = order.filter_map(|place| sid(place).map(|sid| (key(sid), place))).collect();
        index.dedup_by(|(key, later), (other_key, earlier)| {
            let pair = if key == other_key { members.get_disjoint_mut([*earlier, *later]).ok() } else { None };
            pair.filter(|[(earlier, _), (later, _)]| earlier == later).is_some_and(|[(_, weaker), (_, other)]| {
                *weaker = (*weaker).min(*other);
                true
            })
        });
        let words = index.len().div_ceil(8).next_power_of_two();
        let mut filter = alloc::vec![0; if index.is_empty() { 0 } else { words }];
        for (key, _) in &index {
            let mixed = mixed(*key);
            if let Some(word) = filter.get_mut(word(mixed, words)) {
                *word |= bit(mixed);
            }
        }
        Self { filter, members, index }
    }

    /// The members in order, each SID once.
    fn iter(&self) -> impl Iterator<Item = &(Sid, Membership)> {
        self.index.iter().filter_map(|(_, place)| self.members.get(*place))
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
        let order = |(other, place): &(u64, usize)| {
            other
                .cmp(&key)
                .then_with(|| self.members.get(*place).map_or(Ordering::Less, |(other, _)| by_bytes(other.as_ref(), sid)))
        };
        let found = self.index.binary_search_by(order).ok().and_then(|found| self.index.get(found));
        found.and_then(|(_, place)| self.members.get(*place)).map_or(Membership::None, |(_, membership)| *membership)
    }
}

impl PartialEq for SidSet {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for SidSet {}

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
            let set = SidSet::new((0..size).map(|n| (member(n), Membership::Enabled)).collect());
            for n in 0..2000 {
                let expected = if n < size { Membership::Enabled } else { Membership::None };
                assert_eq!(set.membership(member(n).as_ref()), expected, "{n} of {size}");
            }
        }
    }

    #[test]
    fn sids_of_one_key_are_told_apart() {
        let (one, other) = (sid("S-1-5-21-1-2-3-1000"), sid("S-1-5-21-9-2-3-1000"));
        let set = SidSet::new([(one, Membership::Enabled)].into());
        assert_eq!(set.membership(one.as_ref()), Membership::Enabled);
        assert_eq!(set.membership(other.as_ref()), Membership::None);
    }

    #[test]
    fn the_weaker_membership_counts() {
        let one = sid("S-1-5-32-544");
        for order in [[Membership::Enabled, Membership::DenyOnly], [Membership::DenyOnly, Membership::Enabled]] {
            let set = SidSet::new(order.map(|membership| (one, membership)).into());
            assert_eq!(set.membership(one.as_ref()), Membership::DenyOnly);
            assert_eq!(set.index.len(), 1);
        }
        let other = sid("S-1-5-32-545");
        let [some, same] =
            [[one, other], [other, one]].map(|sids| SidSet::new(sids.map(|sid| (sid, Membership::Enabled)).into()));
        assert_eq!(some, same);
        let absent = SidSet::new([(one, Membership::None)].into());
        assert_eq!(absent, SidSet::default());
        assert_eq!(absent.membership(one.as_ref()), Membership::None);
    }
}
