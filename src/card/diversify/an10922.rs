//! Key diversification of NXP's application note AN10922.

use super::{CardContext, Diversify};
use crate::card::algorithm::Algorithm;
use crate::card::cipher::Cipher;
use crate::card::key::AdminKey;
use crate::card::secret::{Frames, Secret, on_wiped_stack};
use crate::error::{Error, ErrorKind};

/// Key diversification after NXP AN10922 (revision 2.2): CMAC over a constant and an input, always padded to two blocks.
///
/// The master key is an AES or 3DES key, the diversified one is of the same kind; a 3DES master of [two
/// keys](AdminKey::is_two_key) gives two keys.
///
/// ```
/// use aclavis::card::{AdminKey, Algorithm, An10922};
/// let master = AdminKey::from_encoded(Algorithm::Aes128, b"00112233445566778899aabbccddeeff")?;
/// let input = [0x04, 0x78, 0x2e, 0x21, 0x80, 0x1d, 0x80, 0x30, 0x42, 0xf5, 0x4e, 0x58, 0x50, 0x20, 0x41, 0x62, 0x75];
/// let key = An10922::new(master).derive(&input, None)?;
/// assert_eq!(key.expose()[..4], [0xa8, 0xdd, 0x63, 0xa3]);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Debug)]
pub struct An10922(AdminKey);

impl An10922 {
    /// Diversifies this master key.
    #[must_use]
    pub const fn new(master: AdminKey) -> Self {
        Self(master)
    }

    /// The key for an input: 1 to 31 bytes for AES, 1 to 15 for 3DES. A version is written into the parity bits of a 3DES key's
    /// first eight bytes, the highest bit first, as DESFire cards have it; AES keys have no place for one, and it is ignored.
    ///
    /// # Errors
    ///
    /// `diversification-input`: an input of another length.
    pub fn derive(&self, input: &[u8], version: Option<u8>) -> Result<AdminKey, Error> {
        let algorithm = self.0.algorithm();
        let padded = algorithm.block_len().saturating_mul(2);
        if input.is_empty() || input.len() >= padded {
            return Err(Error::of_size(ErrorKind::DiversificationInput, input.len()));
        }
        let mut key = on_wiped_stack(Frames::Usual, || match algorithm {
            Algorithm::Aes128 => self.key(&[0x01], 16, input),
            Algorithm::Aes192 => self.aes192(input),
            Algorithm::Aes256 => self.key(&[0x41, 0x42], 32, input),
            Algorithm::Tdes3 if self.0.is_two_key() => self.key(&[0x21, 0x22], 16, input),
            Algorithm::Tdes3 => self.key(&[0x31, 0x32, 0x33], 24, input),
        })?;
        if let Some(version) = version.filter(|_| algorithm == Algorithm::Tdes3) {
            key.set_version(version);
        }
        Ok(key)
    }

    /// One CMAC for each constant, side by side.
    fn key(&self, constants: &[u8], len: usize, input: &[u8]) -> Result<AdminKey, Error> {
        let mut key = Secret::<32>::zeroed();
        let key = key.bytes_mut().get_mut(..len).unwrap_or_default();
        let block = self.0.algorithm().block_len();
        for (constant, place) in constants.iter().zip(key.chunks_exact_mut(block)) {
            self.cmac(*constant, input, place);
        }
        AdminKey::from_bytes(self.0.algorithm(), key)
    }

    /// Two CMACs of 16 bytes, of which the second half of one and the first half of the other lie upon each other.
    fn aes192(&self, input: &[u8]) -> Result<AdminKey, Error> {
        let mut macs = Secret::<32>::zeroed();
        for (constant, place) in [0x11, 0x12].into_iter().zip(macs.bytes_mut().chunks_exact_mut(16)) {
            self.cmac(constant, input, place);
        }
        let (words, _) = macs.bytes_mut().as_chunks_mut::<8>();
        if let [_, second, third, fourth] = words {
            second.iter_mut().zip(third.iter()).for_each(|(byte, other)| *byte ^= other);
            *third = *fourth;
        }
        AdminKey::from_bytes(Algorithm::Aes192, macs.bytes().first_chunk::<24>().map_or(&[], |key| key.as_slice()))
    }

    /// CMAC (SP 800-38B) of constant and input, but padded to two blocks even where one would do.
    fn cmac(&self, constant: u8, input: &[u8], out: &mut [u8]) {
        let block = out.len();
        let mut message = [0; 32];
        let message = message.get_mut(..block.saturating_mul(2)).unwrap_or_default();
        let given = [constant].into_iter().chain(input.iter().copied());
        let is_padded = input.len().saturating_add(1) < message.len();
        let padding = is_padded.then_some(0x80);
        message.iter_mut().zip(given.chain(padding)).for_each(|(place, byte)| *place = byte);
        let (first, last) = message.split_at(block);
        let mut subkey = Secret::<16>::zeroed();
        let subkey = subkey.bytes_mut().get_mut(..block).unwrap_or_default();
        self.0.with_cipher(|cipher: &dyn Cipher| {
            cipher.encrypt(subkey);
            double(subkey);
            if is_padded {
                double(subkey);
            }
            out.copy_from_slice(first);
            cipher.encrypt(out);
            out.iter_mut().zip(last).zip(subkey.iter()).for_each(|((byte, last), key)| *byte ^= last ^ key);
            cipher.encrypt(out);
        });
    }
}

impl Diversify for An10922 {
    /// The input is the card's identifier, so the master must be an AES key: 3DES has room for 15 bytes only. The key version and the
    /// system do not enter.
    ///
    /// # Errors
    ///
    /// `diversification-input`: the master is a 3DES key.
    fn admin_key(&self, card: &CardContext<'_>) -> Result<AdminKey, Error> {
        self.derive(&card.card_id().to_bytes(), None)
    }
}

/// Doubles in the field of CMAC's subkeys (SP 800-38B, 6.1), of 64 or 128 bits, in the same steps whatever the bits are.
fn double(block: &mut [u8]) {
    let polynomial = if block.len() == 8 { 0x1B } else { 0x87 };
    let mut carry = 0;
    for byte in block.iter_mut().rev() {
        let out = *byte >> 7;
        *byte = *byte << 1 | carry;
        carry = out;
    }
    if let Some(last) = block.last_mut() {
        *last ^= polynomial & carry.wrapping_neg();
    }
}
