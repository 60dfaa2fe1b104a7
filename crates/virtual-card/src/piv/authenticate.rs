//! GENERAL AUTHENTICATE (SP 800-73-4 part 2, 3.2.4) with the card management key.

use aclavis::card::piv::Witness;
use aclavis::card::{AdminKey, Algorithm, Challenge, Response};

use super::Piv;

use crate::apdu::{Command, Reply, StatusWord, tlv};
use crate::card::Random;

/// The reference of the card management key (SP 800-73-4 part 1, table 4b).
pub(super) const CARD_MANAGEMENT_KEY: u8 = 0x9B;

/// The algorithm identifier that also means 3DES (SP 800-78-4, table 6-2).
const DEFAULT_ALGORITHM: u8 = 0x00;
/// Dynamic authentication data (SP 800-73-4 part 2, table 7): the template, a witness, a challenge, a response.
const TEMPLATE: u32 = 0x7C;
const WITNESS: u32 = 0x80;
const CHALLENGE: u32 = 0x81;
const RESPONSE: u32 = 0x82;

/// What waits for the host's answer.
#[derive(Default)]
pub(super) enum Exchange {
    /// Nothing.
    #[default]
    None,
    /// External authentication: the host encrypts the challenge.
    External(Challenge),
    /// Mutual authentication: the host decrypts the witness.
    Mutual(Witness),
}

impl Piv {
    /// GENERAL AUTHENTICATE: gives a challenge or a witness, then takes the answer to it, which must be the next command of this kind.
    /// It never encrypts or decrypts for a host that has not answered right.
    pub(super) fn general_authenticate(&mut self, command: &Command<'_>, random: Random<'_>) -> Reply {
        let exchange = std::mem::take(&mut self.session.exchange);
        if command.p2 != CARD_MANAGEMENT_KEY {
            return Err(StatusWord::REFERENCE_DATA_NOT_FOUND);
        }
        let algorithm = self.admin.key()?.algorithm();
        let named = if command.p1 == DEFAULT_ALGORITHM { Some(Algorithm::Tdes3) } else { Algorithm::from_piv_id(command.p1) };
        if named != Some(algorithm) {
            return Err(StatusWord::WRONG_P1_P2);
        }
        let template = tlv::only(command.data, TEMPLATE)?;
        let [witness, challenge, response] =
            [tlv::find(template, WITNESS)?, tlv::find(template, CHALLENGE)?, tlv::find(template, RESPONSE)?];
        match (witness, challenge, response, exchange) {
            (Some([]), None, None, _) => self.give_witness(random),
            (None, Some([]), None, _) => self.give_challenge(random),
            (None, None, Some(response), Exchange::External(challenge)) => self.take_response(&challenge, response),
            (Some(answer), Some(challenge), None | Some([]), Exchange::Mutual(witness)) => {
                self.take_answer(&witness, answer, challenge)
            }
            (None, None, Some(_), _) | (Some(_), Some(_), None | Some([]), _) => Err(StatusWord::CONDITIONS_NOT_SATISFIED),
            _ => Err(StatusWord::WRONG_DATA),
        }
    }

    fn give_witness(&mut self, mut random: Random<'_>) -> Reply {
        self.session.security.admin = false;
        let key = self.admin.key()?;
        let witness = Witness::generate(key, &mut random).map_err(|_| StatusWord::CONDITIONS_NOT_SATISFIED)?;
        let encrypted = witness.encrypted(key).map_err(|_| StatusWord::CONDITIONS_NOT_SATISFIED)?;
        let reply = template(WITNESS, encrypted.as_bytes());
        self.session.exchange = Exchange::Mutual(witness);
        Ok(reply)
    }

    fn give_challenge(&mut self, mut random: Random<'_>) -> Reply {
        self.session.security.admin = false;
        let algorithm = self.admin.key()?.algorithm();
        let challenge = Challenge::generate(algorithm, &mut random).map_err(|_| StatusWord::CONDITIONS_NOT_SATISFIED)?;
        let reply = template(CHALLENGE, challenge.as_bytes());
        self.session.exchange = Exchange::External(challenge);
        Ok(reply)
    }

    fn take_response(&mut self, challenge: &Challenge, response: &[u8]) -> Reply {
        let algorithm = self.admin.key()?.algorithm();
        let response = Response::from_bytes(response, algorithm).map_err(|_| StatusWord::WRONG_DATA)?;
        self.admin.attempt(|key| key.verify(challenge, &response).ok().filter(|&right| right))?;
        self.session.security.admin = true;
        Ok(Vec::new())
    }

    fn take_answer(&mut self, witness: &Witness, answer: &[u8], challenge: &[u8]) -> Reply {
        let algorithm = self.admin.key().map(AdminKey::algorithm)?;
        let challenge = Challenge::from_bytes(challenge, algorithm).map_err(|_| StatusWord::WRONG_DATA)?;
        let answer = Response::from_bytes(answer, algorithm).map_err(|_| StatusWord::WRONG_DATA)?;
        let response = self.admin.attempt(|key| key.respond(&challenge).ok().filter(|_| witness.is_answered_by(&answer)))?;
        self.session.security.admin = true;
        Ok(template(RESPONSE, response.as_bytes()))
    }
}

/// Dynamic authentication data with one object.
fn template(tag: u32, value: &[u8]) -> Vec<u8> {
    tlv::encode(TEMPLATE, &tlv::encode(tag, value))
}
