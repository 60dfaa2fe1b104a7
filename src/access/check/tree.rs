//! The parts of an object and what has been decided about them.

use alloc::vec::Vec;

use crate::access::request::ObjectNode;
use crate::error::{Error, ErrorKind};
use crate::guid::Guid;

/// The most objects of a list.
const MOST: usize = 4096;

/// An object, property set or property of a list, or the whole object where there is no list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Zeros where there is no list.
    pub(super) guid: Guid,
    /// Its parent's place; its own for the first.
    parent: usize,
    /// Where the nodes below it end.
    end: usize,
    /// Rights that have been granted.
    pub(super) granted: u32,
    /// Rights that have been refused, here or below.
    pub(super) refused: u32,
}

impl Node {
    /// The object as a whole.
    pub(super) const WHOLE: Self = Self { guid: Guid::from_bytes([0; 16]), parent: 0, end: 1, granted: 0, refused: 0 };
}

/// The tree that a list describes: its nodes in the order of the list.
pub(super) fn tree(objects: &[ObjectNode]) -> Result<Vec<Node>, Error> {
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
        open.push(place);
        nodes.push(Node { guid: object.guid, parent, ..Node::WHOLE });
    }
    close(&mut nodes, open.into_iter(), objects.len());
    Ok(nodes)
}

fn close(nodes: &mut [Node], places: impl Iterator<Item = usize>, end: usize) {
    for place in places {
        if let Some(node) = nodes.get_mut(place) {
            node.end = end;
        }
    }
}

/// The place of an object.
pub(super) fn find(nodes: &[Node], guid: Guid) -> Option<usize> {
    nodes.iter().position(|node| node.guid == guid)
}

/// The rights among `wanted` that some node has no decision about.
#[inline(always)]
pub(super) fn undecided(nodes: &[Node], wanted: u32) -> u32 {
    nodes.iter().fold(0, |all, node| all | wanted & !(node.granted | node.refused))
}

/// Grants rights on a node and all below it, as far as they have not been refused there; a parent has what all its children
/// have. Gives the rights that are new somewhere.
pub(super) fn grant(nodes: &mut [Node], place: usize, rights: u32) -> u32 {
    let mut new = 0;
    let end = nodes.get(place).map_or(0, |node| node.end);
    for node in nodes.get_mut(place..end).unwrap_or_default() {
        let rights = rights & !(node.granted | node.refused);
        node.granted |= rights;
        new |= rights;
    }
    let mut below = place;
    while let Some(parent) = nodes.get(below).map(|node| node.parent).filter(|parent| *parent != below) {
        let common = common(nodes, parent);
        if let Some(node) = nodes.get_mut(parent) {
            node.granted |= common;
        }
        below = parent;
    }
    new
}

/// The rights that all children of a node have.
fn common(nodes: &[Node], parent: usize) -> u32 {
    let end = nodes.get(parent).map_or(0, |node| node.end);
    let mut place = parent.saturating_add(1);
    let mut common = u32::MAX;
    while let Some(child) = nodes.get(place).filter(|_| place < end) {
        common &= child.granted;
        place = child.end;
    }
    common
}

/// Refuses rights on a node and all below it, as far as they have not been granted there; a parent does not get what one of its
/// children is refused. Gives the rights that are new somewhere.
pub(super) fn refuse(nodes: &mut [Node], place: usize, rights: u32) -> u32 {
    let mut new = 0;
    let end = nodes.get(place).map_or(0, |node| node.end);
    for node in nodes.get_mut(place..end).unwrap_or_default() {
        let rights = rights & !(node.granted | node.refused);
        node.refused |= rights;
        new |= rights;
    }
    let mut below = place;
    while let Some(parent) = nodes.get(below).map(|node| node.parent).filter(|parent| *parent != below) {
        if let Some(node) = nodes.get_mut(parent) {
            node.refused |= new & !node.granted;
        }
        below = parent;
    }
    new
}

/// Leaves what both have been granted, and refuses what one of them has been refused.
pub(super) fn intersect(nodes: &mut [Node], others: &[Node]) {
    for (node, other) in nodes.iter_mut().zip(others) {
        node.granted &= other.granted;
        node.refused |= other.refused;
    }
}
