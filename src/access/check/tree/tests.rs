//! The tree against the rules of MS-DTYP 2.5.3.2 as they stand there, which look at every node every time.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a test fails by panicking; its numbers are small"
)]

use alloc::{format, vec};

use super::*;

/// A node and what the rules say of it.
#[derive(Clone, Copy, Default)]
struct Plain {
    parent: usize,
    end: usize,
    granted: u32,
    refused: u32,
}

fn plain(levels: &[u16]) -> Vec<Plain> {
    let node = |(place, level): (usize, &u16)| {
        let before = levels.get(..place).unwrap_or_default();
        let parent = before.iter().rposition(|other| other < level).unwrap_or(place);
        let behind = levels.iter().enumerate().skip(place + 1);
        let end = behind.clone().find(|(_, other)| *other <= level).map_or(levels.len(), |(end, _)| end);
        Plain { parent, end, ..Plain::default() }
    };
    levels.iter().enumerate().map(node).collect()
}

fn decide(nodes: &mut [Plain], place: usize, rights: u32, refuses: bool) -> u32 {
    let mut new = 0;
    for below in place..nodes[place].end {
        let node = &mut nodes[below];
        let open = rights & !(node.granted | node.refused);
        new |= open;
        *(if refuses { &mut node.refused } else { &mut node.granted }) |= open;
    }
    let mut below = place;
    while nodes[below].parent != below {
        let parent = nodes[below].parent;
        if refuses {
            nodes[parent].refused |= new & !nodes[parent].granted;
        } else {
            let is_child = |child: &usize| *child != parent && nodes[*child].parent == parent;
            let common = (0..nodes.len()).filter(is_child).fold(u32::MAX, |common, child| common & nodes[child].granted);
            nodes[parent].granted |= common;
        }
        below = parent;
    }
    new
}

fn objects(levels: &[u16]) -> Vec<ObjectNode> {
    let guid = |n: usize| Guid::from_bytes((n as u128 * 7).to_be_bytes());
    levels.iter().enumerate().map(|(n, level)| ObjectNode { level: *level, guid: guid(n) }).collect()
}

/// Numbers below a bound that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn every_order_of_decisions_gives_what_the_rules_give() {
    let mut numbers = Numbers(1);
    for _ in 0..4_000 {
        let mut levels = vec![0];
        for _ in 0..numbers.below(14) {
            let deepest = usize::from(levels[levels.len() - 1]) + 1;
            levels.push(1 + numbers.below(deepest) as u16);
        }
        let objects = objects(&levels);
        let shape = Shape::new(&objects).unwrap();
        let (mut tree, mut expected) = (Tree::new(&shape), plain(&levels));
        for _ in 0..numbers.below(30) {
            let (place, rights, refuses) = (numbers.below(levels.len()), numbers.below(16) as u32, numbers.below(3) == 0);
            let context = format!("{levels:?}: {place} {rights:04b} {refuses}");
            assert_eq!(tree.decide(place, rights, refuses), decide(&mut expected, place, rights, refuses), "{context}");
            let states: Vec<_> = tree.states().map(|state| (state.granted, state.refused)).collect();
            assert_eq!(states, expected.iter().map(|node| (node.granted, node.refused)).collect::<Vec<_>>(), "{context}");
            let undecided = expected.iter().fold(0, |all, node| all | 15 & !(node.granted | node.refused));
            assert_eq!(tree.undecided(15), undecided, "{context}");
        }
    }
}

#[test]
fn the_first_node_of_a_guid_is_the_one() {
    // With few nodes and with many: GUIDs in no order, each twice, then one that is not there.
    for count in [FEW, 1000] {
        let guid = |n: usize| Guid::from_bytes((n as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_le_bytes());
        let node = |n: usize| ObjectNode { level: u16::from(n > 0), guid: guid(n % (count / 2)) };
        let objects: Vec<ObjectNode> = (0..count).map(node).collect();
        let shape = Shape::new(&objects).unwrap();
        let tree = Tree::new(&shape);
        let places: Vec<_> = (0..=count / 2).map(|n| tree.place(guid(n), true)).collect();
        let expected: Vec<_> = (0..count / 2).map(Some).chain([None]).collect();
        assert_eq!(places, expected, "{count} nodes");
    }
}

#[test]
fn a_list_of_one_node_is_refused_what_any_part_is() {
    let objects = objects(&[0]);
    let shape = Shape::new(&objects).unwrap();
    let tree = Tree::new(&shape);
    let other = Guid::from_bytes([1; 16]);
    assert_eq!([true, false].map(|refuses| tree.place(other, refuses)), [Some(0), None]);
}
