//! Everything that card crypto does with secrets. Every operation makes its secrets itself, the same each time, and notes them.

mod admin_keys;
mod answers;
mod derivation;
mod masters;
mod pins;

use aclavis::card::{Algorithm, CardContext, Uuid};
use zeroize::Zeroize;

use crate::material::Material;
use crate::needles;

/// Something that is done with secrets.
pub(crate) struct Operation {
    pub(crate) name: String,
    work: Box<dyn Fn() + Send + Sync>,
}

impl Operation {
    fn new(name: impl Into<String>, work: impl Fn() + Send + Sync + 'static) -> Self {
        Self { name: name.into(), work: Box::new(work) }
    }

    /// Does it, and drops everything.
    #[inline(never)]
    pub(crate) fn run(&self) {
        (self.work)();
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Operation> {
    [masters::operations(), admin_keys::operations(), answers::operations(), derivation::operations(), pins::operations()]
        .into_iter()
        .flatten()
        .collect()
}

/// A card, and the version of its key.
pub(crate) fn card() -> CardContext<'static> {
    CardContext::new(card_id(), 3).of_system("contoso").expect("a short name")
}

fn card_id() -> Uuid {
    Uuid::from_bytes(*b"\xbc\x88\xf1\x3f\x83\xba\x40\x37\x82\x62\x46\xeb\xa1\x29\x1c\x6e")
}

/// The bytes of a key, noted: as they are, with odd parity, and what HMAC makes of them.
fn key_bytes(name: &'static str, algorithm: Algorithm, seed: u64) -> Material {
    let key = Material::of_seed(seed + u64::from(algorithm.piv_id()) * 1_000, algorithm.key_len());
    note_key(name, &key);
    key
}

fn note_key(name: &'static str, key: &[u8]) {
    if !needles::is_noting() {
        return;
    }
    needles::note(name, key);
    let odd = Material::with_odd_parity(key);
    needles::note(name, &odd);
    note_hmac("state of HMAC", key);
    note_hmac("state of HMAC", &odd);
}

/// Notes the states of HMAC-SHA-256 behind its key, which are as good as the key.
fn note_hmac(name: &'static str, key: &[u8]) {
    if !needles::is_noting() {
        return;
    }
    for padding in [0x36, 0x5C] {
        let mut state = Box::new([
            0x6A09_E667_u32,
            0xBB67_AE85,
            0x3C6E_F372,
            0xA54F_F53A,
            0x510E_527F,
            0x9B05_688C,
            0x1F83_D9AB,
            0x5BE0_CD19,
        ]);
        let mut block = Box::new([padding; 64]);
        block.iter_mut().zip(key).for_each(|(place, byte)| *place ^= byte);
        sha2::block_api::compress256(&mut state, std::slice::from_ref(&*block));
        block.zeroize();
        let bytes = Material::mapped(&[0; 32], |byte| byte);
        let mut bytes = bytes;
        for (place, n) in bytes.iter_mut().zip(0..) {
            *place = (state[n / 4] >> (8 * (n % 4))).to_le_bytes()[0];
        }
        needles::note(name, &bytes);
        state.zeroize();
    }
}
