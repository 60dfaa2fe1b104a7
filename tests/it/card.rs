//! Card crypto.

mod atr;
mod cores;
mod diversification;
mod keys;
mod policies;
mod proposals;
mod protocols;
mod rollover;
mod services;
mod texts;

use std::convert::Infallible;
use std::fmt::Write;

use aclavis::card::{AdminKey, Algorithm};
use aclavis::{Error, ErrorKind};
use rand_core::{TryCryptoRng, TryRng};

/// A random source that repeats what it is given, as no real one does.
struct Recorded<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl<'a> Recorded<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter().cycle())
    }
}

impl TryRng for Recorded<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.iter_mut().for_each(|byte| *byte = *self.0.next().unwrap());
        Ok(())
    }
}

impl TryCryptoRng for Recorded<'_> {}

/// A random source that does not work.
struct Broken;

impl TryRng for Broken {
    type Error = std::fmt::Error;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Err(std::fmt::Error)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Err(std::fmt::Error)
    }

    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
        Err(std::fmt::Error)
    }
}

impl TryCryptoRng for Broken {}

/// The key with these hexadecimal digits.
fn key(algorithm: Algorithm, digits: &str) -> AdminKey {
    AdminKey::from_encoded(algorithm, digits.as_bytes()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

/// The kind and the whole text of an error.
#[track_caller]
fn refused<T>(result: Result<T, Error>, kind: ErrorKind, text: &str) {
    let Err(error) = result else { panic!("accepted") };
    assert_eq!((error.kind(), format!("{error:#}").as_str()), (kind, text));
}
