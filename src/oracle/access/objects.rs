//! Lists of object types.

use alloc::vec::Vec;

use super::{Case, Checked, holds, same};
use crate::access::{AccessOutcome, ObjectNode, ObjectOutcome};
use crate::guid::Guid;
use crate::rights::AccessMask;

/// A GUID that stands for no class.
const NOBODYS: Guid = Guid::from_bytes([0xa5; 16]);

/// The levels of a tree with leaves on each of them.
const LEVELS: [u16; 8] = [0, 1, 2, 2, 1, 2, 3, 1];

/// An object that no ACE names is checked as without a list; of the others, a parent is granted what its children are.
pub(super) fn agree(case: &Case<'_>, desired: AccessMask) -> Checked {
    let aces = case.descriptor.dacl().aces().iter();
    let mut guids: Vec<Guid> = aces.filter_map(|ace| ace.as_ref().object()?.object_type()).collect();
    if guids.contains(&NOBODYS) {
        return Ok(());
    }
    let nobodys = [ObjectNode { level: 0, guid: NOBODYS }];
    let whole = case.answer(&case.request(desired))?;
    let one = case.answer(&case.request(desired).with_objects(&nobodys))?;
    let one = one.map(|outcome| AccessOutcome { objects: Vec::new(), ..outcome });
    same("an object that no ACE names is checked as without a list", &one, &whole)?;
    guids.dedup();
    for guids in [&*guids, &[&[NOBODYS], &*guids].concat()] {
        let objects: Vec<ObjectNode> =
            LEVELS.into_iter().zip(guids).map(|(level, guid)| ObjectNode { level, guid: *guid }).collect();
        if let Ok(outcome) = case.answer(&case.request(desired).with_objects(&objects))? {
            tree(&objects, &outcome)?;
        }
    }
    Ok(())
}

/// The outcomes of a list are those of a tree.
fn tree(objects: &[ObjectNode], outcome: &AccessOutcome) -> Checked {
    let guids = outcome.objects.iter().map(|object| object.guid);
    holds("every object has its outcome", objects.iter().map(|object| object.guid).eq(guids), outcome)?;
    if let Some(first) = outcome.objects.first() {
        let whole = ObjectOutcome { guid: first.guid, decision: outcome.decision, granted: outcome.granted };
        same("the answer is about the first object", first, &whole)?;
    }
    for (place, (object, parent)) in objects.iter().zip(&outcome.objects).enumerate() {
        same("whoever is allowed is granted something", &parent.decision.is_allowed(), &!parent.granted.is_empty())?;
        let below = objects.iter().zip(&outcome.objects).skip(place).skip(1);
        let below = below.take_while(|(other, _)| other.level > object.level);
        let children = below.filter(|(other, _)| other.level == object.level.saturating_add(1));
        if let Some(common) = children.map(|(_, child)| child.granted).reduce(|all, granted| all & granted) {
            same("a parent is granted what all of its children are", &parent.granted, &common)?;
        }
    }
    Ok(())
}
