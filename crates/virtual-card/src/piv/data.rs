//! GET DATA and PUT DATA.

use super::{AID, Piv};

use crate::apdu::{Command, Reply, StatusWord, tlv};

/// P1 and P2 of both commands: the application's objects.
const APPLICATION: u16 = 0x3FFF;
/// The tag list, which names an object, and the data of an object (SP 800-73-4 part 2, 3.1.2 and 3.3.1).
const TAG_LIST: u32 = 0x5C;
const DATA: u32 = 0x53;
/// The discovery object (SP 800-73-4 part 1, 3.3.2): the application, and that only the application's own PIN counts.
const DISCOVERY: u32 = 0x7E;
const PIN_USAGE_POLICY: [u8; 2] = [0x40, 0x00];
/// Objects that are read after the PIN only (SP 800-73-4 part 1, 3): fingerprints, facial image, printed information, iris images.
const BEHIND_PIN: [u32; 4] = [0x5F_C103, 0x5F_C108, 0x5F_C109, 0x5F_C121];

impl Piv {
    /// GET DATA (SP 800-73-4 part 2, 3.1.2).
    pub(super) fn get_data(&mut self, command: &Command<'_>) -> Reply {
        if command.p1_p2() != APPLICATION {
            return Err(StatusWord::WRONG_P1_P2);
        }
        let tag = tlv::lone_tag(tlv::only(command.data, TAG_LIST)?)?;
        if tag == DISCOVERY {
            return Ok(tlv::encode(DISCOVERY, &[tlv::encode(0x4F, &AID), tlv::encode(0x5F2F, &PIN_USAGE_POLICY)].concat()));
        }
        let value = self.objects.get(&tag).ok_or(StatusWord::NOT_FOUND)?;
        if BEHIND_PIN.contains(&tag) && !self.session.security.user {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        Ok(tlv::encode(DATA, value))
    }

    /// PUT DATA (SP 800-73-4 part 2, 3.3.1), by the administrator. An object without data is removed.
    pub(super) fn put_data(&mut self, command: &Command<'_>) -> Reply {
        if command.p1_p2() != APPLICATION {
            return Err(StatusWord::WRONG_P1_P2);
        }
        if !self.session.security.admin {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        let (name, data) = tlv::next(command.data).filter(|(name, _)| name.tag == TAG_LIST).ok_or(StatusWord::WRONG_DATA)?;
        let tag = tlv::lone_tag(name.value)?;
        match tlv::only(data, DATA)? {
            [] => self.objects.remove(&tag),
            value => self.objects.put(tag, value)?,
        }
        Ok(Vec::new())
    }
}
