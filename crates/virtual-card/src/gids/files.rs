//! Files: what may be done with the data objects in them.

use std::collections::BTreeMap;

use crate::apdu::{StatusWord, tlv};
use crate::security::{Condition, Security};

/// The file identifier that stands for the application itself.
pub(super) const APPLICATION: u16 = 0x3FFF;
/// The file of the admin key.
pub(super) const ADMIN_KEY: u16 = 0xB080;

/// Files that the card holds at most.
const MAX_FILES: usize = 64;
/// File descriptor bytes (ISO/IEC 7816-4): a TLV structure of BER-TLV objects, a key.
const DESCRIPTOR_OBJECTS: u8 = 0x39;
const DESCRIPTOR_KEY: u8 = 0x18;
/// Bits of an access mode byte (ISO/IEC 7816-4): the seven that each have a condition, of which two count here.
const ACCESS_MODES: [u8; 7] = [0x40, 0x20, 0x10, 0x08, 0x04, UPDATE, READ];
const UPDATE: u8 = 0x02;
const READ: u8 = 0x01;

/// The files of an application.
#[derive(Default)]
pub(super) struct Files {
    files: BTreeMap<u16, File>,
}

/// A file: who may change what is in it, who may read it.
pub(super) struct File {
    pub(super) update: Condition,
    pub(super) read: Condition,
    pub(super) active: bool,
}

impl Files {
    /// Whether there is a file with this identifier.
    pub(super) fn has(&self, identifier: u16) -> bool {
        self.files.contains_key(&identifier)
    }

    /// Adds a file that is active.
    pub(super) fn with(mut self, identifier: u16, update: Condition, read: Condition) -> Self {
        self.files.insert(identifier, File { update, read, active: true });
        self
    }

    /// Creates a file from its control parameters (62; ISO/IEC 7816-4): descriptor (82), identifier (83), security
    /// attributes in compact form (8C). It must be activated before it is of use. Returns the identifier.
    ///
    /// # Errors
    ///
    /// 6A80 for parameters that are missing or malformed, 6A81 for a file that holds neither data objects nor the admin key, 6A84
    /// for too many files, 6A89 for a file that exists.
    pub(super) fn create(&mut self, parameters: &[u8]) -> Result<u16, StatusWord> {
        let parameters = tlv::only(parameters, 0x62)?;
        let value = |tag| tlv::find(parameters, tag)?.ok_or(StatusWord::WRONG_DATA);
        let identifier = u16::from_be_bytes(value(0x83)?.try_into().map_err(|_| StatusWord::WRONG_DATA)?);
        match (value(0x82)?.first(), identifier) {
            (Some(&DESCRIPTOR_OBJECTS), _) | (Some(&DESCRIPTOR_KEY), ADMIN_KEY) => {}
            _ => return Err(StatusWord::FUNCTION_NOT_SUPPORTED),
        }
        let (update, read) = conditions(value(0x8C)?)?;
        if identifier == APPLICATION || self.has(identifier) {
            return Err(StatusWord::FILE_EXISTS);
        }
        if self.files.len() >= MAX_FILES {
            return Err(StatusWord::NOT_ENOUGH_MEMORY);
        }
        self.files.insert(identifier, File { update, read, active: false });
        Ok(identifier)
    }

    /// Activates a file.
    ///
    /// # Errors
    ///
    /// 6A82 where there is none.
    pub(super) fn activate(&mut self, identifier: u16) -> Result<(), StatusWord> {
        let file = self.files.get_mut(&identifier).ok_or(StatusWord::NOT_FOUND)?;
        file.active = true;
        Ok(())
    }

    /// Checks that what is in a file may be changed, or read.
    ///
    /// # Errors
    ///
    /// 6A82 where there is no such file, 6985 where it is not active, 6982 where the condition does not hold.
    pub(super) fn check(&self, identifier: u16, condition: fn(&File) -> Condition, security: Security) -> Result<(), StatusWord> {
        let file = self.files.get(&identifier).ok_or(StatusWord::NOT_FOUND)?;
        if !file.active {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        if condition(file).holds(security) { Ok(()) } else { Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED) }
    }
}

/// The conditions of updating and of reading: an access mode byte, then a condition for each of its seven lower bits that is set,
/// from the highest. What is not named is never allowed.
fn conditions(attributes: &[u8]) -> Result<(Condition, Condition), StatusWord> {
    let (&modes, conditions) = attributes.split_first().ok_or(StatusWord::WRONG_DATA)?;
    let mut conditions = conditions.iter();
    let (mut update, mut read) = (Condition::NEVER, Condition::NEVER);
    for mode in ACCESS_MODES.into_iter().filter(|mode| modes & mode != 0) {
        let condition = Condition(*conditions.next().ok_or(StatusWord::WRONG_DATA)?);
        match mode {
            UPDATE => update = condition,
            READ => read = condition,
            _ => {}
        }
    }
    if conditions.next().is_some() { Err(StatusWord::WRONG_DATA) } else { Ok((update, read)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_come_in_the_order_of_the_bits_of_the_access_mode() {
        assert_eq!(conditions(&[0x03, 0x30, 0x00]), Ok((Condition(0x30), Condition(0x00))));
        assert_eq!(conditions(&[0x87, 0x00, 0x20, 0xFF]), Ok((Condition(0x20), Condition(0xFF))));
        assert_eq!(conditions(&[0x01, 0x10]), Ok((Condition::NEVER, Condition(0x10))));
        for malformed in [&[][..], &[0x03, 0x30], &[0x01, 0x10, 0x10]] {
            assert_eq!(conditions(malformed), Err(StatusWord::WRONG_DATA));
        }
    }
}
