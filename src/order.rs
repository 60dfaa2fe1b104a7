//! An order in linear time, so that nobody's choice of input makes preparing it slow.

use alloc::vec::Vec;
use core::mem;
use core::ops::Range;

use crate::num::index;

/// Up to so many items are compared with each other, which is faster than counting bytes.
const FEW: usize = 64;
/// Values of a byte.
const BYTES: usize = 256;

/// An item while it is brought into order.
#[derive(Clone, Copy)]
struct Item {
    /// The word that counts now.
    word: u64,
    place: usize,
}

/// The places of `count` items, in the order of their words, equal items in the order of their places. It takes time in proportion
/// to the words that are needed to tell the items apart.
///
/// `word(place, depth)` gives the words of an item, `None` behind the last. The words of one item must not be the front of those of
/// another.
pub(crate) fn places(count: usize, word: impl Fn(usize, usize) -> Option<u64>) -> impl Iterator<Item = usize> {
    let mut items: Vec<Item> = (0..count).map(|place| Item { word: 0, place }).collect();
    let mut spare = Vec::new();
    let mut runs = Vec::new();
    let mut next = Some((0..count, 0));
    while let Some((range, depth)) = next {
        if let Some(run) = items.get_mut(range.clone())
            && run.first().is_some_and(|first| word(first.place, depth).is_some())
        {
            for item in &mut *run {
                item.word = word(item.place, depth).unwrap_or_default();
            }
            sort(run, &mut spare);
            runs.extend(repeated(run, range.start).map(|range| (range, depth.saturating_add(1))));
        }
        next = runs.pop();
    }
    items.into_iter().map(|item| item.place)
}

/// A word of bytes: their number, then eight at a time, the first of them highest.
pub(crate) fn of_bytes(bytes: &[u8], depth: usize) -> Option<u64> {
    let Some(before) = depth.checked_sub(1) else { return u64::try_from(bytes.len()).ok() };
    let (words, rest) = bytes.as_chunks();
    let last = || {
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
        (before == words.len() && !rest.is_empty()).then_some(last)
    };
    words.get(before).copied().or_else(last).map(u64::from_be_bytes)
}

/// A word of UTF-16: the next four units, the first of them highest; `None` where there is none.
pub(crate) fn of_units(units: impl Iterator<Item = u16>) -> Option<u64> {
    let mut units = units.peekable();
    units.peek()?;
    Some(units.chain([0; 4]).take(4).fold(0, |word, unit| word << 16 | u64::from(unit)))
}

/// Where a word stands more than once.
fn repeated(run: &[Item], start: usize) -> impl Iterator<Item = Range<usize>> {
    let equal = run.chunk_by(|a, b| a.word == b.word);
    let ranges = equal.scan(start, |from, items| {
        let range = *from..from.saturating_add(items.len());
        *from = range.end;
        Some(range)
    });
    ranges.filter(|range| range.len() > 1)
}

/// Sorts by the words, equal ones as they stand.
fn sort(run: &mut [Item], spare: &mut Vec<Item>) {
    if run.is_sorted_by_key(|item| item.word) {
        return;
    }
    if run.len() <= FEW {
        return run.sort_by_key(|item| item.word);
    }
    let first = run.first().map_or(0, |item| item.word);
    let differing = run.iter().fold(0, |bits, item| bits | (item.word ^ first));
    for shift in (0..u64::BITS).step_by(8).filter(|shift| low_byte(differing >> shift) != 0) {
        distribute(run, spare, shift);
    }
}

/// Sorts by the byte that begins at a bit, equal ones as they stand.
#[inline(never)]
fn distribute(run: &mut [Item], spare: &mut Vec<Item>, shift: u32) {
    let byte = |item: &Item| low_byte(item.word >> shift);
    let mut places = [0_usize; BYTES];
    for item in &*run {
        if let Some(count) = places.get_mut(byte(item)) {
            *count = count.wrapping_add(1);
        }
    }
    let mut before = 0_usize;
    for place in &mut places {
        before = before.wrapping_add(mem::replace(place, before));
    }
    spare.clear();
    spare.extend_from_slice(run);
    for item in &*spare {
        let Some(place) = places.get_mut(byte(item)) else { continue };
        if let Some(slot) = run.get_mut(*place) {
            *slot = *item;
        }
        *place = place.wrapping_add(1);
    }
}

#[inline(always)]
const fn low_byte(word: u64) -> usize {
    let [low, ..] = word.to_le_bytes();
    index(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_words(items: &[&[u64]]) -> Vec<usize> {
        places(items.len(), |place, depth| items.get(place)?.get(depth).copied()).collect()
    }

    #[test]
    fn words_are_ordered_one_after_another() {
        assert!(by_words(&[]).is_empty());
        assert_eq!(by_words(&[&[7]]), [0]);
        assert_eq!(by_words(&[&[2, 1], &[1], &[2, 0], &[u64::MAX]]), [1, 2, 0, 3]);
    }

    #[test]
    fn bytes_and_units_fill_words_from_the_top() {
        let words = |bytes: &[u8]| [0, 1, 2].map(|depth| of_bytes(bytes, depth));
        assert_eq!(words(&[]), [Some(0), None, None]);
        assert_eq!(words(&[1, 2]), [Some(2), Some(0x0102 << 48), None]);
        assert_eq!(words(&[7; 8]), [Some(8), Some(0x0707_0707_0707_0707), None]);
        assert_eq!(words(&[7; 9]), [Some(9), Some(0x0707_0707_0707_0707), Some(7 << 56)]);
        assert_eq!(of_units([1, 2].into_iter()), Some(0x0001_0002 << 32));
        assert_eq!(of_units([1, 2, 3, 4, 5].into_iter()), Some(0x0001_0002_0003_0004));
        assert_eq!(of_units([].into_iter()), None);
    }

    #[test]
    fn equal_items_stay_as_they_stand() {
        assert_eq!(by_words(&[&[5, 5], &[4], &[5, 5], &[4], &[5, 5]]), [1, 3, 0, 2, 4]);
        assert_eq!(by_words(&[&[], &[], &[]]), [0, 1, 2]);
    }

    #[test]
    fn many_items_are_ordered_as_few_are() {
        // Words that differ in every byte, in the lowest, in the highest; each twice, behind a first word in common.
        let spread = |n: u64| [n.wrapping_mul(0x9e37_79b9_7f4a_7c15), n % 7, n << 56].map(|word| [3, word / 2 * 2]);
        for count in [FEW, FEW + 1, 1000] {
            for kind in 0..3 {
                let words: Vec<[u64; 2]> = (0..1000).take(count).filter_map(|n| spread(n).get(kind).copied()).collect();
                let items: Vec<&[u64]> = words.iter().map(<[u64; 2]>::as_slice).collect();
                let mut expected: Vec<usize> = (0..items.len()).collect();
                expected.sort_by_key(|place| items.get(*place));
                assert_eq!(by_words(&items), expected, "{count} items of kind {kind}");
            }
        }
    }
}
