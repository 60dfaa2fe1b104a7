//! GET DATA and PUT DATA: data objects, the state of the PIN, the admin key.

use aclavis::card::{AdminKey, Algorithm};

use super::Gids;
use super::files::{ADMIN_KEY, APPLICATION};

use crate::apdu::{Command, Reply, StatusWord, tlv};

/// The tag list of GET DATA.
const TAG_LIST: u32 = 0x5C;
/// The state of the user PIN: tries left (97) and the limit (93).
const PIN_STATE: u32 = 0x7F71;
/// A key that PUT DATA sets: its reference (84), then its value (87) in a template (A5). A check value (88) is not looked at: a common
/// tool always sends the same one.
const KEY: u32 = 0x70;
/// The reference of the admin key.
const ADMIN_KEY_REFERENCE: [u8; 1] = [0x80];

impl Gids {
    /// GET DATA: the data object that the tag list names, of the file in P1 and P2.
    pub(super) fn get_data(&mut self, command: &Command<'_>) -> Reply {
        let tag = tlv::lone_tag(tlv::only(command.data, TAG_LIST)?)?;
        let file = command.p1_p2();
        if file == APPLICATION {
            return self.application_data(tag);
        }
        self.files.check(file, |file| file.read, self.security())?;
        let value = self.objects.get(&(file, tag)).ok_or(StatusWord::REFERENCE_DATA_NOT_FOUND)?;
        Ok(tlv::encode(tag, value))
    }

    /// PUT DATA: stores a data object in the file in P1 and P2, or sets the admin key.
    pub(super) fn put_data(&mut self, command: &Command<'_>) -> Reply {
        let object = tlv::single(command.data)?;
        let file = command.p1_p2();
        if file == APPLICATION {
            if object.tag != KEY {
                return Err(StatusWord::FUNCTION_NOT_SUPPORTED);
            }
            return self.put_key(object.value);
        }
        self.files.check(file, |file| file.update, self.security())?;
        self.objects.put((file, object.tag), object.value)?;
        Ok(Vec::new())
    }

    fn application_data(&self, tag: u32) -> Reply {
        if tag != PIN_STATE {
            return Err(StatusWord::REFERENCE_DATA_NOT_FOUND);
        }
        let left = tlv::encode(0x97, &[self.pin.tries_left()]);
        let limit = tlv::encode(0x93, &[self.pin.tries_limit()]);
        Ok(tlv::encode(PIN_STATE, &[left, limit].concat()))
    }

    /// Sets the admin key. The algorithm stays; the first key of a card is one of 3DES. Whoever has authenticated must do so again.
    fn put_key(&mut self, key: &[u8]) -> Reply {
        if tlv::find(key, 0x84)? != Some(&ADMIN_KEY_REFERENCE[..]) {
            return Err(StatusWord::REFERENCE_DATA_NOT_FOUND);
        }
        self.files.check(ADMIN_KEY, |file| file.update, self.security())?;
        let template = tlv::find(key, 0xA5)?.ok_or(StatusWord::WRONG_DATA)?;
        let value = tlv::find(template, 0x87)?.ok_or(StatusWord::WRONG_DATA)?;
        let algorithm = match self.admin.key() {
            Ok(key) => key.algorithm(),
            Err(StatusWord::REFERENCE_DATA_NOT_FOUND) => Algorithm::Tdes3,
            Err(blocked) => return Err(blocked),
        };
        if value.len() != algorithm.key_len() {
            return Err(StatusWord::WRONG_DATA);
        }
        self.admin.replace(AdminKey::from_bytes(algorithm, value).map_err(|_| StatusWord::WRONG_DATA)?);
        self.session.security.admin = false;
        Ok(Vec::new())
    }
}
