//! The sample: of each folder the same part, drawn so that a change to the code changes little of it.
//!
//! cargo-mutants' own shards count through the list, so one mutant more anywhere makes all behind it others; and `--iterate` leaves
//! out what was caught before it counts, so a shard that is gone on with is another one.

use std::collections::BTreeMap;

use crate::assurance::folder;

/// Of so many mutants of a folder one is drawn.
const ONE_OF: usize = 4;

/// A change to the code that tests should notice.
#[derive(Clone)]
pub(super) struct Mutant {
    /// As cargo-mutants calls it, with line and column.
    pub(super) name: String,
    /// The same without line and column; where several are alike, with a number.
    pub(super) key: String,
    /// The file in which it is.
    pub(super) file: String,
    /// A digest of the function in which it is.
    pub(super) body: String,
}

/// Draws the sample: of each folder those with the smallest digests of their keys, in the order in which they came.
pub(super) fn draw(all: impl Iterator<Item = Mutant>) -> Vec<Mutant> {
    let mut folders: BTreeMap<String, Vec<(usize, Mutant)>> = BTreeMap::new();
    for (place, mutant) in all.enumerate() {
        folders.entry(folder(&mutant.file).to_owned()).or_default().push((place, mutant));
    }
    let mut drawn = Vec::new();
    for mut mutants in folders.into_values() {
        mutants.sort_by_cached_key(|(_, mutant)| spread(digest(&mutant.key)));
        let count = mutants.len().div_ceil(ONE_OF);
        drawn.extend(mutants.into_iter().take(count));
    }
    drawn.sort_by_key(|(place, _)| *place);
    drawn.into_iter().map(|(_, mutant)| mutant).collect()
}

/// FNV-1a: the same on every machine and with every compiler.
pub(super) fn digest(text: &str) -> u64 {
    let start = 0xCBF2_9CE4_8422_2325_u64;
    text.bytes().fold(start, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Texts that differ at their ends only have digests near each other, which this undoes.
fn spread(digest: u64) -> u64 {
    digest.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(folder: &str, number: usize) -> Mutant {
        let file = format!("src/{folder}/mod.rs");
        let key = format!("{file}: replace number_{number} with 0");
        Mutant { name: key.clone(), key, file, body: String::new() }
    }

    fn keys(mutants: &[Mutant]) -> Vec<&str> {
        mutants.iter().map(|mutant| mutant.key.as_str()).collect()
    }

    #[test]
    fn the_digest_is_fnv_1a() {
        assert_eq!(
            [digest(""), digest("a"), digest("foobar")],
            [0xCBF2_9CE4_8422_2325, 0xAF63_DC4C_8601_EC8C, 0x8594_4171_F739_67E8]
        );
    }

    #[test]
    fn every_folder_gives_its_part_and_the_order_stays() {
        let all: Vec<Mutant> = (0..100).map(|n| mutant("sid", n)).chain((0..10).map(|n| mutant("card", n))).collect();
        let drawn = draw(all.iter().cloned());
        let count = |folder: &str| drawn.iter().filter(|mutant| mutant.file.contains(folder)).count();
        assert_eq!((count("sid"), count("card")), (25, 3));
        let place = |drawn: &Mutant| all.iter().position(|mutant| mutant.key == drawn.key);
        assert!(drawn.is_sorted_by_key(place));
    }

    #[test]
    fn a_mutant_more_changes_one_of_the_sample_at_the_most() {
        let before = draw((0..100).map(|n| mutant("sid", n)));
        let after = draw((0..101).rev().map(|n| mutant("sid", n)));
        let (before, after) = (keys(&before), keys(&after));
        assert_eq!((before.len(), after.len()), (25, 26));
        assert!(before.iter().filter(|key| !after.contains(key)).count() <= 1);
    }
}
