//! The tree that a list of objects describes, and what has been decided about its nodes.
//!
//! However many ACEs there are, a right is decided once on a node: what is decided on a node and all below it is remembered, so
//! that nobody goes there again, and a node counts those right below it for which that holds.

#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::cell::OnceCell;

use super::parts::{Parts, State};
use crate::access::request::ObjectNode;
use crate::error::{Error, ErrorKind};
use crate::guid::Guid;
use crate::order;

/// The most objects of a list.
const MOST: usize = 4096;
/// Rights of a mask.
const RIGHTS: usize = 32;

/// Up to so many nodes are looked through for a GUID.
const FEW: usize = 32;

/// The nodes of a list in its order.
pub(super) struct Shape<'o> {
    objects: &'o [ObjectNode],
    nodes: Vec<Node>,
    /// The places of the GUIDs in the order of the GUIDs, where there are many and one was looked for.
    places: OnceCell<Vec<(u128, usize)>>,
}

/// An object, property set or property.
#[derive(Clone, Copy)]
struct Node {
    /// Its parent's place; its own for the first.
    parent: usize,
    /// Where the nodes below it end.
    end: usize,
    /// The nodes right below it.
    children: u16,
}

impl<'o> Shape<'o> {
    /// The tree that a list describes.
    pub(super) fn new(objects: &'o [ObjectNode]) -> Result<Self, Error> {
        let bad = || Error::new(ErrorKind::BadObjectList);
        if objects.len() > MOST {
            return Err(bad());
        }
        let mut nodes: Vec<Node> = Vec::with_capacity(objects.len());
        // The last node of each level that is still open.
        let mut open: Vec<usize> = Vec::new();
        for (place, object) in objects.iter().enumerate() {
            let level = usize::from(object.level);
            if level > open.len() || (level == 0) != (place == 0) {
                return Err(bad());
            }
            close(&mut nodes, open.drain(level..), place);
            let parent = open.last().copied().unwrap_or(place);
            if let Some(parent) = nodes.get_mut(parent) {
                parent.children = parent.children.saturating_add(1);
            }
            open.push(place);
            nodes.push(Node { parent, end: place, children: 0 });
        }
        close(&mut nodes, open.into_iter(), objects.len());
        Ok(Self { objects, nodes, places: OnceCell::new() })
    }

    /// The first node of a GUID.
    fn find(&self, guid: Guid) -> Option<usize> {
        if self.objects.len() <= FEW {
            return self.objects.iter().position(|object| object.guid == guid);
        }
        let places = self.places.get_or_init(|| places(self.objects));
        let number = number(guid);
        // Of equal ones the first stands first.
        let place = places.partition_point(|(other, _)| *other < number);
        places.get(place).filter(|(other, _)| *other == number).map(|(_, place)| *place)
    }

    /// Where the nodes below a node end.
    fn end(&self, place: usize) -> usize {
        self.nodes.get(place).map_or(place, |node| node.end)
    }

    /// The parent of a node; none for the first.
    fn parent(&self, place: usize) -> Option<(usize, Node)> {
        let parent = self.nodes.get(place)?.parent;
        self.nodes.get(parent).filter(|_| parent != place).map(|node| (parent, *node))
    }
}

fn places(objects: &[ObjectNode]) -> Vec<(u128, usize)> {
    let word = |place: usize, depth| {
        let bytes = objects.get(place)?.guid.to_bytes();
        bytes.as_chunks().0.get(depth).copied().map(u64::from_be_bytes)
    };
    let order = order::places(objects.len(), word);
    order.filter_map(|place| objects.get(place).map(|object| (number(object.guid), place))).collect()
}

/// A GUID as a number, to be compared at once.
fn number(guid: Guid) -> u128 {
    u128::from_be_bytes(guid.to_bytes())
}

fn close(nodes: &mut [Node], places: impl Iterator<Item = usize>, end: usize) {
    for place in places {
        if let Some(node) = nodes.get_mut(place) {
            node.end = end;
        }
    }
}

