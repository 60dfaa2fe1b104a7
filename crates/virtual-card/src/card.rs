//! A card: one application behind the interface that ISO/IEC 7816-4 gives every card.

use aclavis::card::AdminKey;
use rand_core::CryptoRng;

use crate::apdu::{Chain, Command, Link, Outbox, Reply, StatusWord, ins};
use crate::gids::Gids;
use crate::piv::Piv;
use crate::state::CardState;

/// Answer to reset (ISO/IEC 7816-3): direct convention, T=1, the historical bytes `aclavis`, the check byte.
const ATR: [u8; 12] = [0x3B, 0x87, 0x80, 0x01, b'a', b'c', b'l', b'a', b'v', b'i', b's', 0x65];
/// The shortest application identifier that selects: that of the registered provider, in bytes.
const RID: usize = 5;
/// P1 of SELECT: by application identifier.
const BY_NAME: u8 = 0x04;

/// A smart card in software. It does no input or output: commands come in, responses go out.
///
/// Its random source decides every challenge, so with a source that is known the card is deterministic. Commands may be any
/// bytes: what is malformed is answered with a status word.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm};
/// use aclavis_virtual_card::Card;
/// use getrandom::SysRng;
/// use getrandom::rand_core::UnwrapErr;
///
/// let key = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24])?;
/// let mut card = Card::gids(key, [7; 16], UnwrapErr(SysRng));
///
/// // MANAGE SECURITY ENVIRONMENT names the admin key, GENERAL AUTHENTICATE asks for a challenge.
/// assert_eq!(card.transmit(&[0x00, 0x22, 0xC1, 0xA4, 3, 0x83, 1, 0x80]), [0x90, 0x00]);
/// let response = card.transmit(&[0x00, 0x87, 0x00, 0x00, 4, 0x7C, 2, 0x81, 0, 0]);
/// assert_eq!((response.get(..4), response.len()), (Some(&[0x7C, 0x0A, 0x81, 8][..]), 4 + 8 + 2));
/// # Ok::<(), aclavis::Error>(())
/// ```
pub struct Card<R> {
    application: Application,
    random: R,
    chain: Chain,
    outbox: Outbox,
}

/// The card's random source, as its application has it.
pub(crate) type Random<'a> = &'a mut dyn CryptoRng;

/// The application of a card.
enum Application {
    Gids(Box<Gids>),
    Piv(Box<Piv>),
}

impl<R: CryptoRng> Card<R> {
    /// A GIDS card as it leaves initialisation: the file system of the minidriver, an admin key, a card identifier, the user PIN
    /// `123456`.
    pub fn gids(admin_key: AdminKey, card_id: [u8; 16], random: R) -> Self {
        Self::new(Application::Gids(Box::new(Gids::initialised(admin_key, card_id))), random)
    }

    /// A blank GIDS card: without files, admin key and PIN, open to whoever initialises it.
    pub fn gids_blank(random: R) -> Self {
        Self::new(Application::Gids(Box::new(Gids::blank())), random)
    }

    /// A PIV card with a card management key (9B), the PIN `123456` and the PUK `12345678`.
    pub fn piv(admin_key: AdminKey, random: R) -> Self {
        Self::new(Application::Piv(Box::new(Piv::new(admin_key))), random)
    }

    fn new(application: Application, random: R) -> Self {
        Self { application, random, chain: Chain::default(), outbox: Outbox::default() }
    }

    /// Answers a command APDU of any length with a response APDU: data, if any, and the status word.
    pub fn transmit(&mut self, command: &[u8]) -> Vec<u8> {
        match Command::parse(command) {
            Ok(command) => {
                let reply = self.receive(&command);
                self.outbox.respond(reply, command.le)
            }
            Err(status) => self.outbox.respond(Err(status), 0),
        }
    }

    /// Resets the card, or powers it up: whoever has authenticated must do so again.
    pub fn reset(&mut self) {
        self.chain.clear();
        self.outbox.clear();
        match &mut self.application {
            Application::Gids(gids) => gids.reset(),
            Application::Piv(piv) => piv.reset(),
        }
    }

    /// The answer to reset.
    #[must_use]
    pub fn atr(&self) -> &'static [u8] {
        &ATR
    }

    /// The state, without secrets.
    #[must_use]
    pub fn state(&self) -> CardState {
        match &self.application {
            Application::Gids(gids) => gids.state(),
            Application::Piv(piv) => piv.state(),
        }
    }

    fn receive(&mut self, command: &Command<'_>) -> Reply {
        if command.ins == ins::GET_RESPONSE {
            return self.outbox.get_response(command);
        }
        self.outbox.clear();
        match self.chain.accept(command)? {
            Link::Single => self.execute(command),
            Link::More => Ok(Vec::new()),
            Link::Last(data) => self.execute(&Command { data: &data, ..*command }),
        }
    }

    fn execute(&mut self, command: &Command<'_>) -> Reply {
        let random: Random<'_> = &mut self.random;
        match &mut self.application {
            Application::Gids(gids) => gids.execute(command, random),
            Application::Piv(piv) => piv.execute(command, random),
        }
    }
}

/// Whether a SELECT is one by application identifier.
pub(crate) fn selects_by_name(command: &Command<'_>) -> bool {
    command.ins == ins::SELECT && command.p1 == BY_NAME
}

/// Selects the application by its identifier, or by a front part of it that has the provider's identifier at least.
///
/// # Errors
///
/// 6A82 where it is another application; the one of the card stays selected.
pub(crate) fn select_by_name(command: &Command<'_>, identifier: &[u8]) -> Result<(), StatusWord> {
    let selects = command.data.len() >= RID && identifier.starts_with(command.data);
    if selects { Ok(()) } else { Err(StatusWord::NOT_FOUND) }
}

#[cfg(test)]
mod tests {
    use super::ATR;

    #[test]
    fn the_check_byte_of_the_answer_to_reset_is_right() {
        assert_eq!(ATR.iter().skip(1).fold(0, |check, byte| check ^ byte), 0);
    }
}
