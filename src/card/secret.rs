//! Values that are wiped.

use alloc::boxed::Box;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// What a stack frame of ours, and of the hashes and ciphers under it, may have held.
const FRAMES: usize = 256;

/// A secret of N bytes: boxed, so that moving it leaves no copy, filled in place, and wiped when it goes.
///
/// It cannot be cloned, compared, printed or grown.
pub(crate) struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// A secret of zeros, which somebody fills in place.
    pub(crate) fn zeroed() -> Self {
        Self(Box::new([0; N]))
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8; N] {
        &self.0
    }

    /// The bytes, to be filled.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const N: usize> ZeroizeOnDrop for Secret<N> {}

/// Overwrites the stack below the caller's frame, where a hash has left the key that it was given.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut frames = [0_u64; FRAMES];
    frames.zeroize();
    core::hint::black_box(&frames);
}
