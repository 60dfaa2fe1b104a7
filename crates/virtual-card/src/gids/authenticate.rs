//! MANAGE SECURITY ENVIRONMENT and GENERAL AUTHENTICATE: the host proves that it has the admin key.

use aclavis::card::gids::{KeyShare, Mutual};
use aclavis::card::{Algorithm, Challenge, Response};

use super::Gids;

use crate::apdu::{Command, Reply, StatusWord, tlv};
use crate::card::Random;

/// P1 and P2 of MANAGE SECURITY ENVIRONMENT: set the key for external and mutual authentication.
const SET_AUTHENTICATION_KEY: u16 = 0xC1A4;
/// Its data: the reference of the admin key.
const ADMIN_KEY: [u8; 3] = [0x83, 0x01, 0x80];
/// Dynamic authentication data (ISO/IEC 7816-4): the template, a challenge, a response.
const TEMPLATE: u32 = 0x7C;
const CHALLENGE: u32 = 0x81;
const RESPONSE: u32 = 0x82;

/// A challenge of the card that waits for the host's answer.
pub(super) enum Exchange {
    /// None.
    None,
    /// External authentication: the host encrypts the challenge.
    External(Challenge),
    /// Mutual authentication: the host encrypts both challenges, and so does the card.
    Mutual {
        /// R1, the host's challenge.
        host: [u8; 16],
        /// R2, the card's challenge.
        card: [u8; 16],
    },
}

impl Gids {
    /// MANAGE SECURITY ENVIRONMENT: names the admin key, which GENERAL AUTHENTICATE uses.
    pub(super) fn manage_security_environment(&mut self, command: &Command<'_>) -> Reply {
        if command.p1_p2() != SET_AUTHENTICATION_KEY {
            return Err(StatusWord::WRONG_P1_P2);
        }
        if command.data != ADMIN_KEY {
            return Err(StatusWord::REFERENCE_DATA_NOT_FOUND);
        }
        self.admin.key()?;
        self.session.key_selected = true;
        Ok(Vec::new())
    }

    /// GENERAL AUTHENTICATE: gives a challenge, then takes the answer to it. A challenge lives until the next command of this kind.
    pub(super) fn general_authenticate(&mut self, command: &Command<'_>, random: Random<'_>) -> Reply {
        if command.p1_p2() != 0 {
            return Err(StatusWord::WRONG_P1_P2);
        }
        if !self.operational {
            return Err(StatusWord::COMMAND_NOT_ALLOWED);
        }
        if !self.session.key_selected {
            return Err(StatusWord::CONDITIONS_NOT_SATISFIED);
        }
        let exchange = std::mem::replace(&mut self.session.exchange, Exchange::None);
        let template = tlv::only(command.data, TEMPLATE)?;
        match (tlv::find(template, CHALLENGE)?, tlv::find(template, RESPONSE)?) {
            (Some(challenge), None) => self.give_challenge(challenge, random),
            (None, Some(response)) => self.take_response(&exchange, response, random),
            _ => Err(StatusWord::WRONG_DATA),
        }
    }

    /// Gives a challenge of one block to a host without one, of 16 bytes to a host that has given 16 bytes.
    fn give_challenge(&mut self, host: &[u8], mut random: Random<'_>) -> Reply {
        self.session.security.admin = false;
        let algorithm = self.admin.key()?.algorithm();
        if host.is_empty() {
            let challenge = Challenge::generate(algorithm, &mut random).map_err(|_| StatusWord::CONDITIONS_NOT_SATISFIED)?;
            let reply = template(CHALLENGE, challenge.as_bytes());
            self.session.exchange = Exchange::External(challenge);
            return Ok(reply);
        }
        if algorithm != Algorithm::Tdes3 {
            return Err(StatusWord::FUNCTION_NOT_SUPPORTED);
        }
        let host = host.try_into().map_err(|_| StatusWord::WRONG_DATA)?;
        let mut card = [0; 16];
        random.fill_bytes(&mut card);
        self.session.exchange = Exchange::Mutual { host, card };
        Ok(template(CHALLENGE, &card))
    }

    fn take_response(&mut self, exchange: &Exchange, response: &[u8], mut random: Random<'_>) -> Reply {
        match *exchange {
            Exchange::None => Err(StatusWord::CONDITIONS_NOT_SATISFIED),
            Exchange::External(ref challenge) => {
                let algorithm = self.admin.key()?.algorithm();
                let response = Response::from_bytes(response, algorithm).map_err(|_| StatusWord::WRONG_DATA)?;
                self.admin.attempt(|key| key.verify(challenge, &response).ok().filter(|&right| right))?;
                self.session.security.admin = true;
                Ok(Vec::new())
            }
            Exchange::Mutual { host, card } => {
                let cryptogram = response.try_into().map_err(|_| StatusWord::WRONG_DATA)?;
                let mutual = Mutual::new(host, card);
                self.admin.attempt(|key| mutual.open_host(key, cryptogram).ok().flatten())?;
                self.session.security.admin = true;
                let share = KeyShare::generate(&mut random).map_err(|_| StatusWord::CONDITIONS_NOT_SATISFIED)?;
                let cryptogram =
                    mutual.card_cryptogram(self.admin.key()?, &share).map_err(|_| StatusWord::FUNCTION_NOT_SUPPORTED)?;
                Ok(template(RESPONSE, &cryptogram))
            }
        }
    }
}

/// Dynamic authentication data with one object.
fn template(tag: u32, value: &[u8]) -> Vec<u8> {
    tlv::encode(TEMPLATE, &tlv::encode(tag, value))
}
