//! PIV: the card application of SP 800-73-4, as far as administration goes, with some extensions of YubiKeys.

mod authenticate;
mod data;
mod pins;
mod yubikey;

use aclavis::card::AdminKey;

use authenticate::Exchange;

use crate::admin::AdminSlot;
use crate::apdu::{Command, Reply, StatusWord, ins, tlv};
use crate::card::{Random, select_by_name, selects_by_name};
use crate::objects::Objects;
use crate::pin::Pin;
use crate::security::Security;
use crate::state::CardState;

/// The application identifier, with the version 1.0 (SP 800-73-4 part 1, 2.2).
const AID: [u8; 11] = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00];
/// Bytes of the identifier of the registered application provider, which is its front part.
const RID: usize = 5;
/// Wrong PINs, wrong PUKs in a row that block them.
const PIN_TRIES: u8 = 3;
const PUK_TRIES: u8 = 3;
/// The PIN and the PUK of a new card, padded.
const INITIAL_PIN: &[u8; 8] = b"123456\xFF\xFF";
const INITIAL_PUK: &[u8; 8] = b"12345678";
/// The label of the application.
const LABEL: &[u8] = b"aclavis";

/// A PIV card application.
pub(crate) struct Piv {
    admin: AdminSlot,
    pin: Pin,
    puk: Pin,
    objects: Objects<u32>,
    session: Session,
}

/// What a reset ends.
#[derive(Default)]
struct Session {
    security: Security,
    exchange: Exchange,
}

impl Piv {
    /// An application with a card management key, the initial PIN and PUK, and no data objects.
    pub(crate) fn new(admin_key: AdminKey) -> Self {
        Self {
            admin: AdminSlot::new(Some(admin_key)),
            pin: Pin::unset(PIN_TRIES).with(INITIAL_PIN),
            puk: Pin::unset(PUK_TRIES).with(INITIAL_PUK),
            objects: Objects::new(),
            session: Session::default(),
        }
    }

    /// Forgets whom it talks to.
    pub(crate) fn reset(&mut self) {
        self.session = Session::default();
    }

    /// The state, without secrets.
    pub(crate) fn state(&self) -> CardState {
        CardState {
            operational: true,
            admin_tries: self.admin.tries_left(),
            admin_key_version: self.admin.version(),
            admin_authenticated: self.session.security.admin,
            pin_tries: self.pin.tries_left(),
            puk_tries: Some(self.puk.tries_left()),
            user_verified: self.session.security.user,
            card_id: None,
            memory_taken: self.objects.taken(),
        }
    }

    /// Executes a command (SP 800-73-4 part 2, 3).
    pub(crate) fn execute(&mut self, command: &Command<'_>, random: Random<'_>) -> Reply {
        match command.ins {
            ins::SELECT if selects_by_name(command) => Self::select(command),
            ins::SELECT => Err(StatusWord::NOT_FOUND),
            ins::GET_DATA => self.get_data(command),
            ins::PUT_DATA => self.put_data(command),
            ins::VERIFY => self.verify(command),
            ins::CHANGE_REFERENCE_DATA => self.change_reference_data(command),
            ins::RESET_RETRY_COUNTER => self.reset_retry_counter(command),
            ins::GENERAL_AUTHENTICATE => self.general_authenticate(command, random),
            ins::SET_MANAGEMENT_KEY => self.set_management_key(command),
            ins::GET_VERSION => Ok(yubikey::VERSION.to_vec()),
            ins::GET_SERIAL => Ok(yubikey::SERIAL.to_vec()),
            _ => Err(StatusWord::INSTRUCTION_NOT_SUPPORTED),
        }
    }

    /// SELECT (3.1.1): the application property template. Whoever has authenticated stays so, as the application was selected before.
    fn select(command: &Command<'_>) -> Reply {
        select_by_name(command, &AID)?;
        let (provider, application) = AID.split_at_checked(RID).unwrap_or_default();
        let properties =
            [tlv::encode(0x4F, application), tlv::encode(0x79, &tlv::encode(0x4F, provider)), tlv::encode(0x50, LABEL)];
        Ok(tlv::encode(0x61, &properties.concat()))
    }
}
