//! Stored data objects.

use std::collections::BTreeMap;

use crate::apdu::StatusWord;

/// The card's memory for data objects, in bytes.
const MEMORY: usize = 65_536;
/// What an object takes besides its value, in bytes.
const OVERHEAD: usize = 16;

/// Data objects by their name, within the card's memory.
pub(crate) struct Objects<K> {
    values: BTreeMap<K, Vec<u8>>,
    taken: usize,
}

impl<K: Ord> Objects<K> {
    /// None.
    pub(crate) const fn new() -> Self {
        Self { values: BTreeMap::new(), taken: 0 }
    }

    /// Bytes of memory that are taken.
    pub(crate) const fn taken(&self) -> usize {
        self.taken
    }

    /// The value of an object.
    pub(crate) fn get(&self, name: &K) -> Option<&[u8]> {
        self.values.get(name).map(Vec::as_slice)
    }

    /// Stores an object in place of the one of that name.
    ///
    /// # Errors
    ///
    /// 6A84 where memory does not suffice; the one that was there stays.
    pub(crate) fn put(&mut self, name: K, value: &[u8]) -> Result<(), StatusWord> {
        let freed = self.get(&name).map_or(0, size);
        let taken = self.taken.saturating_sub(freed).saturating_add(size(value));
        if taken > MEMORY {
            return Err(StatusWord::NOT_ENOUGH_MEMORY);
        }
        self.taken = taken;
        self.values.insert(name, value.to_vec());
        Ok(())
    }

    /// The same with one more of the objects that a card is made with.
    pub(crate) fn with(mut self, name: K, value: &[u8]) -> Self {
        self.taken = self.taken.saturating_add(size(value));
        self.values.insert(name, value.to_vec());
        self
    }

    /// Removes an object.
    pub(crate) fn remove(&mut self, name: &K) {
        if let Some(value) = self.values.remove(name) {
            self.taken = self.taken.saturating_sub(size(&value));
        }
    }
}

/// What an object takes of the memory.
fn size(value: &[u8]) -> usize {
    value.len().saturating_add(OVERHEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_limited_and_what_is_replaced_or_removed_is_freed() {
        let mut objects = Objects::new();
        assert_eq!(objects.put(1, &vec![0; MEMORY - OVERHEAD]), Ok(()));
        assert_eq!(objects.put(2, &[]), Err(StatusWord::NOT_ENOUGH_MEMORY));
        assert_eq!(objects.put(1, &[7]), Ok(()));
        assert_eq!(objects.taken(), 1 + OVERHEAD);
        objects.remove(&1);
        assert_eq!((objects.taken(), objects.get(&1)), (0, None));
    }
}
