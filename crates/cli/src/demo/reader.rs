//! A card in its reader: what a host says to a GIDS card, and what the card says.

use aclavis::card::{AdminKey, Algorithm, Uuid};
use aclavis_virtual_card::{Card, StatusWord};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use getrandom::SysRng;
use getrandom::rand_core::{TryRng, UnwrapErr};
use zeroize::Zeroizing;

use crate::forms::hex;

/// The PIN that the card comes with.
pub(super) const FIRST_PIN: &str = "123456";
/// The identifier of the application.
const APPLICATION: [u8; 11] = [0xA0, 0x00, 0x00, 0x03, 0x97, 0x42, 0x54, 0x46, 0x59, 0x02, 0x01];
/// Before the card identifier.
const CARD_ID: [u8; 3] = [0xDF, 0x20, 16];
/// Before a challenge.
const CHALLENGE: [u8; 4] = [0x7C, 0x0A, 0x81, 8];
/// Bytes of the longest command.
const LONGEST: usize = 64;

/// A card in its reader.
pub(super) struct Reader(Card<UnwrapErr<SysRng>>);

/// A command, and what the card said.
pub(super) struct Command {
    pub(super) name: &'static str,
    /// CLA, INS, P1, P2. The rest may be a key or a PIN.
    pub(super) header: [u8; 4],
    /// The status word; none where the card said nothing.
    pub(super) status: Option<StatusWord>,
    /// The status word that it should have.
    expected: u16,
    /// What it was for.
    pub(super) remark: String,
    data: Vec<u8>,
}

impl Command {
    /// Whether the card said what it should.
    pub(super) fn is_right(&self) -> bool {
        self.status.is_some_and(|status| status.to_u16() == self.expected)
    }

    /// The same where the card should say something else than that it is done.
    pub(super) fn expecting(self, expected: u16) -> Self {
        Self { expected, ..self }
    }

    /// The same with a remark.
    pub(super) fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }
}

impl Reader {
    /// A card that nobody has used, with the key that such cards come with.
    pub(super) fn insert() -> Result<Self, String> {
        let key = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24]).map_err(|error| error.to_string())?;
        let mut id = [0; 16];
        SysRng.try_fill_bytes(&mut id).map_err(|_| "the operating system gives no random bytes")?;
        Ok(Self(Card::gids(key, id, UnwrapErr(SysRng))))
    }

    /// The answer to reset.
    pub(super) fn atr(&self) -> String {
        hex::encode(self.0.atr())
    }

    /// Selects the application and reads the card identifier.
    pub(super) fn card_id(&mut self) -> (Vec<Command>, Option<String>) {
        let select = self.send("SELECT", [0x00, 0xA4, 0x04, 0x0C], &APPLICATION, false).remark("the GIDS application");
        let read = self.send("GET DATA", [0x00, 0xCB, 0xA0, 0x12], &[0x5C, 0x02, 0xDF, 0x20], true);
        let id = read.data.strip_prefix(&CARD_ID).and_then(|id| <[u8; 16]>::try_from(id).ok());
        let id = id.map(|id| Uuid::from_bytes(id).to_string());
        let remark = format!("the card id {}", id.as_deref().unwrap_or("is missing"));
        (vec![select, read.remark(remark)], id)
    }

    /// Names the admin key and asks for a challenge.
    pub(super) fn challenge(&mut self) -> (Vec<Command>, Option<String>) {
        let select = self.send("MANAGE SECURITY ENVIRONMENT", [0x00, 0x22, 0xC1, 0xA4], &[0x83, 0x01, 0x80], false);
        let ask = self.send("GENERAL AUTHENTICATE", [0x00, 0x87, 0x00, 0x00], &[0x7C, 0x02, 0x81, 0x00], true);
        let challenge = ask.data.strip_prefix(&CHALLENGE).map(|challenge| BASE64_STANDARD.encode(challenge));
        let remark = format!("challenge {}", challenge.as_deref().unwrap_or("missing"));
        (vec![select.remark("the admin key"), ask.remark(remark)], challenge)
    }

    /// Answers the challenge.
    pub(super) fn answer(&mut self, response: &[u8]) -> Command {
        let length = u8::try_from(response.len()).unwrap_or_default();
        let data = [&[0x7C, length.saturating_add(2), 0x82, length], response].concat();
        self.send("GENERAL AUTHENTICATE", [0x00, 0x87, 0x00, 0x00], &data, false)
    }

    /// Sets the admin key.
    pub(super) fn set_key(&mut self, key: &AdminKey) -> Command {
        let mut data = Zeroizing::new(Vec::with_capacity(LONGEST));
        data.extend_from_slice(&[0x70, 0x24, 0x84, 0x01, 0x80, 0xA5, 0x1F, 0x87, 0x18]);
        data.extend_from_slice(key.expose());
        data.extend_from_slice(&[0x88, 0x03]);
        data.extend_from_slice(&key.check_value());
        self.send("PUT DATA", [0x00, 0xDB, 0x3F, 0xFF], &data, false)
    }

    /// Sets the PIN, for an administrator.
    pub(super) fn set_pin(&mut self, pin: &str) -> Command {
        self.send("RESET RETRY COUNTER", [0x00, 0x2C, 0x02, 0x80], pin.as_bytes(), false)
    }

    /// Verifies a PIN.
    pub(super) fn verify(&mut self, pin: &str) -> Command {
        self.send("VERIFY", [0x00, 0x20, 0x00, 0x80], pin.as_bytes(), false)
    }

    fn send(&mut self, name: &'static str, header: [u8; 4], data: &[u8], has_answer: bool) -> Command {
        let mut command = Zeroizing::new(Vec::with_capacity(LONGEST));
        command.extend_from_slice(&header);
        command.push(u8::try_from(data.len()).unwrap_or_default());
        command.extend_from_slice(data);
        if has_answer {
            command.push(0);
        }
        let mut data = self.0.transmit(&command);
        let status = StatusWord::of(&data);
        data.truncate(data.len().saturating_sub(2));
        Command { name, header, status, expected: StatusWord::SUCCESS.to_u16(), remark: String::new(), data }
    }
}
