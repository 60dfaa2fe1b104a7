//! The traits of the `cipher` crate, for the modes and authentication codes that are written in terms of them.

use super::Tdes;
use cipher::{
    AlgorithmName, Block, BlockCipherDecBackend, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncBackend,
    BlockCipherEncClosure, BlockCipherEncrypt, BlockSizeUser, InOut, Key, KeyInit, KeySizeUser, ParBlocksSizeUser,
    consts::{U1, U8, U24},
};
use core::fmt;

impl KeySizeUser for Tdes {
    type KeySize = U24;
}

impl KeyInit for Tdes {
    #[inline]
    fn new(key: &Key<Self>) -> Self {
        Self::new(key.as_ref())
    }
}

impl BlockSizeUser for Tdes {
    type BlockSize = U8;
}

impl ParBlocksSizeUser for Tdes {
    type ParBlocksSize = U1;
}

impl BlockCipherEncrypt for Tdes {
    #[inline]
    fn encrypt_with_backend(&self, f: impl BlockCipherEncClosure<BlockSize = Self::BlockSize>) {
        f.call(self);
    }
}

impl BlockCipherEncBackend for Tdes {
    #[inline]
    fn encrypt_block(&self, mut block: InOut<'_, '_, Block<Self>>) {
        let mut bytes = block.clone_in().0;
        self.encrypt(&mut bytes);
        *block.get_out() = bytes.into();
    }
}

impl BlockCipherDecrypt for Tdes {
    #[inline]
    fn decrypt_with_backend(&self, f: impl BlockCipherDecClosure<BlockSize = Self::BlockSize>) {
        f.call(self);
    }
}

impl BlockCipherDecBackend for Tdes {
    #[inline]
    fn decrypt_block(&self, mut block: InOut<'_, '_, Block<Self>>) {
        let mut bytes = block.clone_in().0;
        self.decrypt(&mut bytes);
        *block.get_out() = bytes.into();
    }
}

impl AlgorithmName for Tdes {
    fn write_alg_name(f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TdesEde3")
    }
}
