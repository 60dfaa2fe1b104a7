//! VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER.

use std::ops::RangeInclusive;

use super::Gids;

use crate::apdu::{Command, Reply, StatusWord};
use crate::pin::MAX_PIN;
use crate::security::Security;

/// Bytes of a PIN.
const LENGTH: RangeInclusive<usize> = 4..=MAX_PIN;
/// P2: the user PIN, and what ends every authentication.
const USER_PIN: u8 = 0x80;
const DEAUTHENTICATE: u8 = 0x82;
/// P1 of CHANGE REFERENCE DATA: old and new PIN, or the new one alone.
const OLD_AND_NEW: u8 = 0x00;
const NEW_ONLY: u8 = 0x01;
/// P1 of RESET RETRY COUNTER: the new PIN alone, after authentication with the admin key.
const BY_ADMIN: u8 = 0x02;

impl Gids {
    /// VERIFY: the user PIN; without data how many tries are left; with P2 82 the end of every authentication.
    pub(super) fn verify(&mut self, command: &Command<'_>) -> Reply {
        match (command.p1, command.p2) {
            (0, DEAUTHENTICATE) => {
                self.reset();
                return Ok(Vec::new());
            }
            (0, USER_PIN) => {}
            (0, _) => return Err(StatusWord::REFERENCE_DATA_NOT_FOUND),
            _ => return Err(StatusWord::WRONG_P1_P2),
        }
        if command.data.is_empty() {
            return if self.security().user { Ok(Vec::new()) } else { Err(self.pin.status()) };
        }
        if !LENGTH.contains(&command.data.len()) {
            return Err(StatusWord::WRONG_DATA);
        }
        self.check_pin(command.data)?;
        Ok(Vec::new())
    }

    /// CHANGE REFERENCE DATA: by the old PIN, or without it for a user who has verified it and while the card is initialised.
    pub(super) fn change_reference_data(&mut self, command: &Command<'_>) -> Reply {
        if command.p2 != USER_PIN {
            return Err(StatusWord::REFERENCE_DATA_NOT_FOUND);
        }
        let new = match command.p1 {
            NEW_ONLY if self.security().user => command.data,
            NEW_ONLY => return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED),
            OLD_AND_NEW => {
                let length = self.pin.len().ok_or(StatusWord::REFERENCE_DATA_NOT_FOUND)?;
                let (old, new) = command.data.split_at_checked(length).unwrap_or((command.data, &[]));
                self.check_pin(old)?;
                new
            }
            _ => return Err(StatusWord::WRONG_P1_P2),
        };
        self.set_pin(new)
    }

    /// RESET RETRY COUNTER: a new PIN with all its tries, by the administrator, whose authentication ends.
    pub(super) fn reset_retry_counter(&mut self, command: &Command<'_>) -> Reply {
        match (command.p1, command.p2) {
            (BY_ADMIN, USER_PIN) => {}
            (BY_ADMIN, _) => return Err(StatusWord::REFERENCE_DATA_NOT_FOUND),
            _ => return Err(StatusWord::WRONG_P1_P2),
        }
        if !self.operational {
            return Err(StatusWord::COMMAND_NOT_ALLOWED);
        }
        if !self.session.security.admin {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        self.set_pin(command.data)?;
        self.session.security = Security::default();
        Ok(Vec::new())
    }

    fn check_pin(&mut self, value: &[u8]) -> Result<(), StatusWord> {
        self.session.security.user = false;
        self.pin.verify(value)?;
        self.session.security.user = true;
        Ok(())
    }

    fn set_pin(&mut self, value: &[u8]) -> Reply {
        if !LENGTH.contains(&value.len()) {
            return Err(StatusWord::WRONG_DATA);
        }
        self.pin.set(value);
        Ok(Vec::new())
    }
}
