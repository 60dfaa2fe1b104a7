//! A host that talks to a card.

use aclavis::card::{AdminKey, Algorithm, Challenge, gids, piv};
use aclavis_virtual_card::{Card, CardState};

use crate::hex;
use crate::random::Script;

/// A key of three different parts, none of them weak.
pub(crate) const KEY: [u8; 24] =
    *b"\x01\x23\x45\x67\x89\xAB\xCD\xEF\xFE\xDC\xBA\x98\x76\x54\x32\x10\x0F\x1E\x2D\x3C\x4B\x5A\x69\x78";
/// Another one.
pub(crate) const OTHER: [u8; 24] =
    *b"\x52\xB9\x2A\x20\x4A\xA2\xDA\x89\x68\x0E\x3E\x46\xE3\x61\xAE\x1C\x2C\x54\xB6\x49\x7A\xAE\xFE\xFB";

pub(crate) fn key(algorithm: Algorithm, bytes: &[u8]) -> AdminKey {
    AdminKey::from_bytes(algorithm, bytes).unwrap()
}

pub(crate) fn tdes(bytes: &[u8]) -> AdminKey {
    key(Algorithm::Tdes3, bytes)
}

/// A key of each algorithm.
pub(crate) fn keys() -> [AdminKey; 4] {
    Algorithm::ALL.map(|algorithm| key(algorithm, &[KEY, OTHER].concat()[..algorithm.key_len()]))
}

pub(crate) struct Host {
    card: Card<Script>,
}

impl Host {
    pub(crate) fn gids() -> Self {
        Self { card: Card::gids(tdes(&KEY), [0xC1; 16], Script::new(&[])) }
    }

    pub(crate) fn with_gids_key(key: AdminKey) -> Self {
        Self { card: Card::gids(key, [0xC1; 16], Script::new(&[])) }
    }

    pub(crate) fn blank() -> Self {
        Self { card: Card::gids_blank(Script::new(&[])) }
    }

    pub(crate) fn piv() -> Self {
        Self::with_piv_key(tdes(&KEY))
    }

    pub(crate) fn with_piv_key(key: AdminKey) -> Self {
        Self { card: Card::piv(key, Script::new(&[])) }
    }

    /// Sends a command and returns the response, both as hexadecimal digits.
    pub(crate) fn send(&mut self, command: &str) -> String {
        hex::digits(&self.card.transmit(&hex::bytes(command)))
    }

    pub(crate) fn state(&self) -> CardState {
        self.card.state()
    }

    pub(crate) fn reset(&mut self) {
        self.card.reset();
    }

    /// Sends a command with a data field in a short or an extended length; the response.
    pub(crate) fn send_data(&mut self, header: &str, data: &[u8]) -> String {
        let length = u16::try_from(data.len()).unwrap();
        let length = if length < 256 { format!("{length:02X}") } else { format!("00{length:04X}") };
        self.send(&format!("{header}{length}{}", hex::digits(data)))
    }

    /// GIDS external authentication; the status word.
    pub(crate) fn gids_external(&mut self, key: &AdminKey) -> String {
        assert_eq!(self.send("0022C1A403830180"), "9000");
        let response = self.send("00870000047C02810000");
        let Some(given) = response.strip_suffix("9000") else { return response };
        let challenge = Challenge::from_bytes(&hex::bytes(given)[4..], key.algorithm()).unwrap();
        let answer = key.respond(&challenge).unwrap();
        self.answer("00870000", 0x82, answer.as_bytes())
    }

    /// GIDS mutual authentication; the status word, where the card has proved itself too.
    pub(crate) fn gids_mutual(&mut self, key: &AdminKey) -> String {
        assert_eq!(self.send("0022C1A403830180"), "9000");
        let r1 = [0x11; 16];
        let response = self.answer("00870000", 0x81, &r1);
        let Some(given) = response.strip_suffix("9000") else { return response };
        let exchange = gids::Mutual::new(r1, hex::bytes(given)[4..].try_into().unwrap());
        let cryptogram = exchange.host_cryptogram(key, &gids::KeyShare::from_bytes(&[0x77; 7])).unwrap();
        let response = self.answer("00870000", 0x82, &cryptogram);
        let Some(given) = response.strip_suffix("9000") else { return response };
        let card = exchange.open_card(key, hex::bytes(given)[4..].try_into().unwrap()).unwrap();
        card.expect("the card knows the key");
        "9000".to_owned()
    }

    /// PIV mutual authentication; the status word, where the card has proved itself too.
    pub(crate) fn piv_mutual(&mut self, key: &AdminKey) -> String {
        let algorithm = key.algorithm();
        let header = format!("0087{:02X}9B", algorithm.piv_id());
        let response = self.send(&format!("{header}047C028000"));
        let Some(given) = response.strip_suffix("9000") else { return response };
        let witness = Challenge::from_bytes(&hex::bytes(given)[4..], algorithm).unwrap();
        let answer = piv::decrypt_witness(key, &witness).unwrap();
        let challenge = Challenge::from_bytes(&[0x22; 16][..algorithm.block_len()], algorithm).unwrap();
        let objects = [object(0x80, answer.as_bytes()), object(0x81, challenge.as_bytes()), object(0x82, &[])].concat();
        let response = self.send_data(&header, &object(0x7C, &objects));
        let Some(given) = response.strip_suffix("9000") else { return response };
        assert_eq!(&hex::bytes(given)[4..], key.respond(&challenge).unwrap().as_bytes());
        "9000".to_owned()
    }

    /// PIV external authentication; the status word.
    pub(crate) fn piv_external(&mut self, key: &AdminKey) -> String {
        let header = format!("0087{:02X}9B", key.algorithm().piv_id());
        let response = self.send(&format!("{header}047C028100"));
        let Some(given) = response.strip_suffix("9000") else { return response };
        let challenge = Challenge::from_bytes(&hex::bytes(given)[4..], key.algorithm()).unwrap();
        let answer = key.respond(&challenge).unwrap();
        self.answer(&header, 0x82, answer.as_bytes())
    }

    /// GENERAL AUTHENTICATE with one object.
    fn answer(&mut self, header: &str, tag: u8, value: &[u8]) -> String {
        self.send_data(header, &object(0x7C, &object(tag, value)))
    }
}

/// A data object with a length of one byte.
pub(crate) fn object(tag: u8, value: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(value.len()).unwrap()], value].concat()
}
