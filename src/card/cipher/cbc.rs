//! Cipher block chaining with an initialisation vector of zeros (SP 800-38A, 6.2).

use super::Cipher;

/// Encrypts whole blocks in place.
pub(crate) fn cbc_encrypt(cipher: &dyn Cipher, block: usize, data: &mut [u8]) {
    let mut previous: Option<&mut [u8]> = None;
    for current in data.chunks_exact_mut(block) {
        if let Some(previous) = previous {
            current.iter_mut().zip(previous.iter()).for_each(|(byte, before)| *byte ^= before);
        }
        cipher.encrypt(current);
        previous = Some(current);
    }
}

/// Decrypts whole blocks in place, from the last one to the first.
pub(crate) fn cbc_decrypt(cipher: &dyn Cipher, block: usize, data: &mut [u8]) {
    let mut rest = data;
    while let Some(start) = rest.len().checked_sub(block) {
        let Some((before, last)) = rest.split_at_mut_checked(start) else { break };
        cipher.decrypt(last);
        let previous = before.get(start.saturating_sub(block)..).unwrap_or_default();
        last.iter_mut().zip(previous).for_each(|(byte, before)| *byte ^= before);
        rest = before;
    }
}
