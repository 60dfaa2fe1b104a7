//! Extensions of YubiKeys that tools for PIV expect.

use aclavis::card::{AdminKey, Algorithm};

use super::Piv;
use super::authenticate::CARD_MANAGEMENT_KEY;

use crate::apdu::{Command, Reply, StatusWord};

/// What GET VERSION says: major, minor, patch. From 5.4 on the card management key may be one of AES.
pub(super) const VERSION: [u8; 3] = [5, 4, 3];
/// What GET SERIAL says.
pub(super) const SERIAL: [u8; 4] = [0, 0, 0, 1];
/// P1 of SET MANAGEMENT KEY, and P2: without, with a touch for each use, which nobody can give here.
const SET: u8 = 0xFF;
const WITHOUT_TOUCH: u8 = 0xFF;

impl Piv {
    /// SET MANAGEMENT KEY: algorithm, reference 9B, length, key. By the administrator, who stays authenticated.
    pub(super) fn set_management_key(&mut self, command: &Command<'_>) -> Reply {
        if (command.p1, command.p2) != (SET, WITHOUT_TOUCH) {
            return Err(StatusWord::WRONG_P1_P2);
        }
        if !self.session.security.admin {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        let [algorithm, CARD_MANAGEMENT_KEY, length, key @ ..] = command.data else { return Err(StatusWord::WRONG_DATA) };
        let algorithm = Algorithm::from_piv_id(*algorithm).ok_or(StatusWord::WRONG_DATA)?;
        if usize::from(*length) != key.len() || key.len() != algorithm.key_len() {
            return Err(StatusWord::WRONG_DATA);
        }
        self.admin.replace(AdminKey::from_bytes(algorithm, key).map_err(|_| StatusWord::WRONG_DATA)?);
        Ok(Vec::new())
    }
}
