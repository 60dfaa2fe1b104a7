//! Secrets of the tests' own making: boxed, filled byte by byte, wiped.

use crate::random::Seeded;
use rand_core::TryRng;
use std::ops::{Deref, DerefMut};
use zeroize::Zeroize;

const DIGITS: [&[u8; 16]; 2] = [b"0123456789abcdef", b"0123456789ABCDEF"];
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes that are wiped.
pub(crate) struct Material(Box<[u8]>);

impl Material {
    /// So many zeros, to be filled in place.
    pub(crate) fn zeroed(len: usize) -> Self {
        Self(vec![0; len].into_boxed_slice())
    }

    /// The bytes of a seed.
    pub(crate) fn of_seed(seed: u64, len: usize) -> Self {
        let mut material = Self::zeroed(len);
        Seeded::new(seed).try_fill_bytes(&mut material).expect("a source without end");
        material
    }

    /// What somebody says of each byte of a secret.
    pub(crate) fn mapped(secret: &[u8], each: impl Fn(u8) -> u8) -> Self {
        let mut material = Self::zeroed(secret.len());
        material.iter_mut().zip(secret).for_each(|(place, byte)| *place = each(*byte));
        material
    }

    /// With odd parity in each byte.
    pub(crate) fn with_odd_parity(secret: &[u8]) -> Self {
        Self::mapped(secret, |byte| byte & 0xFE | u8::from((byte >> 1).count_ones() % 2 == 0))
    }

    /// Hexadecimal digits, and a line end.
    pub(crate) fn hex(secret: &[u8], upper: bool) -> Self {
        let mut text = Self::zeroed(secret.len() * 2 + 1);
        for (pair, byte) in text.chunks_mut(2).zip(secret) {
            pair[0] = DIGITS[usize::from(upper)][usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(upper)][usize::from(byte & 15)];
        }
        *text.last_mut().expect("a line end") = b'\n';
        text
    }

    /// Base64, without a line end.
    pub(crate) fn base64(secret: &[u8]) -> Self {
        let mut text = Self::zeroed(secret.len().div_ceil(3) * 4);
        for (four, three) in text.chunks_mut(4).zip(secret.chunks(3)) {
            let at = |n: usize| three.get(n).copied().unwrap_or(0);
            four[0] = BASE64[usize::from(at(0) >> 2)];
            four[1] = BASE64[usize::from((at(0) & 3) << 4 | at(1) >> 4)];
            four[2] = if three.len() > 1 { BASE64[usize::from((at(1) & 15) << 2 | at(2) >> 6)] } else { b'=' };
            four[3] = if three.len() > 2 { BASE64[usize::from(at(2) & 63)] } else { b'=' };
        }
        text
    }
}

impl Deref for Material {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl DerefMut for Material {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl Drop for Material {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
