//! Values that are wiped.

use alloc::boxed::Box;

use zeroize::{ZeroizeOnDrop, optimization_barrier, zeroize_stack};

use super::algorithm::Algorithm;

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
        self.0.fill(0);
        optimization_barrier(&*self.0);
    }
}

impl<const N: usize> ZeroizeOnDrop for Secret<N> {}

/// How deep the stack is under something, by `cargo xtask hygiene` with all levels of optimisation.
#[derive(Clone, Copy)]
pub(crate) enum Frames {
    /// Hashes, decoders, 3DES.
    Usual,
    /// AES, which copies its key schedule.
    Aes,
}

impl From<Algorithm> for Frames {
    fn from(algorithm: Algorithm) -> Self {
        if algorithm == Algorithm::Tdes3 { Self::Usual } else { Self::Aes }
    }
}

/// Does something with a secret, and overwrites the stack that it has used: hashes, ciphers and decoders leave there what they were
/// given.
#[inline]
pub(crate) fn on_wiped_stack<T>(frames: Frames, work: impl FnOnce() -> T) -> T {
    let result = below(work);
    match frames {
        _ if cfg!(debug_assertions) => zeroize_stack::<16_384>(),
        Frames::Usual => zeroize_stack::<2_048>(),
        Frames::Aes => zeroize_stack::<8_192>(),
    }
    result
}

/// In frames of its own, below the caller's.
#[inline(never)]
fn below<T>(work: impl FnOnce() -> T) -> T {
    work()
}