/// What has been decided about the nodes of a tree.
pub(super) struct Tree<'s> {
    shape: &'s Shape<'s>,
    decided: Vec<Decided>,
    /// For how many nodes right below a node each right is decided on all of their parts; nothing before one is.
    counts: Vec<[u16; RIGHTS]>,
}

#[derive(Clone, Copy, Default)]
struct Decided {
    state: State,
    /// The rights that are decided here and on every node below.
    everywhere: u32,
}

impl<'s> Tree<'s> {
    /// The nodes, with nothing decided.
    pub(super) fn new(shape: &'s Shape<'s>) -> Self {
        Self { shape, decided: alloc::vec![Decided::default(); shape.nodes.len()], counts: Vec::new() }
    }

    /// The states, in the order of the list.
    pub(super) fn states(&self) -> impl Iterator<Item = State> {
        self.decided.iter().map(|decided| decided.state)
    }

    /// Notes above a node what has been refused on it.
    fn refuse_above(&mut self, mut below: usize, mut rights: u32) {
        while let Some((parent, _)) = self.shape.parent(below).filter(|_| rights != 0) {
            if let Some(node) = self.decided.get_mut(parent) {
                rights = node.state.decide(rights, true);
            }
            below = parent;
        }
    }

    /// Notes above a node what is now decided on it and on all below it: what none of the nodes right below a node is refused it
    /// is granted.
    fn complete_above(&mut self, mut below: usize, mut rights: u32) {
        if self.counts.is_empty() && below != 0 {
            self.counts.resize(self.decided.len(), [0; RIGHTS]);
        }
        while let Some((parent, node)) = self.shape.parent(below).filter(|_| rights != 0) {
            if let (Some(decided), Some(counts)) = (self.decided.get_mut(parent), self.counts.get_mut(parent)) {
                rights = completed(counts, node.children, rights);
                decided.state.decide(rights, false);
                decided.everywhere |= rights;
            }
            below = parent;
        }
    }
}

/// Counts a node for these rights. Gives those for which all have been counted.
fn completed(counts: &mut [u16; RIGHTS], all: u16, rights: u32) -> u32 {
    let (mut left, mut complete) = (rights, 0);
    for _ in 0..rights.count_ones() {
        let right = left & left.wrapping_neg();
        left &= !right;
        if let Some(count) = usize::try_from(right.trailing_zeros()).ok().and_then(|place| counts.get_mut(place)) {
            *count = count.saturating_add(1);
            if *count == all {
                complete |= right;
            }
        }
    }
    complete
}

impl Parts for Tree<'_> {
    fn first(&self) -> State {
        self.states().next().unwrap_or_default()
    }

    /// The first node of a GUID. Where no parts are asked about, refusing one refuses the whole.
    fn place(&self, guid: Guid, refuses: bool) -> Option<usize> {
        if refuses && self.decided.len() == 1 {
            return Some(0);
        }
        self.shape.find(guid)
    }

    fn decide(&mut self, place: usize, rights: u32, refuses: bool) -> u32 {
        let mut new = 0;
        let open = rights & !self.decided.get(place).map_or(u32::MAX, |node| node.everywhere);
        let (mut next, end) = (place, if open == 0 { place } else { self.shape.end(place) });
        while let Some(node) = self.decided.get_mut(next).filter(|_| next < end) {
            let here = open & !node.everywhere;
            new |= node.state.decide(here, refuses);
            node.everywhere |= here;
            next = if here == 0 { self.shape.end(next) } else { next.saturating_add(1) };
        }
        if refuses {
            self.refuse_above(place, new);
        }
        self.complete_above(place, open);
        new
    }

    fn undecided(&self, wanted: u32) -> u32 {
        self.decided.first().map_or(0, |node| wanted & !node.everywhere)
    }

    fn blank(&self) -> Self {
        Self::new(self.shape)
    }

    fn intersect(&mut self, others: &Self) {
        for (node, other) in self.decided.iter_mut().zip(&others.decided) {
            node.state.intersect(other.state);
        }
    }
}
