//! The block ciphers of admin keys, each behind the same two operations.

mod block_key;
mod cbc;
pub(crate) mod tdes;

use cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt};

pub(crate) use block_key::BlockKey;
pub(crate) use cbc::{cbc_decrypt, cbc_encrypt};

/// A block cipher with its key. Blocks of another length than the cipher's stay as they are.
pub(crate) trait Cipher {
    /// Encrypts one block.
    fn encrypt(&self, block: &mut [u8]);
    /// Decrypts one block.
    fn decrypt(&self, block: &mut [u8]);
}

impl<C: BlockCipherEncrypt + BlockCipherDecrypt> Cipher for C {
    #[inline]
    fn encrypt(&self, block: &mut [u8]) {
        if let Ok(block) = <&mut Array<u8, C::BlockSize>>::try_from(block) {
            self.encrypt_block(block);
        }
    }

    #[inline]
    fn decrypt(&self, block: &mut [u8]) {
        if let Ok(block) = <&mut Array<u8, C::BlockSize>>::try_from(block) {
            self.decrypt_block(block);
        }
    }
}
