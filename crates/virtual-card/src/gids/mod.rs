//! GIDS: the Generic Identity Device Specification 2.0, as far as administration goes.

mod authenticate;
mod data;
mod files;
mod initial;
mod pins;

use aclavis::card::AdminKey;

use authenticate::Exchange;
use files::{APPLICATION, Files};

use crate::admin::AdminSlot;
use crate::apdu::{Command, Reply, StatusWord, ins, tlv};
use crate::card::{Random, select_by_name, selects_by_name};
use crate::objects::Objects;
use crate::pin::Pin;
use crate::security::Security;
use crate::state::CardState;

/// The application identifier, with the version of GIDS and of the card.
const AID: [u8; 11] = [0xA0, 0x00, 0x00, 0x03, 0x97, 0x42, 0x54, 0x46, 0x59, 0x02, 0x01];
/// Wrong PINs in a row that block the PIN.
const PIN_TRIES: u8 = 3;
/// The PIN of a card that is made initialised.
const INITIAL_PIN: &[u8] = b"123456";
/// P1 and P2 of SELECT by file identifier, without response data.
const BY_FILE: u16 = 0x000C;

/// A GIDS application.
pub(crate) struct Gids {
    operational: bool,
    admin: AdminSlot,
    pin: Pin,
    files: Files,
    objects: Objects<(u16, u32)>,
    session: Session,
}

/// What a reset ends.
struct Session {
    security: Security,
    /// The file that ACTIVATE FILE is about.
    current: u16,
    /// MANAGE SECURITY ENVIRONMENT has named the admin key.
    key_selected: bool,
    exchange: Exchange,
}

impl Default for Session {
    fn default() -> Self {
        Self { security: Security::default(), current: APPLICATION, key_selected: false, exchange: Exchange::None }
    }
}

impl Gids {
    /// An application without files, admin key and PIN.
    pub(crate) fn blank() -> Self {
        Self {
            operational: false,
            admin: AdminSlot::new(None),
            pin: Pin::unset(PIN_TRIES),
            files: Files::default(),
            objects: Objects::new(),
            session: Session::default(),
        }
    }

    /// An application with the minidriver's file system.
    pub(crate) fn initialised(admin_key: AdminKey, card_id: [u8; 16]) -> Self {
        Self {
            operational: true,
            admin: AdminSlot::new(Some(admin_key)),
            pin: Pin::unset(PIN_TRIES).with(INITIAL_PIN),
            files: initial::files(),
            objects: initial::objects(card_id),
            session: Session::default(),
        }
    }

    /// Forgets whom it talks to.
    pub(crate) fn reset(&mut self) {
        self.session = Session::default();
    }

    /// The state, without secrets.
    pub(crate) fn state(&self) -> CardState {
        let card_id = self.objects.get(&initial::CARD_ID).and_then(|value| value.try_into().ok());
        CardState {
            operational: self.operational,
            admin_tries: self.admin.tries_left(),
            admin_key_version: self.admin.version(),
            admin_authenticated: self.session.security.admin,
            pin_tries: self.pin.tries_left(),
            puk_tries: None,
            user_verified: self.session.security.user,
            card_id,
            memory_taken: self.objects.taken(),
        }
    }

    /// Executes a command.
    pub(crate) fn execute(&mut self, command: &Command<'_>, random: Random<'_>) -> Reply {
        match command.ins {
            ins::SELECT if selects_by_name(command) => self.select(command),
            ins::SELECT => self.select_file(command),
            ins::CREATE_FILE => self.create_file(command),
            ins::ACTIVATE_FILE => self.activate_file(command),
            ins::GET_DATA => self.get_data(command),
            ins::PUT_DATA => self.put_data(command),
            ins::VERIFY => self.verify(command),
            ins::CHANGE_REFERENCE_DATA => self.change_reference_data(command),
            ins::RESET_RETRY_COUNTER => self.reset_retry_counter(command),
            ins::MANAGE_SECURITY_ENVIRONMENT => self.manage_security_environment(command),
            ins::GENERAL_AUTHENTICATE => self.general_authenticate(command, random),
            _ => Err(StatusWord::INSTRUCTION_NOT_SUPPORTED),
        }
    }

    /// SELECT by application identifier. It ends what was authenticated. With P2 00 the answer is the application template: the
    /// identifier, and that authentication is external or mutual; with 04 the control parameters: a DF in which the user and the
    /// administrator create files; with 0C nothing.
    fn select(&mut self, command: &Command<'_>) -> Reply {
        select_by_name(command, &AID)?;
        if !matches!(command.p2, 0x00 | 0x04 | 0x0C) {
            return Err(StatusWord::WRONG_P1_P2);
        }
        self.reset();
        match command.p2 {
            0x00 => {
                let protocols = tlv::encode(0x73, &tlv::encode(0x40, &[0xC0]));
                Ok(tlv::encode(0x61, &[tlv::encode(0x4F, &AID), protocols].concat()))
            }
            0x04 => {
                let (descriptor, security) = (tlv::encode(0x82, &[0x38]), tlv::encode(0x8C, &[0x03, 0x30, 0x30]));
                Ok(tlv::encode(0x62, &[descriptor, security].concat()))
            }
            _ => Ok(Vec::new()),
        }
    }

    /// SELECT by file identifier, without response data.
    fn select_file(&mut self, command: &Command<'_>) -> Reply {
        if command.p1_p2() != BY_FILE {
            return Err(StatusWord::WRONG_P1_P2);
        }
        let file = u16::from_be_bytes(command.data.try_into().map_err(|_| StatusWord::WRONG_LENGTH)?);
        if file != APPLICATION && !self.files.has(file) {
            return Err(StatusWord::NOT_FOUND);
        }
        self.session.current = file;
        Ok(Vec::new())
    }

    /// CREATE FILE: at initialisation, later for the user and the administrator.
    fn create_file(&mut self, command: &Command<'_>) -> Reply {
        let security = self.security();
        if !security.user && !security.admin {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        if command.p1_p2() != 0 {
            return Err(StatusWord::WRONG_P1_P2);
        }
        self.session.current = self.files.create(command.data)?;
        Ok(Vec::new())
    }

    /// ACTIVATE FILE: the current file, or the application, which ends initialisation and needs an admin key.
    fn activate_file(&mut self, command: &Command<'_>) -> Reply {
        if command.p1_p2() != 0 {
            return Err(StatusWord::WRONG_P1_P2);
        }
        if self.session.current != APPLICATION {
            return self.files.activate(self.session.current).map(|()| Vec::new());
        }
        if !self.operational {
            self.admin.key().map_err(|_| StatusWord::CONDITIONS_NOT_SATISFIED)?;
            self.operational = true;
            self.session = Session::default();
        }
        Ok(Vec::new())
    }

    /// Whom the card believes to talk to; while it is being initialised, everybody.
    fn security(&self) -> Security {
        if self.operational { self.session.security } else { Security::EVERYBODY }
    }
}
