//! VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER.

use super::Piv;

use crate::apdu::{Command, Reply, StatusWord};

/// Bytes of a PIN or a PUK, padded with FF (SP 800-73-4 part 2, 2.4.3).
const LENGTH: usize = 8;
const PADDING: u8 = 0xFF;
/// Bytes of a PIN without its padding, at least.
const SHORTEST: usize = 6;
/// P2: the application's PIN, the PUK.
const PIN: u8 = 0x80;
const PUK: u8 = 0x81;
/// P1 of VERIFY: forget that the PIN was verified.
const UNVERIFY: u8 = 0xFF;

impl Piv {
    /// VERIFY (SP 800-73-4 part 2, 3.2.1); without data how many tries are left.
    pub(super) fn verify(&mut self, command: &Command<'_>) -> Reply {
        if command.p2 != PIN {
            return Err(StatusWord::REFERENCE_DATA_NOT_FOUND);
        }
        match (command.p1, command.data) {
            (0, []) if self.session.security.user => {}
            (0, []) => return Err(self.pin.status()),
            (0, pin) => self.check_pin(padded(pin)?)?,
            (UNVERIFY, []) => self.session.security.user = false,
            (UNVERIFY, _) => return Err(StatusWord::WRONG_DATA),
            _ => return Err(StatusWord::WRONG_P1_P2),
        }
        Ok(Vec::new())
    }

    /// CHANGE REFERENCE DATA (SP 800-73-4 part 2, 3.2.2): the old PIN or PUK, then the new one.
    pub(super) fn change_reference_data(&mut self, command: &Command<'_>) -> Reply {
        if command.p1 != 0 {
            return Err(StatusWord::WRONG_P1_P2);
        }
        let (old, new) = pair(command.data)?;
        match command.p2 {
            PIN => {
                self.check_pin(old)?;
                self.pin.set(new);
            }
            PUK => {
                self.puk.verify(old)?;
                self.puk.set(new);
            }
            _ => return Err(StatusWord::REFERENCE_DATA_NOT_FOUND),
        }
        Ok(Vec::new())
    }

    /// RESET RETRY COUNTER (SP 800-73-4 part 2, 3.2.3): the PUK, then the new PIN, which counts as not verified.
    pub(super) fn reset_retry_counter(&mut self, command: &Command<'_>) -> Reply {
        match (command.p1, command.p2) {
            (0, PIN) => {}
            (0, _) => return Err(StatusWord::REFERENCE_DATA_NOT_FOUND),
            _ => return Err(StatusWord::WRONG_P1_P2),
        }
        let (puk, new) = pair(command.data)?;
        self.puk.verify(puk)?;
        self.pin.set(new);
        self.session.security.user = false;
        Ok(Vec::new())
    }

    fn check_pin(&mut self, pin: &[u8]) -> Result<(), StatusWord> {
        self.session.security.user = false;
        self.pin.verify(pin)?;
        self.session.security.user = true;
        Ok(())
    }
}

/// A value of the right length.
fn padded(value: &[u8]) -> Result<&[u8], StatusWord> {
    if value.len() == LENGTH { Ok(value) } else { Err(StatusWord::WRONG_DATA) }
}

/// A present value and a new one, which has at least six characters and then nothing but padding. What is malformed costs no try.
fn pair(data: &[u8]) -> Result<(&[u8], &[u8]), StatusWord> {
    let (old, new) = data.split_at_checked(LENGTH).ok_or(StatusWord::WRONG_DATA)?;
    let characters = padded(new)?.iter().take_while(|&&byte| byte != PADDING).count();
    let rest_is_padding = new.iter().skip(characters).all(|&byte| byte == PADDING);
    if characters >= SHORTEST && rest_is_padding { Ok((old, new)) } else { Err(StatusWord::WRONG_DATA) }
}
